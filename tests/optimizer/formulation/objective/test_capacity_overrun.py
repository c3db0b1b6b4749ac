"""Capacity overrun: overtime at its price, weighed by the order's period."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    golden(build(periods=2, suppliers=[{"capacity": 2, "capacity_overrun_cost": 5}], demand=[0, 6], discount_rate=0.1))


@pytest.mark.parametrize(("overtime", "ordered"), [(0.9, {1: 5}), (1.1, {0: 2, 1: 3})])
def test_overtime_or_an_order_ahead(overtime: float, ordered: dict[int, float]) -> None:
    # 5 in period 1, 3 a period made in normal time, holding costs 1 a unit.
    suppliers = [{"capacity": 3, "capacity_overrun_cost": overtime}]
    found = plan(items=[{"carrying_cost": 1}], suppliers=suppliers, demand=[0, 5])
    assert found.ordered() == ordered


def test_it_is_paid_in_the_period_of_the_order() -> None:
    # Ordered in period 1 for period 2: a week's discount.
    found = plan(
        suppliers=[
            {"capacity": 3, "capacity_overrun_cost": 2, "order_every_periods": 2, "first_order_date": "2024-01-08"}
        ],
        lanes=[{"lead_time_days": 7}],
        demand=[0, 0, 5],
        discount_rate=0.1,
    )
    assert found.costs == {"capacity_overrun": pytest.approx(4 * 1.1 ** (-7 / 365))}


def test_without_a_capacity_its_cost_is_ignored() -> None:
    assert plan(suppliers=[{"capacity_overrun_cost": 2}], demand=[5]).costs == {}
