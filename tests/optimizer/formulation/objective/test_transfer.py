"""Transfer: moving goods costs by unit, volume and weight."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan

APART: dict[str, Any] = {"nodes": ["N", "M"], "lanes": [{}], "stock": 9, "items": [{"unit_m3": 0.5, "unit_kg": 2}]}

SOLD_OUT = [{"available_to": "2023-12-31"}]


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    way = {"from_node": "N", "to_node": "M", "cost_per_unit": 1, "cost_per_m3": 4, "cost_per_kg": 0.5}
    golden(build(periods=2, transfers=[way], demand={("A", "M"): [0, 3]}, offers=SOLD_OUT, discount_rate=0.1, **APART))


@pytest.mark.parametrize("rate", [{"cost_per_unit": 3}, {"cost_per_m3": 6}, {"cost_per_kg": 1.5}])
def test_moving_is_weighed_against_losing_the_sale(rate: dict[str, float]) -> None:
    # 3 a unit either way; the sale is worth 2.9 or 3.1.
    way = [{"from_node": "N", "to_node": "M", **rate}]
    for worth, costs in ((3.1, {"transfer": 12}), (2.9, {"shortage": 11.6})):
        items = [APART["items"][0] | {"shortage_cost": worth}]
        assert plan(transfers=way, demand={("A", "M"): [4]}, **APART | {"items": items}).costs == costs


def test_a_transfer_is_paid_when_it_leaves() -> None:
    # It arrives in period 2, two weeks after it left.
    way = [{"from_node": "N", "to_node": "M", "lead_time_days": 14, "cost_per_unit": 3}]
    assert plan(transfers=way, demand={("A", "M"): [0, 0, 4]}, discount_rate=0.1, **APART).costs == {"transfer": 12}
    at_once = [{"from_node": "N", "to_node": "M", "cost_per_unit": 3}]
    found = plan(transfers=at_once, demand={("A", "M"): [0, 0, 4]}, discount_rate=0.1, **APART)
    assert found.costs == {"transfer": pytest.approx(12 * 1.1 ** (-14 / 365))}


def test_frozen_periods_freeze_orders_not_transfers() -> None:
    way = [{"from_node": "N", "to_node": "M", "cost_per_unit": 3}]
    assert plan(transfers=way, demand={("A", "M"): [4]}, frozen_periods=2, **APART).costs == {"transfer": 12}
