"""Cover: no more stock than the next periods need, and a case."""

from typing import Any

import pytest

from models.problem import Problem
from optimizer.formulation.constraints.cover import violations
from tests.builders import build
from tests.optimizer.verify.plans import Row, plan, told


def _found(problem: Problem, units: float, pack: int = 1) -> list[str]:
    return told(violations, problem, plan(orders=[{"cases": units / pack}]))


def test_stock_covers_the_next_periods_and_a_case() -> None:
    # m = 1: after week 0 the 6 of week 1 and a case of 2 are 8; after week 1 nothing and a case: 2.
    problem = build(items=[{"max_cover_periods": 1}], offers=[{"case_pack": 2}], demand=[0, 6, 0])
    served = [{"date": 1, "units": 6}]
    assert told(violations, problem, plan(orders=[{"cases": 4}], fulfilment=served)) == []  # 8 = 6 + 2
    found = told(violations, problem, plan(orders=[{"cases": 5}], fulfilment=served))  # 10, then 4
    assert found[0] == (
        "10 units of item A are in stock at the end of the period of 2024-01-01; 1 periods of demand and a case are 8."
    )


def test_the_largest_case_of_all_offers_counts() -> None:
    offers: list[dict[str, Any]] = [{"case_pack": 2}, {"supplier_id": "R", "case_pack": 5}]
    problem = build(items=[{"max_cover_periods": 0}], suppliers=["S", "R"], offers=offers, periods=1)
    assert _found(problem, 4, 2) == []
    assert len(_found(problem, 6, 2)) == 1


def test_beyond_the_horizon_the_mean_counts_without_promotions() -> None:
    # Baseline 6 over two weeks: mean 3. After week 1, m = 2: 2 x 3 + 1 = 7. After week 0: week 1 (6 + 9) + 3 + 1 = 19.
    problem = build(
        items=[{"max_cover_periods": 2}],
        demand=[{"date": "2024-01-08", "units": 6}, {"date": "2024-01-08", "units": 9, "kind": "promotion"}],
        periods=2,
    )
    served = [{"date": 1, "units": 12}]
    assert told(violations, problem, plan(orders=[{"cases": 19}], fulfilment=served)) == []  # 19, then 7
    assert len(told(violations, problem, plan(orders=[{"cases": 20}], fulfilment=served))) == 2  # 20, then 8


def test_kits_need_their_components() -> None:
    # Two kits of 3 A in week 1: 6, and a case.
    problem = build(
        items=[{"max_cover_periods": 1}, {"item_id": "K"}],
        offers=[{}],
        kits=[{"kit_id": "K", "component_id": "A", "units": 3}],
        demand={"K": [0, 2]},
        periods=2,
    )
    served = [{"item_id": "K", "served_item_id": "K", "date": 1, "units": 2}]
    assert told(violations, problem, plan(orders=[{"cases": 7}], fulfilment=served)) == []
    assert len(told(violations, problem, plan(orders=[{"cases": 8}], fulfilment=served))) == 1


def test_stock_of_all_nodes_is_summed() -> None:
    problem = build(items=[{"max_cover_periods": 1}], nodes=["N", "M"], demand=[0, 3], periods=2)
    rows: list[Row] = [{"cases": 2}, {"cases": 2, "node_id": "M"}]
    served = [{"date": 1, "units": 2}]
    assert told(violations, problem, plan(orders=rows, fulfilment=served)) == []  # 4 = 3 + 1; then 2 <= 1.5 + 1
    assert len(told(violations, problem, plan(orders=[{"cases": 3}, rows[1]], fulfilment=served))) >= 1


@pytest.mark.parametrize(("served", "fine"), [(4, True), (3, False)])
def test_a_limit_is_raised_to_what_is_there_already(served: float, fine: bool) -> None:
    # 20 at the start, 4 asked for in the only week: 16 may stay, though no more than a case is covered.
    problem = build(items=[{"max_cover_periods": 0}], stock=20, demand=[4], periods=1)
    assert (told(violations, problem, plan(fulfilment=[{"units": served}])) == []) is fine


def test_without_a_limit_anything_goes() -> None:
    assert _found(build(), 1000) == []
