"""Terminal stock: what is left at the end earns its value up to a cover, salvage beyond. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import cost, plan

WORTH: dict[str, Any] = {"items": [{"unit_cost": 4}], "terminal_value": 1, "terminal_cover_periods": 2}


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # Mean demand 6 / 2 = 3, so 6 are credited in full, the others at half of it. Two nodes together.
    golden(
        build(
            periods=2,
            items=[{"unit_cost": 4}],
            nodes=["N", "M"],
            offers=[{"unit_price": 3}],
            terminal_value=1,
            salvage_value=0.5,
            terminal_cover_periods=2,
            stock=[{"node_id": "M", "on_hand": 9}],
            demand=[6],
        )
    )


@pytest.mark.parametrize(("price", "ordered", "total"), [(3, 9, 27 - 24), (5, 3, 15)])
def test_stock_is_bought_for_the_credit_where_it_is_cheaper(price: float, ordered: int, total: float) -> None:
    # One period, 3 wanted. Up to 2 x 3 = 6 units are worth 4 each in the end.
    found = plan(periods=1, demand=[3], offers=[{"unit_price": price}], **WORTH)
    assert found.ordered() == {0: ordered}
    assert found.cost == total


def test_a_cover_of_0_or_a_value_of_0_credits_nothing() -> None:
    assert plan(periods=1, demand=[3], offers=[{"unit_price": 3}], **WORTH | {"terminal_cover_periods": 0}).cost == 9
    assert plan(periods=1, demand=[3], offers=[{"unit_price": 3}], **WORTH | {"terminal_value": 0}).cost == 9


def test_stock_beyond_the_cover_earns_salvage() -> None:
    # 13 in stock, 3 sold, 6 at 4, the last 4 at a quarter of that.
    found = plan(periods=1, demand=[3], stock=13, offers=[{"unit_price": 3}], **WORTH, salvage_value=0.25)
    assert found.costs == {"terminal_credit": -(6 * 4 + 4 * 1)}
    assert found.chosen("E1") == {("A",): 6}
    assert found.chosen("E2") == {("A",): 4}


def test_salvage_at_the_price_paid_neither_earns_nor_costs() -> None:
    # Price 2 = salvage of half the unit cost: nothing is gained by buying for it.
    found = plan(periods=1, demand=[3], offers=[{"unit_price": 2}], **WORTH, salvage_value=0.5)
    assert found.cost == 3 * 2 - 6 * (4 - 2)


def test_the_mean_is_of_the_baseline_alone() -> None:
    # 2 baseline, 10 promotion, 9 owed, in one of 2 periods: mean 1; 9 - 9 opening stock. 2 x 1 are credited.
    rows = [{"units": 2, "date": day(1)}, {"units": 10, "date": day(1), "kind": "promotion"}]
    found = plan(periods=2, stock=-9, demand=rows, offers=[{"unit_price": 3}], **WORTH)
    assert sum(found.ordered().values()) == 2 + 10 + 9 + 2
    assert found.costs["terminal_credit"] == -8


def test_the_mean_counts_kits_multiplied_out() -> None:
    # 2 kits of 3 A in 1 period: mean 6, 12 are credited.
    found = plan(
        periods=1,
        items=[{"unit_cost": 4}, {"item_id": "K", "unit_cost": 50}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 3}],
        offers=[{"unit_price": 3}],
        terminal_value=1,
        terminal_cover_periods=2,
        demand={"K": [2]},
    )
    assert found.ordered() == {0: 18}
    assert found.costs["terminal_credit"] == -48


def test_the_stock_of_all_nodes_is_credited_together() -> None:
    # 4 in N, 4 in M, mean demand 3: 6 of 8 are worth 4.
    stock = [{"on_hand": 7}, {"node_id": "M", "on_hand": 4}]
    assert cost(periods=1, nodes=["N", "M"], demand=[3], stock=stock, offers=[{"unit_price": 9}], **WORTH) == -24


def test_goods_that_arrive_after_the_horizon_are_worth_nothing() -> None:
    late = [{"units": 5, "arrival_date": day(1)}]
    assert cost(periods=1, demand=[3], stock=3, inbound=late, offers=[{"unit_price": 9}], **WORTH) == 0
