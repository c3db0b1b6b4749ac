"""Cover: the demand that stock may be held for, and a case. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import cost, plan

EARLY = [{"order_every_periods": 3}]
"""Orders in period 0 alone."""


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # One period ahead, two nodes. Mean demand (3 + 5) / 2 = 4 beyond the horizon, cases of 2; 9 in stock keep 6.
    golden(
        build(
            periods=2,
            items=[{"max_cover_periods": 1}],
            nodes=["N", "M"],
            offers=[{"case_pack": 2}],
            demand={("A", "N"): [3], ("A", "M"): [0, 5]},
            stock=9,
        )
    )


def test_stock_covers_no_more_than_the_next_periods_and_a_case() -> None:
    # 5 a period, orders in period 0 alone. One period ahead and a case of 1: 5 + 1 may stay, 4 of 10 are lost.
    demand = [5, 5, 5]
    assert cost(items=[{"max_cover_periods": 2}], suppliers=EARLY, demand=demand) == 0
    assert cost(items=[{"max_cover_periods": 1}], suppliers=EARLY, demand=demand) == 400
    # None ahead: a case alone.
    assert cost(items=[{"max_cover_periods": 0}], suppliers=EARLY, demand=demand) == 900


def test_the_largest_case_of_all_offers_counts() -> None:
    # R sells in cases of 4, and nothing is bought there: 5 + 4 may stay; 9 for later, 1 lost.
    offers = [{"unit_price": 1}, {"supplier_id": "R", "unit_price": 99, "case_pack": 4}]
    suppliers = [{"order_every_periods": 3}, {"supplier_id": "R", "order_every_periods": 3}]
    found = cost(items=[{"max_cover_periods": 1}], suppliers=suppliers, offers=offers, demand=[5, 5, 5])
    assert found == 14 + 100


def test_beyond_the_horizon_the_mean_demand_is_expected() -> None:
    # One period, baseline 6: three periods ahead are 18, and a case of 1. A credit of 4 a unit makes them all bought.
    found = plan(
        periods=1,
        items=[{"max_cover_periods": 3, "unit_cost": 4}],
        offers=[{"unit_price": 1}],
        terminal_value=1,
        terminal_cover_periods=99,
        demand=[6],
    )
    assert found.ordered() == {0: 6 + 18 + 1}


def test_promotions_count_ahead_but_not_beyond() -> None:
    # Two periods; 4 baseline and 10 promotion in period 1. In period 0 14 + 1 may stay, at the end 2 (mean) + 1.
    rows = [{"units": 4, "date": day(1)}, {"units": 10, "date": day(1), "kind": "promotion"}]
    credit: dict[str, Any] = {"terminal_value": 1, "terminal_cover_periods": 99, "periods": 2}
    found = plan(items=[{"max_cover_periods": 1, "unit_cost": 4}], offers=[{"unit_price": 1}], demand=rows, **credit)
    assert found.chosen("I")["A", "N", 1] == 3
    assert cost(items=[{"max_cover_periods": 1}], suppliers=EARLY, periods=2, demand=rows) == 0


def test_kits_count_with_their_components() -> None:
    # 2 kits of 3 A in period 1: 6 + 1 may stay in period 0, all that is needed.
    kit: dict[str, Any] = {
        "kits": [{"kit_id": "K", "component_id": "A", "units": 3}],
        "suppliers": EARLY,
        "offers": [{}],
        "demand": {"K": [0, 2]},
    }
    assert cost(items=[{"max_cover_periods": 1}, "K"], **kit) == 0
    # Nothing ahead: 1 A may stay, a third of a kit.
    assert round(cost(items=[{"max_cover_periods": 0}, "K"], **kit), 6) == round((2 - 1 / 3) * 100, 6)


def test_the_stock_of_all_nodes_counts_together() -> None:
    # 3 in N and 3 in M wanted in period 1, one kept back in each as a case would be 2 too many: 6 + 1 in all.
    nodes: dict[str, Any] = {"nodes": ["N", "M"], "suppliers": EARLY}
    later = {("A", "N"): [0, 0, 3], ("A", "M"): [0, 3]}
    # At the end of period 0 the next period wants 3 in all: 3 + 1 may stay, 2 of 6 are lost.
    assert cost(items=[{"max_cover_periods": 1}], demand=later, **nodes) == 200
    assert cost(items=[{"max_cover_periods": 2}], demand=later, **nodes) == 0


def test_what_is_there_already_may_stay() -> None:
    # 20 in stock for 3 periods of 2: far more than a period's need. It stays, and nothing else is bought.
    found = plan(items=[{"max_cover_periods": 1}], stock=20, offers=[{"unit_price": 1}], demand=[2, 2, 2])
    assert found.cost == 0
    assert found.ordered() == {}
