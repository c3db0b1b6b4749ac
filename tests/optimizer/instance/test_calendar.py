"""Days and periods."""

import numpy as np
import pandas as pd
import pytest

from optimizer.instance.calendar import Calendar
from tests.builders import START, build, day


def calendar(**given: object) -> Calendar:
    return Calendar.of(build(**given).settings)


@pytest.mark.parametrize(
    ("offset", "contains", "first"),
    [(-8, -2, -1), (-7, -1, -1), (-1, -1, 0), (0, 0, 0), (1, 0, 1), (6, 0, 1), (7, 1, 1)],
)
def test_the_period_that_contains_a_day_and_the_first_that_starts_from_it_on(
    offset: int, contains: int, first: int
) -> None:
    dates = pd.Series([pd.Timestamp(day(0, offset=offset))])
    assert calendar().period_of(dates).tolist() == [contains]
    assert calendar().first_period_from(dates).tolist() == [first]


def test_periods_start_every_seven_days_or_every_day() -> None:
    assert calendar(periods=2).names == ["2024-01-01", "2024-01-08"]
    assert calendar(periods=2, bucket="day").names == ["2024-01-01", "2024-01-02"]
    assert calendar().starts[0] == np.datetime64(START)


def test_money_of_a_period_weighs_less_by_its_days() -> None:
    # The weights go one further than the periods: the end of the horizon.
    np.testing.assert_allclose(calendar(discount_rate=0.1).weights, [1.1 ** (-7 * t / 365) for t in range(4)])
    np.testing.assert_allclose(calendar(discount_rate=0.1, bucket="day").weights, [1.1 ** (-t / 365) for t in range(4)])
    np.testing.assert_array_equal(calendar().weights, np.ones(4))
