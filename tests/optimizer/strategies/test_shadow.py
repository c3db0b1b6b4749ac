"""What the next unit of a budget's money would save. A unit costs 2, a lost one 100."""

from typing import Any

import pytest

from models.plan import Plan
from optimizer.solve import solve
from tests.builders import build, day


def planned(**given: Any) -> Plan:
    plan = solve(build(offers=[{"unit_price": 2}], **given)).plan
    assert plan is not None
    return plan


def test_money_that_is_short_saves_lost_sales() -> None:
    # A unit of money buys half a unit: 50 less lost, 1 more spent.
    budgets = planned(budgets=[{"amount": 6}], demand=[5]).budgets
    assert budgets["used"].tolist() == [6]
    assert budgets["shadow_price"].tolist() == [pytest.approx(49)]


def test_money_that_is_left_is_worth_nothing() -> None:
    assert planned(budgets=[{"amount": 11}], demand=[5]).budgets["shadow_price"].tolist() == [0]
    # 7 buy three units and leave 1 over.
    assert planned(budgets=[{"amount": 7}], demand=[5]).budgets["shadow_price"].tolist() == [0]


def test_money_beyond_a_soft_budget_is_worth_its_price() -> None:
    budgets = planned(budgets=[{"amount": 6, "overrun_cost": 0.5}], demand=[5]).budgets
    assert budgets["overrun"].tolist() == [4]
    assert budgets["shadow_price"].tolist() == [pytest.approx(0.5)]


def test_a_price_of_overrun_too_dear_to_pay_is_a_limit() -> None:
    # 50 a unit of money is more than the 49 it saves.
    budgets = planned(budgets=[{"amount": 6, "overrun_cost": 50}], demand=[5]).budgets
    assert budgets["overrun"].tolist() == [0]
    assert budgets["shadow_price"].tolist() == [pytest.approx(49)]


def test_the_price_is_in_discounted_money() -> None:
    # The sale is lost in period 2, the money spent there too: 49 x 1.1 ** (-14 / 365).
    late = {"budgets": [{"amount": 6, "first_date": day(2)}], "demand": [0, 0, 5], "discount_rate": 0.1}
    found = planned(suppliers=[{"first_order_date": day(2)}], **late).budgets["shadow_price"].tolist()
    assert found == [pytest.approx(49 * 1.1 ** (-14 / 365))]
