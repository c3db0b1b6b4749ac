"""Time rules: when orders exist, when they arrive, when they are paid."""

from typing import Any

import pytest

from models.problem import Problem
from optimizer.checks.timing import violations
from tests.builders import build
from tests.optimizer.verify.plans import on, plan, told


def _found(problem: Problem, period: int = 0, **cells: Any) -> list[str]:
    dates = {"order_date": period, "arrival_date": period, "payment_date": period}
    return told(violations, problem, plan(orders=[{"cases": 1, **dates, **cells}]))


def test_an_order_is_placed_on_the_first_day_of_a_period() -> None:
    assert _found(build(), 1) == []
    day = on(1, 1)
    (sentence,) = _found(build(), order_date=day, arrival_date=day, payment_date=day)
    assert sentence == "Order PO1, item A to node N is placed on 2024-01-09, on which no period of the plan starts."


@pytest.mark.parametrize("period", [-1, 3])
def test_an_order_is_placed_within_the_horizon(period: int) -> None:
    assert any("no period of the plan starts" in sentence for sentence in _found(build(), period))


@pytest.mark.parametrize(
    ("lane", "periods"),
    [
        ({}, {0, 1, 2}),
        ({"blocked_from": on(1), "blocked_to": on(1)}, {0, 2}),  # both days are included
        ({"blocked_from": on(0, 1), "blocked_to": on(1, -1)}, {0, 1, 2}),  # no period begins within
        ({"blocked_from": on(1)}, {0}),
        ({"blocked_to": on(1)}, {2}),
    ],
)
def test_nothing_is_sent_by_a_lane_on_days_on_which_it_is_blocked(lane: dict[str, Any], periods: set[int]) -> None:
    problem = build(lanes=[lane])
    assert {period for period in range(3) if not _found(problem, period)} == periods


def test_a_blocked_lane_is_told_in_words() -> None:
    (sentence,) = _found(build(lanes=[{"blocked_to": on(0)}]))
    assert sentence == (
        "Order PO1, item A to node N is placed on 2024-01-01; on that day supplier S can send nothing by standard."
    )


def test_frozen_periods_are_kept() -> None:
    assert _found(build(frozen_periods=1), 1) == []
    (sentence,) = _found(build(frozen_periods=2), 1)
    assert sentence == "Order PO1, item A to node N is placed on 2024-01-08; the first 2 periods are frozen."


@pytest.mark.parametrize(
    ("first", "every", "periods"),
    [
        (on(0), 1, {0, 1, 2, 3, 4}),
        (on(0), 2, {0, 2, 4}),
        (on(1), 2, {1, 3}),
        (on(0, 1), 2, {1, 3}),  # the first period that starts on or after it is period 1
        (on(-3), 2, {1, 3}),  # p0 = -3: -3, -1, 1, 3
        (on(-3, 1), 2, {0, 2, 4}),  # p0 = -2
        (on(-1, 6), 3, {0, 3}),  # the day before the start: p0 = 0
        (on(9), 1, set()),
    ],
)
def test_orders_keep_the_suppliers_cycle(first: Any, every: int, periods: set[int]) -> None:
    problem = build(suppliers=[{"first_order_date": first, "order_every_periods": every}], periods=5)
    assert {period for period in range(5) if not _found(problem, period)} == periods


@pytest.mark.parametrize(
    ("offer", "fine"),
    [
        ({"available_from": on(1), "available_to": on(1)}, True),  # both days are included
        ({"available_from": on(1, 1)}, False),
        ({"available_to": on(1, -1)}, False),
        ({"available_from": on(2), "available_to": on(0)}, False),  # the wrong way round: none exists
    ],
)
def test_orders_keep_the_days_of_the_offer(offer: dict[str, Any], fine: bool) -> None:
    assert (_found(build(offers=[offer]), 1) == []) is fine


def test_a_blocked_supplier_takes_no_order() -> None:
    (sentence,) = _found(build(suppliers=[{"status": "blocked"}]))
    assert sentence == "Order PO1, item A to node N: supplier S is blocked."


def test_an_order_needs_an_offer_and_a_lane() -> None:
    problem = build(
        items=["A", "B"], nodes=["N", "M"], offers=[{}], lanes=[{"mode": "standard"}]
    )
    assert _found(problem) == []
    assert _found(problem, item_id="B") == ["Order PO1, item B to node N: supplier S does not sell that item."]
    assert _found(problem, node_id="M") == ["Order PO1, item A to node M: supplier S has no lane there by standard."]
    assert _found(problem, mode="air") == ["Order PO1, item A to node N: supplier S has no lane there by air."]


@pytest.mark.parametrize(("lead", "fine"), [(14, True), (15, False)])
def test_an_order_arrives_by_the_last_period(lead: int, fine: bool) -> None:
    # Ordered in week 0: 14 days later week 2, the last, starts.
    assert (_found(build(lanes=[{"lead_time_days": lead}]), arrival_date=on(0, lead)) == []) is fine


def test_the_arrival_is_a_calendar_day() -> None:
    problem = build(lanes=[{"lead_time_days": 3}], offers=[{"extra_lead_days": 2}])
    assert _found(problem, arrival_date="2024-01-06") == []
    (sentence,) = _found(problem, arrival_date="2024-01-08")
    assert sentence == (
        "Order PO1, item A to node N says that it arrives on 2024-01-08; by its lead times that is 2024-01-06."
    )


def test_the_payment_is_so_many_days_after_the_order() -> None:
    problem = build(suppliers=[{"payment_days": 30}])
    assert _found(problem, payment_date="2024-01-31") == []
    assert "it is paid on 2024-01-01" in _found(problem)[0]
