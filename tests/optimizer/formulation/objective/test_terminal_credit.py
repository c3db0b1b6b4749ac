"""Terminal credit: what closing stock is still worth."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    golden(
        build(
            periods=2,
            items=[{"unit_cost": 8}],
            stock=9,
            demand=[2],
            offers=[{"unit_price": 4}],
            terminal_value=0.75,
            salvage_value=0.25,
            discount_rate=0.1,
        )
    )


@pytest.mark.parametrize(("value", "ordered"), [(0.5, {0: 2}), (0.7, {0: 4})])
def test_stock_is_bought_where_its_worth_is_above_its_price(value: float, ordered: dict[int, float]) -> None:
    # Worth 0.5 or 0.7 of 5, price 3, one period of 2 ahead.
    found = plan(
        periods=1,
        items=[{"unit_cost": 5}],
        offers=[{"unit_price": 3}],
        demand=[2],
        terminal_value=value,
        terminal_cover_periods=1,
    )
    assert found.ordered() == ordered


def test_it_is_weighed_as_of_the_end_of_the_horizon() -> None:
    # 3 left, all within 4 periods of a mean of 1; two periods of a week: 14 days.
    found = plan(
        periods=2, items=[{"unit_cost": 5}], stock=5, demand=[2], offers=[{"unit_price": 9}], terminal_value=0.5,
        discount_rate=0.1,
    )  # fmt: skip
    assert found.costs == {"terminal_credit": pytest.approx(-7.5 * 1.1 ** (-14 / 365))}


def test_stock_that_is_credited_is_not_sold_below_its_worth() -> None:
    # A unit is worth 5 in the end and a lost sale costs 4: the customer goes without.
    found = plan(
        periods=1, items=[{"unit_cost": 5, "shortage_cost": 4}], stock=2, demand=[2], offers=[{"unit_price": 9}],
        terminal_value=1,
    )  # fmt: skip
    assert found.costs == {"shortage": 8, "terminal_credit": -10}
