import dataclasses
import datetime as dt
from typing import Any

import pytest

from optimizer.generate import GenerateOptions


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items": 0}, "items is 0; expected a whole number from 1 to 10000000"),
        ({"items": 2.5}, "items is 2.5; expected a whole number"),
        ({"items": True}, "items is True; expected a whole number"),
        ({"seed": -1}, "seed is -1; expected a whole number from 0"),
        ({"periods": 105}, "periods is 105; expected a whole number from 1 to 104"),
        ({"frozen_periods": 14}, "frozen_periods is 14; expected a whole number from 0 to 13"),
        ({"kits": 1.5}, "kits is 1.5; expected a number from 0 to 1"),
        ({"breaks": float("nan")}, "breaks is nan; expected a number from 0 to 1"),
        ({"offers_per_item": 3.5}, "offers_per_item is 3.5; expected a number from 1 to 3"),
        ({"storage": "some"}, "storage is 'some'; expected one of none, soft, hard"),
        ({"budgets": "big"}, "budgets is 'big'; expected one of none, hard, mixed"),
        ({"currency": "euro"}, "currency is 'euro'; expected three capital letters"),
        ({"start": "2025-01-01"}, "start is '2025-01-01'; expected a day"),
        ({"transfers": True, "nodes": 1}, "transfers needs at least 2 nodes"),
        ({"substitutes": 0.1, "items": 1}, "substitutes needs at least 2 items"),
        ({"shares": 0.1, "suppliers": 1}, "shares needs at least 2 suppliers"),
    ],
)
def test_a_value_that_cannot_be_generated_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace(".", r"\.")):
        dataclasses.replace(GenerateOptions(), **change)


def test_the_nearest_values_are_accepted() -> None:
    options = GenerateOptions(items=1, seed=0, periods=104, frozen_periods=104, kits=1.0, offers_per_item=3)
    assert options.frozen_periods == 104


def test_the_horizon_in_weeks_and_the_longest_lead_time() -> None:
    # 13 weeks: 6 whole weeks out and 6 back fit twice into it.
    assert (GenerateOptions().weeks, GenerateOptions().longest_lead_days) == (13, 42)
    # 14 days are 2 weeks, of which a lead time may take 7 days.
    days = GenerateOptions(periods=14, bucket="day", start=dt.date(2026, 1, 1))
    assert (days.weeks, days.longest_lead_days, days.last_date) == (2, 7, dt.date(2026, 1, 14))
    # With one period only what arrives at once can be ordered.
    assert GenerateOptions(periods=1).longest_lead_days == 0
