"""Budget overrun: the price of money beyond a budget, weighed by the budget's last day."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import plan


def test_the_costs(golden: Callable[[Problem], None]) -> None:
    budget = {"amount": 4, "overrun_cost": 2, "last_date": day(1)}
    golden(build(periods=2, budgets=[budget], offers=[{"unit_price": 3}], demand=[2], discount_rate=0.1))


@pytest.mark.parametrize(("overrun", "supplier"), [(0.4, "S"), (0.6, "R")])
def test_a_dearer_supplier_outside_the_budget(overrun: float, supplier: str) -> None:
    # S at 2 with nothing in its budget, or R at 3 without one: 2 + 2 x overrun a unit.
    budget = {"amount": 0, "supplier_id": "S", "overrun_cost": overrun}
    offers = [{"unit_price": 2}, {"supplier_id": "R", "unit_price": 3}]
    found = plan(suppliers=["S", "R"], offers=offers, budgets=[budget], demand=[4])
    assert set(found.ordered("supplier")) == {supplier}


@pytest.mark.parametrize(
    ("last", "period"),
    [(day(0), 0), (day(1, offset=-1), 0), (day(1), 1), (day(1, offset=6), 1), (day(2), 2), (day(50), 2)],
)
def test_it_is_weighed_by_the_last_period_that_starts_by_its_end(last: Any, period: int) -> None:
    # 10 spent in period 0, 4 beyond, at 2.
    budget = {"amount": 6, "overrun_cost": 2, "last_date": last}
    found = plan(budgets=[budget], offers=[{"unit_price": 2}], demand=[5], discount_rate=0.1)
    assert found.costs["budget_overrun"] == pytest.approx(8 * 1.1 ** (-7 * period / 365))


def test_a_budget_of_payments_may_end_after_the_horizon_or_before_its_orders() -> None:
    # Paid 30 days later, in a budget of February that no period starts before the end of, but the last one.
    budget = {"amount": 6, "overrun_cost": 2, "basis": "payment", "first_date": "2024-01-29", "last_date": "2024-02-29"}
    found = plan(
        suppliers=[{"payment_days": 30}], budgets=[budget], offers=[{"unit_price": 2}], demand=[5], discount_rate=0.1
    )
    assert found.costs["budget_overrun"] == pytest.approx(8 * 1.1 ** (-14 / 365))
