"""From a solver's answer to exact decisions."""

from typing import Any

import numpy as np
import pytest

from optimizer.formulation.build import build as model_of
from optimizer.instance import instance_of
from optimizer.strategies.settle import Settled, settle
from tests.builders import build


def settled(cases: list[float], **given: Any) -> Settled | None:
    """One figure per case column, in the order of the program."""
    instance = instance_of(build(**given))
    program, columns = model_of(instance)
    assert instance.ordering.case_count == len(cases)
    return settle(program, columns, instance, np.array(cases), 10.0)


def cost(cases: list[float], **given: Any) -> float:
    found = settled(cases, **given)
    assert found is not None
    return found.cost


FIXED: dict[str, Any] = {
    "periods": 1,
    "suppliers": [{"order_cost": 7}],
    "offers": [{"unit_price": 2, "line_cost": 3}],
    "lanes": [{"shipment_cost": 5}],
    "demand": [10],
}


@pytest.mark.parametrize("cases", [10.0, 9.9999997, 10.0000003])
def test_cases_become_whole(cases: float) -> None:
    assert cost([cases], **FIXED) == 20 + 7 + 3 + 5


@pytest.mark.parametrize("cases", [0.0, 2e-7, -1e-9])
def test_nothing_is_paid_for_what_does_not_move(cases: float) -> None:
    assert cost([cases], **FIXED) == 1000


def test_what_is_left_is_decided_again_around_the_cases() -> None:
    # 6 of 10 are bought: 4 lost. 12 of 10: nothing lost, two kept.
    assert cost([6], periods=1, offers=[{"unit_price": 2}], demand=[10]) == 12 + 400
    held = {"items": [{"carrying_cost": 1}], "stock": 2}
    assert cost([10], periods=1, offers=[{"unit_price": 2}], demand=[10], **held) == 20 + 2


def test_a_line_that_no_tier_takes_is_no_plan() -> None:
    assert settled([4], periods=1, offers=[{"moq_units": 5}], demand=[9]) is None
    assert settled([5], periods=1, offers=[{"moq_units": 5}], demand=[9]) is not None
    # Cases of 4 within a minimum of 5 and a maximum of 11: 2 cases.
    offer = {"moq_units": 5, "max_units": 11, "case_pack": 4}
    assert [settled([k], periods=1, offers=[offer], demand=[9]) is not None for k in (1, 2, 3)] == [False, True, False]


def test_a_broken_limit_is_no_plan() -> None:
    assert settled([5], periods=1, suppliers=[{"capacity": 5}], demand=[9]) is not None
    assert settled([6], periods=1, suppliers=[{"capacity": 5}], demand=[9]) is None
    assert settled([5], periods=1, offers=[{"unit_price": 2}], budgets=[{"amount": 9}], demand=[9]) is None


@pytest.mark.parametrize(("units", "paid"), [(4, 8), (5, 5), (9, 9)])
def test_the_tier_follows_from_the_units(units: float, paid: float) -> None:
    tiers: dict[str, Any] = {"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 5, "unit_price": 1}]}
    assert cost([units], periods=1, demand=[units], **tiers) == paid


@pytest.mark.parametrize(("units", "boxes"), [(4, 1), (5, 2), (8, 2)])
def test_containers_follow_from_the_load(units: float, boxes: int) -> None:
    lane = {"container_m3": 4, "container_cost": 10}
    assert cost([units], periods=1, items=[{"unit_m3": 1}], lanes=[lane], demand=[units]) == 10 * boxes


def test_a_load_that_fits_but_for_its_last_bit_takes_no_other_container() -> None:
    # 30 x 0.1 is 3.0000000000000004 in binary fractions.
    lane = {"container_m3": 3, "container_cost": 10}
    assert cost([30], periods=1, items=[{"unit_m3": 0.1}], lanes=[lane], demand=[30]) == 10


def test_more_cases_than_the_bound_are_legal() -> None:
    # A planner's own start may buy 30 for a demand of 3.
    assert cost([30], periods=1, offers=[{"unit_price": 2}], demand=[3]) == 60
