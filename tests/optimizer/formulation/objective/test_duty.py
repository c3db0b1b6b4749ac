"""Duty: what customs takes decides between two suppliers of one price."""

from collections.abc import Callable

import pytest

from models.problem import Problem
from tests.builders import build
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    golden(build(periods=1, offers=[{"unit_price": 4, "duty_rate": 0.25, "case_pack": 3}], demand=[2]))


@pytest.mark.parametrize(("price", "supplier", "duty"), [(2.4, "R", 0), (2.6, "S", 2)])
def test_a_price_with_duty_is_compared_with_one_without(price: float, supplier: str, duty: float) -> None:
    # S: 2 and a quarter of it = 2.5 a unit; R: the price alone.
    offers = [{"unit_price": 2, "duty_rate": 0.25}, {"supplier_id": "R", "unit_price": price}]
    found = plan(suppliers=["S", "R"], offers=offers, demand=[4])
    assert set(found.ordered("supplier")) == {supplier}
    assert found.costs.get("duty", 0) == duty


def test_duty_is_on_the_price_of_the_tier_and_discounted_like_it() -> None:
    # 3 x 2 + 3 x 1 = 9 in period 1, a tenth of it duty, both a week later: times 1.5 ** (-7 / 365).
    found = plan(
        periods=2,
        offers=[{"unit_price": 2, "break_kind": "incremental", "duty_rate": 0.1}],
        price_breaks=[{"min_units": 3, "unit_price": 1}],
        demand=[0, 6],
        discount_rate=0.5,
    )
    assert found.costs["duty"] == pytest.approx(0.9 * 1.5 ** (-7 / 365))
    assert found.costs["duty"] == pytest.approx(found.costs["purchase"] / 10)
