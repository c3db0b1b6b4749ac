"""Which orders exist: lead times, buckets, cycles, availability, frozen periods, the end of the horizon."""

from typing import Any

import pytest

from optimizer.instance import instance_of
from tests.builders import START, build, day


def exist(**given: Any) -> dict[int, int]:
    """Period of arrival by period of order, of the orders of A."""
    ordering = instance_of(build(**given)).ordering
    return dict(zip(ordering.period.tolist(), ordering.arrival.tolist(), strict=True))


@pytest.mark.parametrize(
    ("bucket", "lead", "lag"),
    [
        ("week", 0, 0),
        ("week", 1, 1),
        ("week", 6, 1),
        ("week", 7, 1),
        ("week", 8, 2),
        ("day", 0, 0),
        ("day", 1, 1),
        ("day", 2, 2),
    ],
)
def test_goods_are_received_in_the_first_period_that_starts_after_the_lead_time(
    bucket: str, lead: int, lag: int
) -> None:
    found = exist(bucket=bucket, lanes=[{"lead_time_days": lead}])
    assert found == {t: t + lag for t in range(3 - lag)}


def test_an_order_that_would_arrive_after_the_last_period_does_not_exist() -> None:
    assert exist(lanes=[{"lead_time_days": 14}]) == {0: 2}
    assert exist(lanes=[{"lead_time_days": 15}]) == {}


@pytest.mark.parametrize(
    ("first", "last", "periods"),
    [
        (None, None, [0, 1, 2]),
        (day(1), day(1), [0, 2]),
        (day(1, offset=1), day(2, offset=-1), [0, 1, 2]),  # no period begins within
        (day(1), None, [0]),
        (None, day(1), [2]),
    ],
)
def test_nothing_is_ordered_over_a_lane_on_days_on_which_it_is_blocked(
    first: Any, last: Any, periods: list[int]
) -> None:
    assert list(exist(lanes=[{"blocked_from": first, "blocked_to": last}])) == periods


def test_another_lane_is_open_meanwhile() -> None:
    lanes = [{"mode": "sea", "blocked_to": day(0), "lead_time_days": 7}, {"mode": "air"}]
    ordering = instance_of(build(lanes=lanes)).ordering
    assert sorted(zip(ordering.lane.tolist(), ordering.period.tolist(), strict=True)) == [
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_an_offers_extra_days_come_on_top_of_the_lanes() -> None:
    # 5 + 2 are one week, 5 + 3 are two: the sum is rounded, not each part.
    assert exist(lanes=[{"lead_time_days": 5}], offers=[{"extra_lead_days": 2}]) == {0: 1, 1: 2}
    assert exist(lanes=[{"lead_time_days": 5}], offers=[{"extra_lead_days": 3}]) == {0: 2}


@pytest.mark.parametrize(
    ("first", "every", "periods"),
    [
        (START, 1, [0, 1, 2, 3, 4]),
        (START, 2, [0, 2, 4]),
        (day(1), 2, [1, 3]),
        (day(0, offset=1), 2, [1, 3]),
        (day(1, offset=1), 3, [2]),
        (day(-1), 2, [1, 3]),
        (day(-1, offset=-1), 2, [1, 3]),
        (day(-2), 2, [0, 2, 4]),
        (day(-2, offset=1), 2, [1, 3]),
        (day(-7), 3, [2]),
        (day(9), 1, []),
    ],
)
def test_the_order_cycle_counts_from_its_first_day_that_may_be_long_past(
    first: Any, every: int, periods: list[int]
) -> None:
    # p0 is the first period that starts on or after the first order date, -1 for a week before the start.
    found = exist(periods=5, suppliers=[{"first_order_date": first, "order_every_periods": every}])
    assert list(found) == periods


@pytest.mark.parametrize(
    ("dates", "periods"),
    [
        ({"available_from": day(1)}, [1, 2]),
        ({"available_from": day(1, offset=1)}, [2]),
        ({"available_to": day(1)}, [0, 1]),
        ({"available_to": day(1, offset=-1)}, [0]),
        ({"available_from": day(1), "available_to": day(1)}, [1]),
        ({"available_from": day(2), "available_to": day(1)}, []),
        ({"available_to": day(-1)}, []),
    ],
)
def test_an_offer_is_available_on_days_both_included(dates: dict[str, Any], periods: list[int]) -> None:
    # Order dates: the goods may arrive later.
    assert list(exist(offers=[dates])) == periods


def test_no_order_in_frozen_periods_nor_from_a_blocked_supplier() -> None:
    assert list(exist(frozen_periods=2)) == [2]
    assert exist(frozen_periods=3) == {}
    assert exist(suppliers=[{"status": "blocked"}]) == {}


def test_all_time_rules_hold_together() -> None:
    # Cycle of 2 from period -1: 1, 3, 5. Frozen: 0 and 1. Sold from period 2 on. A week under way: 5 is too late.
    found = exist(
        periods=6,
        frozen_periods=2,
        suppliers=[{"first_order_date": day(-1), "order_every_periods": 2}],
        offers=[{"available_from": day(2)}],
        lanes=[{"lead_time_days": 3}],
    )
    assert found == {3: 4}
