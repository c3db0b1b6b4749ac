"""Purchase: the price paid decides, and when it is paid."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    # A line of one price by the case, a line of two tiers, discounted by a year's tenth from period 1 on.
    offers = [{"unit_price": 3, "case_pack": 2}, {"item_id": "B", "unit_price": 2, "break_kind": "incremental"}]
    breaks = [{"item_id": "B", "min_units": 4, "unit_price": 1}]
    golden(
        build(
            periods=2,
            items=["A", "B"],
            offers=offers,
            price_breaks=breaks,
            lanes=[{"lead_time_days": 0}],
            demand={"A": [2], "B": [0, 6]},
            discount_rate=0.1,
        )
    )


def test_the_cheaper_supplier_is_asked() -> None:
    found = plan(suppliers=["S", "R"], offers=[{"unit_price": 3}, {"supplier_id": "R", "unit_price": 2}], demand=[4])
    assert found.costs == {"purchase": 8}
    assert found.ordered("supplier") == {"R": 4}


def test_money_spent_later_weighs_less() -> None:
    # 4 units at 3 for period 2: bought in period 2, 14 days on, at 12 / 1.1 ** (14 / 365).
    found = plan(offers=[{"unit_price": 3}], demand=[0, 0, 4], discount_rate=0.1)
    assert found.ordered() == {2: 4}
    assert found.costs["purchase"] == pytest.approx(12 * 1.1 ** (-14 / 365))
    # Days are days: the same three periods of one day each.
    daily = plan(bucket="day", offers=[{"unit_price": 3}], demand=[0, 0, 4], discount_rate=0.1)
    assert daily.costs["purchase"] == pytest.approx(12 * 1.1 ** (-2 / 365))


def test_a_price_that_ends_is_bought_ahead() -> None:
    # S sells until 9 January (the order of period 1), R at twice the price.
    offers = [{"unit_price": 2, "available_to": day(1, offset=1)}, {"supplier_id": "R", "unit_price": 4}]
    found = plan(suppliers=["S", "R"], offers=offers, demand=[0, 0, 5], items=[{"carrying_cost": 1}])
    assert found.costs == {"purchase": 10, "carrying": 5}
    assert found.ordered("supplier", "period") == {("S", 1): 5}
