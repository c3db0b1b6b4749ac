"""Price tiers in whole cases, with the fixed part that makes incremental tiers meet."""

from typing import Any

import pytest

from optimizer.instance.tiers import tiers_of
from tests.builders import build

INF = float("inf")


def tiers(breaks: list[tuple[int, float]], **offer: Any) -> list[tuple[float, float, float, float]]:
    """(low, high, price, fixed) of every tier; cases, cases, money a unit, money."""
    rows = [{"min_units": units, "unit_price": price} for units, price in breaks]
    found = tiers_of(build(offers=[{"unit_price": 10, **offer}], **({"price_breaks": rows} if rows else {})))
    return list(zip(found.low.tolist(), found.high.tolist(), found.price.tolist(), found.fixed.tolist(), strict=True))


def test_without_breaks_there_is_one_tier() -> None:
    assert tiers([]) == [(1, INF, 10, 0)]
    assert tiers([], moq_units=5, max_units=11, case_pack=2) == [(3, 5, 10, 0)]


def test_a_tier_of_all_units_ends_one_unit_before_the_next() -> None:
    assert tiers([(5, 8), (9, 6)]) == [(1, 4, 10, 0), (5, 8, 8, 0), (9, INF, 6, 0)]


def test_cases_round_a_tier_up_from_below_and_down_from_above() -> None:
    # Cases of 4: 1 is 4 units, 2 are 8; the tier from 5 to 7 holds no whole case.
    assert tiers([(5, 8), (8, 6)], case_pack=4) == [(1, 1, 10, 0), (2, INF, 6, 0)]


@pytest.mark.parametrize(("moq", "most", "kept"), [(5, 20, [8, 6]), (9, 20, [6]), (1, 4, [10]), (1, 8, [10, 8])])
def test_tiers_out_of_reach_are_left_out(moq: int, most: int, kept: list[float]) -> None:
    assert [tier[2] for tier in tiers([(5, 8), (9, 6)], moq_units=moq, max_units=most)] == kept


def test_incremental_tiers_meet_at_the_break() -> None:
    # 4 units at 10 are 40 = fixed + 4 x 7, so fixed is 12; at 10 units 12 + 70 = 82 = fixed + 10 x 9, so fixed is -8.
    found = tiers([(4, 7), (10, 9)], break_kind="incremental")
    assert found == [(1, 4, 10, 0), (4, 10, 7, 12), (10, INF, 9, -8)]


def test_a_break_from_the_first_unit_on_replaces_the_offers_price() -> None:
    assert [tier[2] for tier in tiers([(1, 3)])] == [3]
    assert tiers([(1, 3)], break_kind="incremental")[-1][2:] == (3, 7)
