"""Carrying: closing stock of every period."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    golden(build(periods=2, items=[{"carrying_cost": 3}], stock=5, demand=[2, 3], discount_rate=0.1))


def test_goods_are_bought_when_they_are_needed() -> None:
    found = plan(items=[{"carrying_cost": 1}], offers=[{"unit_price": 1}], demand=[2, 0, 3])
    assert found.ordered() == {0: 2, 2: 3}
    assert found.costs == {"purchase": 5}


def test_stock_costs_at_the_end_of_every_period_it_stays() -> None:
    # 5, 3 and 3 units are left at the ends of three periods; 0.5 each.
    found = plan(items=[{"carrying_cost": 0.5}], stock=7, demand=[2, 2], offers=[{"unit_price": 1}])
    assert found.costs == {"carrying": (5 + 3 + 3) * 0.5}


@pytest.mark.parametrize(("bucket", "periods"), [("week", 365 / 7), ("day", 365)])
def test_the_default_is_the_unit_cost_by_the_yearly_rate(bucket: str, periods: float) -> None:
    # 10 units worth 365 each at 0.2 a year, one period.
    found = plan(bucket=bucket, periods=1, items=[{"unit_cost": 365}], carrying_rate=0.2, stock=10)
    assert found.costs == {"carrying": pytest.approx(10 * 365 * 0.2 / periods)}


def test_goods_under_way_cost_nothing_to_carry() -> None:
    found = plan(items=[{"carrying_cost": 9}], lanes=[{"lead_time_days": 14}], demand=[0, 0, 5])
    assert found.costs == {}
    moved = plan(
        nodes=["N", "M"],
        items=[{"carrying_cost": 9}],
        lanes=[{}],
        stock=5,
        transfers=[{"from_node": "N", "to_node": "M", "lead_time_days": 14}],
        demand={("A", "M"): [0, 0, 5]},
    )
    assert moved.costs == {}


def test_later_stock_weighs_less() -> None:
    found = plan(items=[{"carrying_cost": 1}], stock=1, discount_rate=0.1)
    assert found.costs["carrying"] == pytest.approx(sum(1.1 ** (-7 * t / 365) for t in range(3)))
