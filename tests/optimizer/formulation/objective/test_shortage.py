"""Shortage: lost once, waiting every period, and owed in the end."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    # B waits at 2 x 3 a unit and period, and owes 5 x 0.9... of period 2 in the end; A is lost at 7 x 3.
    items = [{"shortage_cost": 7}, {"item_id": "B", "shortage_cost": 2, "shortage_mode": "backorder", "unit_cost": 5}]
    channels = [{"channel": "default", "shortage_factor": 3}]
    golden(build(periods=2, items=items, channels=channels, demand={"A": [1], "B": [4]}, discount_rate=0.1))


def test_the_customer_who_costs_more_is_served() -> None:
    # 3 units of stock that either kit needs.
    found = plan(
        items=["A", {"item_id": "K", "shortage_cost": 20}, {"item_id": "J", "shortage_cost": 30}],
        kits=[{"kit_id": "K", "component_id": "A"}, {"kit_id": "J", "component_id": "A", "units": 2}],
        stock=3,
        offers=[{"unit_price": 99}],
        demand={"K": [3], "J": [1]},
    )
    # Three K at 20 are worth more than one K and one J of 20 + 30.
    assert found.costs == {"shortage": 30}


def test_a_sale_lost_later_weighs_less() -> None:
    late = {"offers": [{"unit_price": 999}], "discount_rate": 0.1}
    assert plan(demand=[0, 0, 2], **late).costs == {"shortage": pytest.approx(200 * 1.1 ** (-14 / 365))}


def test_waiting_is_paid_by_the_period_and_owing_at_the_end() -> None:
    # One unit waits from period 1 on: 100 in periods 1 and 2, then its 40 in period 3.
    late = {"offers": [{"unit_price": 999}], "discount_rate": 0.1, "shortage_mode": "backorder"}
    weight = [1.1 ** (-7 * t / 365) for t in range(4)]
    found = plan(items=[{"unit_cost": 40}], demand=[0, 1], **late)
    assert found.costs == {"shortage": pytest.approx(100 * (weight[1] + weight[2]) + 40 * weight[3])}


def test_a_backlog_is_served_with_stock_that_would_be_worth_less() -> None:
    # 4 are owed and 4 come in period 1, wanted there by nobody else: they wait one period at 1.
    inbound = [{"units": 4, "arrival_date": "2024-01-08"}]
    found = plan(
        items=[{"shortage_cost": 1}],
        shortage_mode="backorder",
        demand=[4],
        inbound=inbound,
        offers=[{"unit_price": 99}],
    )
    assert found.costs == {"shortage": 4}
