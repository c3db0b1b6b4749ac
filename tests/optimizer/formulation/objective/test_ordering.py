"""Ordering: an order and a line cost something whatever their size."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    # B's line is of two tiers: its cost hangs on both binaries.
    golden(
        build(
            periods=2,
            items=["A", "B"],
            suppliers=[{"order_cost": 9}],
            offers=[{"line_cost": 4}, {"item_id": "B", "unit_price": 2, "line_cost": 3}],
            price_breaks=[{"item_id": "B", "min_units": 3, "unit_price": 1}],
            demand={"A": [0, 2], "B": [0, 4]},
            discount_rate=0.1,
        )
    )


@pytest.mark.parametrize(("cost", "orders"), [({"order_cost": 5}, 2), ({"order_cost": 7}, 1)])
def test_one_order_or_two(cost: dict[str, float], orders: int) -> None:
    # 3 now and 6 next week: holding 6 a week costs 6.
    found = plan(items=[{"carrying_cost": 1}], suppliers=[cost], demand=[3, 6])
    assert len(found.ordered()) == orders
    assert found.costs["ordering"] == cost["order_cost"] * orders


@pytest.mark.parametrize(("each", "lines"), [(5, 2), (7, 1)])
def test_one_line_or_two(each: float, lines: int) -> None:
    found = plan(items=[{"carrying_cost": 1}], offers=[{"line_cost": each}], demand=[3, 6])
    assert len(found.ordered()) == lines
    assert found.costs["ordering"] == each * lines


def test_a_line_costs_once_for_all_nodes_and_modes() -> None:
    nodes = {"nodes": ["N", "M"], "demand": {("A", "N"): [2], ("A", "M"): [2]}, "periods": 1}
    assert plan(offers=[{"line_cost": 5}], suppliers=[{"order_cost": 3}], **nodes).costs == {"ordering": 8}


def test_ordering_later_weighs_less() -> None:
    # 8 for the order and 2 for the line of period 2: 10 x 1.1 ** (-14 / 365).
    found = plan(offers=[{"line_cost": 2}], suppliers=[{"order_cost": 8}], demand=[0, 0, 1], discount_rate=0.1)
    assert found.costs == {"ordering": pytest.approx(10 * 1.1 ** (-14 / 365))}
