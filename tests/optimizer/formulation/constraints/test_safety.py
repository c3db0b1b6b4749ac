"""Safety: what closing stock below safety stock costs. A lost unit costs 100."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import cost, plan


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # M has a safety stock that nothing can ever fill; N's is of two periods.
    nodes = ["N", "M"]
    safety = [{"units": 4}, {"node_id": "M", "units": 1}]
    golden(build(periods=2, nodes=nodes, lanes=[{}], safety_stock=safety, items=[{"safety_cost": 2}], demand=[3]))


@pytest.mark.parametrize(("price", "ordered", "paid"), [(5, 4, 20), (7, 0, 24)])
def test_safety_stock_is_bought_where_that_is_cheaper_than_going_without(
    price: float, ordered: int, paid: float
) -> None:
    # 4 units below for three periods at 2: 24; 4 units at 5 are 20, at 7 they are 28.
    found = plan(items=[{"safety_cost": 2}], safety_stock=4, offers=[{"unit_price": price}])
    assert found.cost == paid
    assert found.ordered() == ({0: ordered} if ordered else {})


def test_safety_stock_serves_a_customer_who_would_be_turned_away() -> None:
    # The 2 units may serve (nothing else can): 2 x 3 periods x 1 beats 200.
    found = plan(items=[{"safety_cost": 1}], safety_stock=2, stock=2, demand=[2], offers=[{"unit_price": 999}])
    assert found.costs == {"safety": 6}
    assert found.chosen("V") == {("A", "N", t): 2 for t in range(3)}


def test_the_default_cost_is_the_shortages_over_twice_the_horizon() -> None:
    # 100 / (2 x 3) a unit and period, three units for three periods.
    assert cost(safety_stock=3, offers=[{"unit_price": 99}]) == pytest.approx(3 * 3 * 100 / 6)


def test_each_node_has_its_own() -> None:
    # N has 5 of its 2, M none of its 2: a transfer at 1 mends it.
    safety = [{"units": 2}, {"node_id": "M", "units": 2}]
    nodes = {"nodes": ["N", "M"], "items": [{"safety_cost": 3}], "stock": 5, "safety_stock": safety, "lanes": [{}]}
    assert cost(offers=[{"unit_price": 99}], **nodes) == 2 * 3 * 3
    way = [{"from_node": "N", "to_node": "M", "cost_per_unit": 1}]
    found = plan(offers=[{"unit_price": 99}], transfers=way, **nodes)
    assert found.cost == 2
    assert found.chosen("X") == {("A", "N", "M", 0): 2}


def test_a_safety_stock_that_nothing_can_fill_costs_and_forbids_nothing() -> None:
    # No lane reaches M.
    found = cost(nodes=["N", "M"], lanes=[{}], items=[{"safety_cost": 2}], safety_stock=[{"node_id": "M", "units": 1}])
    assert found == 6
