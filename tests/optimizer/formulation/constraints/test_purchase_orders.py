"""Purchase orders: what an order must be worth, and what a supplier can make. A lost unit costs 100."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import cost, plan


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # A has no binary of its own (its cases need the order), B has one (a line cost); all four minima; overtime.
    golden(
        build(
            periods=1,
            items=[{"unit_kg": 2, "unit_m3": 0.5}, {"item_id": "B", "unit_kg": 1}],
            suppliers=[
                {
                    "order_cost": 9,
                    "min_order_value": 20,
                    "min_order_units": 3,
                    "min_order_kg": 8,
                    "min_order_m3": 1,
                    "capacity": 10,
                    "capacity_overrun_cost": 6,
                }
            ],
            offers=[
                {"unit_price": 4, "capacity_per_unit": 2},
                {"item_id": "B", "unit_price": 3, "line_cost": 1, "capacity_per_line": 5},
            ],
            demand={"A": [3], "B": [4]},
        )
    )


@pytest.mark.parametrize(
    ("minimum", "ordered"),
    [
        ({"min_order_value": 6}, 3),
        ({"min_order_value": 7}, 4),
        ({"min_order_units": 3}, 3),
        ({"min_order_units": 3.5}, 4),
        ({"min_order_kg": 1.5}, 3),
        ({"min_order_kg": 1.6}, 4),
        ({"min_order_m3": 0.75}, 3),
        ({"min_order_m3": 0.76}, 4),
    ],
)
def test_an_order_reaches_its_minimum(minimum: dict[str, float], ordered: int) -> None:
    # 3 units wanted, 2 money, 0.5 kg and 0.25 m3 each.
    items = [{"unit_kg": 0.5, "unit_m3": 0.25}]
    assert plan(items=items, suppliers=[minimum], demand=[3], offers=[{"unit_price": 2}]).ordered() == {0: ordered}


def test_an_order_that_is_not_worth_its_minimum_is_left_out() -> None:
    # One unit is worth 100. 100 units at 1 for the minimum are as dear, 99 are not.
    assert cost(suppliers=[{"min_order_value": 99}], demand=[1], offers=[{"unit_price": 1}]) == 99
    assert plan(suppliers=[{"min_order_value": 101}], demand=[1], offers=[{"unit_price": 1}]).ordered() == {}


def test_the_minimum_value_is_without_duty() -> None:
    # 3 units at 2 are 6, with half as much duty 9: for a minimum of 9, 5 units are bought, 10 + 5.
    assert cost(suppliers=[{"min_order_value": 9}], demand=[3], offers=[{"unit_price": 2, "duty_rate": 0.5}]) == 15


def test_lines_of_several_items_and_nodes_reach_the_minimum_together() -> None:
    both: dict[str, Any] = {"items": ["A", "B"], "periods": 1}
    offers = [{"unit_price": 2}, {"item_id": "B", "unit_price": 3}]
    # 2 x 2 + 2 x 3 = 10.
    assert cost(suppliers=[{"min_order_value": 10}], demand={"A": [2], "B": [2]}, offers=offers, **both) == 10
    assert cost(suppliers=[{"min_order_value": 11}], demand={"A": [2], "B": [2]}, offers=offers, **both) == 12
    nodes = {"nodes": ["N", "M"], "demand": {("A", "N"): [2], ("A", "M"): [3]}, "periods": 1}
    assert cost(suppliers=[{"min_order_units": 5}], offers=[{"unit_price": 2}], **nodes) == 10
    assert cost(suppliers=[{"min_order_units": 6}], offers=[{"unit_price": 2}], **nodes) == 12


def test_the_minimum_value_counts_the_price_of_the_tier() -> None:
    # All 10 units at 1 from 10 on: 6 units at 2 are 12, and so are 12 units at 1; a minimum of 13 takes 13 of them
    # or 7 at 2 = 14. A tier that costs less is worth less to the supplier.
    tiers = {"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 10, "unit_price": 1}], "periods": 1}
    assert cost(suppliers=[{"min_order_value": 13}], demand=[6], **tiers) == 13
    # At most 9 units a line: only the dear tier is left.
    dear = tiers | {"offers": [{"unit_price": 2, "max_units": 9}]}
    assert cost(suppliers=[{"min_order_value": 13}], demand=[6], **dear) == 14


def test_items_ordered_on_one_day_are_one_order() -> None:
    # An order costs 10, holding B a week 1 a unit: B comes along with A, 3 + 10, rather than later for another 10.
    found = plan(
        items=["A", {"item_id": "B", "carrying_cost": 1}],
        suppliers=[{"order_cost": 10}],
        demand={"A": [3], "B": [0, 3]},
    )
    assert found.cost == 13
    assert found.ordered("item", "period") == {("A", 0): 3, ("B", 0): 3}
    # Two suppliers are two orders.
    apart = {"item_id": "B", "supplier_id": "R"}
    suppliers = [{"order_cost": 10}, {"supplier_id": "R", "order_cost": 10}]
    assert cost(items=["A", "B"], suppliers=suppliers, offers=[{}, apart], demand={"A": [3], "B": [0, 3]}) == 20


def test_a_hard_capacity_sends_orders_ahead() -> None:
    # 5 wanted in period 1, 3 a period can be made: 2 are held a week at 1 each.
    hold: dict[str, Any] = {"items": [{"carrying_cost": 1}], "demand": [0, 5]}
    found = plan(suppliers=[{"capacity": 3}], **hold)
    assert found.ordered() == {0: 2, 1: 3}
    assert found.cost == 2
    assert cost(suppliers=[{"capacity": 5}], **hold) == 0
    # Each unit takes half: 5 fit into 2.5.
    assert cost(suppliers=[{"capacity": 2.5}], offers=[{"capacity_per_unit": 0.5}], **hold) == 0
    # An overrun cost of 0 is a cost; none at all is a hard limit.
    assert cost(suppliers=[{"capacity": 3, "capacity_overrun_cost": 0}], **hold) == 0


def test_overtime_is_bought_where_it_is_cheaper_than_holding() -> None:
    # 2 units beyond 3: 0.75 of overtime each, or 1 each for holding.
    hold: dict[str, Any] = {"items": [{"carrying_cost": 1}], "demand": [0, 5]}
    found = plan(suppliers=[{"capacity": 3, "capacity_overrun_cost": 0.75}], **hold)
    assert found.costs == {"capacity_overrun": 1.5}
    assert found.chosen("Z") == {("S", 1): 2}
    assert cost(suppliers=[{"capacity": 3, "capacity_overrun_cost": 1.25}], **hold) == 2


def test_a_set_up_takes_capacity_once_a_line() -> None:
    # Capacity 6. Each line takes 2 to set up: A alone can make 4, A and B together 2.
    one = {"periods": 1, "suppliers": [{"capacity": 6}]}
    assert cost(demand=[4], offers=[{"capacity_per_line": 2}], **one) == 0
    assert cost(demand=[5], offers=[{"capacity_per_line": 2}], **one) == 100
    offers = [{"capacity_per_line": 2}, {"item_id": "B", "capacity_per_line": 2}]
    both = one | {"items": ["A", {"item_id": "B", "shortage_cost": 30}], "offers": offers}
    assert cost(demand={"A": [1], "B": [1]}, **both) == 0
    # A 3 and B 1 would take 8: without B, A's three are made.
    assert cost(demand={"A": [3], "B": [1]}, **both) == 30


def test_a_set_up_larger_than_the_capacity_makes_the_line_impossible() -> None:
    late = {"periods": 1, "demand": [1], "offers": [{"capacity_per_line": 3, "capacity_per_unit": 0}]}
    assert cost(suppliers=[{"capacity": 3}], **late) == 0
    assert cost(suppliers=[{"capacity": 2.9}], **late) == 100
    # With overtime at 50 it is bought: a tenth of a unit of capacity.
    assert cost(suppliers=[{"capacity": 2.9, "capacity_overrun_cost": 50}], **late) == pytest.approx(5)


def test_capacity_is_one_for_all_nodes_and_modes() -> None:
    nodes = {"nodes": ["N", "M"], "demand": {("A", "N"): [2], ("A", "M"): [3]}, "periods": 1}
    assert cost(suppliers=[{"capacity": 5}], **nodes) == 0
    assert cost(suppliers=[{"capacity": 4}], **nodes) == 100
