"""Safety: each unit below safety stock, each period."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    golden(build(periods=2, items=[{"safety_cost": 3}], safety_stock=4, discount_rate=0.1))


@pytest.mark.parametrize(("each", "ordered"), [(0.9, {}), (1.1, {0: 4})])
def test_stock_is_kept_where_that_is_cheaper_than_being_below(each: float, ordered: dict[int, float]) -> None:
    # Keeping a unit costs 1 a period.
    found = plan(items=[{"safety_cost": each, "carrying_cost": 1}], safety_stock=4)
    assert found.ordered() == ordered
    assert found.costs == ({"carrying": 12} if ordered else {"safety": 10.8})


def test_a_later_period_weighs_less() -> None:
    found = plan(items=[{"safety_cost": 3}], safety_stock=4, offers=[{"unit_price": 99}], discount_rate=0.1)
    assert found.costs == {"safety": pytest.approx(12 * sum(1.1 ** (-7 * t / 365) for t in range(3)))}
