"""Storage overflow: rented space by m3 and period."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    nodes = [{"storage_m3": 2, "overflow_cost": 5}]
    golden(build(periods=2, nodes=nodes, items=[{"unit_m3": 0.5}], stock=9, demand=[0, 6], discount_rate=0.1))


def test_stock_goes_where_room_is_cheap() -> None:
    # 8 m3 a week early: N has room for 3 and rents at 2, M has room for 2 and rents at 1.
    found = plan(
        nodes=[{"storage_m3": 3, "overflow_cost": 2}, {"node_id": "M", "storage_m3": 2, "overflow_cost": 1}],
        items=[{"unit_m3": 1}],
        suppliers=[{"order_every_periods": 3}],
        transfers=[{"from_node": "M", "to_node": "N"}],
        demand=[0, 8],
    )
    assert found.costs == {"storage_overflow": 3}
    assert found.chosen("O") == {("M", 0): 3}


def test_a_later_period_weighs_less() -> None:
    found = plan(nodes=[{"storage_m3": 1, "overflow_cost": 2}], items=[{"unit_m3": 1}], stock=4, discount_rate=0.1)
    assert found.costs["storage_overflow"] == pytest.approx(6 * sum(1.1 ** (-7 * t / 365) for t in range(3)))


def test_without_a_limit_its_cost_is_ignored() -> None:
    assert plan(nodes=[{"overflow_cost": 2}], items=[{"unit_m3": 1}], stock=4).costs == {}
