"""The reference and the enumeration of every plan agree where both can be asked."""

import random
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.oracle.brute_force import cheapest
from tests.oracle.oracle import optimum

MOST_UNITS = 14


def small_problem(seed: int) -> Problem:
    """One item, supplier, lane and node, three periods, whole figures; no order needs more than MOST_UNITS."""
    r = random.Random(seed)  # noqa: S311 - no secret

    def some(**choices: tuple[Any, ...]) -> dict[str, Any]:
        return {column: r.choice(values) for column, values in choices.items() if r.random() < 0.5}

    item = some(
        unit_m3=(1, 2), unit_kg=(1, 3), carrying_cost=(0.1, 1), safety_cost=(0.5, 4), shortage_mode=("backorder",),
        shortage_cost=(2, 9), unit_cost=(2, 6),
    )  # fmt: skip
    supplier = some(order_cost=(3, 8), min_order_value=(6, 12), min_order_units=(3,), order_every_periods=(2,))
    offer = {"unit_price": r.choice((1, 3))} | some(
        case_pack=(2,),
        moq_units=(3, 4),
        max_units=(6, 8),
        line_cost=(1,),
        duty_rate=(0.5,),
        break_kind=("incremental",),
    )
    lane = {"lead_time_days": r.choice((0, 0, 7))} | some(cost_per_m3=(0.5,), min_charge=(4,), shipment_cost=(2,))
    if r.random() < 0.4:
        lane |= {"container_m3": 5, "container_cost": 3} | some(max_containers=(1, 2))
    optional: dict[str, Any] = {}
    if r.random() < 0.5:
        optional["price_breaks"] = [{"min_units": r.choice((3, 4)), "unit_price": offer["unit_price"] * 0.7}]
    if r.random() < 0.3:
        optional["budgets"] = [{"amount": r.choice((8, 15)), "last_date": day(1)}]
    if r.random() < 0.5:
        optional["safety_stock"] = r.choice((1, 2))
    if r.random() < 0.5:
        optional["stock"] = r.choice((1, 3))
    chosen = some(terminal_value=(0.5, 1), terminal_cover_periods=(0, 1.5), discount_rate=(0.3,), frozen_periods=(1,))
    return build(
        demand=[r.choice((0, 1, 2, 3)) for _ in range(3)], items=[item], suppliers=[supplier], offers=[offer],
        lanes=[lane], **optional, **{"terminal_cover_periods": 1.5} | chosen,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_of_all_is_cheaper(seed: int) -> None:
    problem = small_problem(seed)
    most = MOST_UNITS // int(problem.offers.iloc[0]["case_pack"])
    assert optimum(problem) == pytest.approx(cheapest(problem, most), abs=1e-6)
