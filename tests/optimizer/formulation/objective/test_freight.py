"""Freight: rates, minimum, shipments and containers, each where it alone decides."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    # Road charges 2 + 3 x 0.5 + 4 x 0.25 = 4.5 a unit on the cases; sea through f, w and g.
    golden(
        build(
            periods=2,
            items=[{"unit_m3": 0.5, "unit_kg": 0.25}],
            offers=[{"case_pack": 2}],
            lanes=[
                {"mode": "road", "cost_per_unit": 2, "cost_per_m3": 3, "cost_per_kg": 4},
                {"mode": "sea", "cost_per_unit": 1, "min_charge": 3, "shipment_cost": 5, "container_m3": 2,
                 "container_cost": 6},
            ],
            demand=[0, 2],
            discount_rate=0.1,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("road", "sea", "mode"),
    [
        ({"cost_per_unit": 1}, {"cost_per_unit": 1.1}, "road"),
        ({"cost_per_m3": 4}, {"cost_per_unit": 1.1}, "road"),
        ({"cost_per_kg": 4}, {"cost_per_unit": 1.1}, "sea"),
        ({"min_charge": 12}, {"cost_per_unit": 1.1}, "sea"),
        ({"shipment_cost": 10}, {"cost_per_unit": 1.1}, "road"),
        ({"container_m3": 1, "container_cost": 4}, {"cost_per_unit": 0.9}, "sea"),
        ({"container_m3": 1.25, "container_cost": 5}, {"cost_per_unit": 1.1}, "road"),
        ({"container_kg": 2.5, "container_cost": 5.4}, {"cost_per_unit": 1.1}, "road"),
    ],
)
def test_the_cheaper_mode_travels(road: dict[str, Any], sea: dict[str, Any], mode: str) -> None:
    # 10 units of 0.25 m3 and 0.5 kg; sea costs 11 (or 9) in all. A container of 1 m3 takes 4 units for 4, one of 1.25
    # takes 5 for 5.
    lanes = [{"mode": "road", **road}, {"mode": "sea", **sea}]
    found = plan(periods=1, items=[{"unit_m3": 0.25, "unit_kg": 0.5}], lanes=lanes, demand=[10])
    assert set(found.ordered("mode")) == {mode}


def test_freight_is_paid_when_the_order_is_placed() -> None:
    # Two weeks under way for period 2: placed in period 0, not discounted.
    lane = {"lead_time_days": 14, "cost_per_unit": 1, "min_charge": 5, "shipment_cost": 3}
    assert plan(lanes=[lane], demand=[0, 0, 2], discount_rate=0.1).costs == {"freight": 8}
    near = {"lead_time_days": 0, "cost_per_unit": 1, "shipment_cost": 3}
    assert plan(lanes=[near], demand=[0, 0, 2], discount_rate=0.1).costs == {
        "freight": pytest.approx(5 * 1.1 ** (-14 / 365))
    }
