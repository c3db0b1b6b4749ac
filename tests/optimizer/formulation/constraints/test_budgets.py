"""Budgets: money of days, categories and suppliers. A lost unit costs 100, a unit 2 unless said otherwise."""

from collections.abc import Callable
from typing import Any

import pytest

from models.problem import Problem
from tests.builders import build, day
from tests.optimizer.planning import cost, plan

PRICE: dict[str, Any] = {"offers": [{"unit_price": 2}]}


def test_the_rows(golden: Callable[[Problem], None]) -> None:
    # January's orders of A; all payments from the second week on (S is paid 7 days later), beyond 9 at 0.5.
    golden(
        build(
            periods=2,
            items=[{"category": "toys"}, "B"],
            suppliers=[{"payment_days": 7}],
            offers=[{"unit_price": 2, "duty_rate": 0.25}, {"item_id": "B", "unit_price": 3}],
            budgets=[
                {"amount": 10, "category": "toys"},
                {"budget_id": "B2", "amount": 9, "basis": "payment", "first_date": day(2), "overrun_cost": 0.5},
            ],
            demand={"A": [3], "B": [2, 2]},
        )
    )


def test_a_hard_budget_is_not_overspent() -> None:
    assert cost(budgets=[{"amount": 10}], demand=[5], **PRICE) == 10
    assert cost(budgets=[{"amount": 9.9}], demand=[5], **PRICE) == 8 + 100
    assert cost(budgets=[{"amount": 0}], demand=[5], **PRICE) == 500


def test_duty_counts_and_freight_does_not() -> None:
    # 5 x 2 and a quarter of it are 12.5; freight of 1 a unit is nobody's budget.
    duty = {"offers": [{"unit_price": 2, "duty_rate": 0.25}], "lanes": [{"cost_per_unit": 1}]}
    assert cost(budgets=[{"amount": 12.5}], demand=[5], **duty) == 12.5 + 5
    assert cost(budgets=[{"amount": 12.4}], demand=[5], **duty) == 10 + 4 + 100


def test_money_beyond_a_soft_budget_has_a_price() -> None:
    # 2 beyond 8, at 0.5: 1.
    assert plan(budgets=[{"amount": 8, "overrun_cost": 0.5}], demand=[5], **PRICE).costs == {
        "purchase": 10,
        "budget_overrun": 1,
    }
    # At 60 a unit of money the last unit would cost 2 + 120: it is lost.
    assert cost(budgets=[{"amount": 8, "overrun_cost": 60}], demand=[5], **PRICE) == 108


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        (day(0), day(0), True),
        (day(-9), day(0), True),
        (day(0, offset=1), day(9), False),
        (day(-9), day(-1), False),
        (day(0), day(0, offset=5), True),
    ],
)
def test_the_days_of_a_budget_are_both_included(first: Any, last: Any, covered: bool) -> None:
    # The only order is of 1 January; a budget of nothing forbids it where its days include that one.
    budget = {"amount": 0, "first_date": first, "last_date": last}
    found = cost(budgets=[budget], suppliers=[{"order_every_periods": 3}], demand=[5], **PRICE)
    assert found == (500 if covered else 10)


def test_what_counts_may_be_the_day_of_payment() -> None:
    # Paid 10 days later, on 11 January: in the budget of the payments of the second week, not in that of the orders.
    second = {"amount": 0, "first_date": day(1), "last_date": day(1, offset=6)}
    late: dict[str, Any] = {"suppliers": [{"payment_days": 10, "order_every_periods": 3}], "demand": [5]}
    assert cost(budgets=[second | {"basis": "payment"}], **late, **PRICE) == 500
    assert cost(budgets=[second | {"basis": "order"}], **late, **PRICE) == 10
    eleventh = {"amount": 0, "first_date": day(0, offset=10), "last_date": day(0, offset=10), "basis": "payment"}
    assert cost(budgets=[eleventh], **late, **PRICE) == 500
    twelfth = {"amount": 0, "first_date": day(0, offset=11), "last_date": day(99), "basis": "payment"}
    assert cost(budgets=[twelfth], **late, **PRICE) == 10


def test_payments_after_the_horizon_count_in_the_budgets_of_those_days() -> None:
    paid = {"amount": 6, "first_date": day(8), "last_date": day(12), "basis": "payment"}
    found = cost(periods=1, suppliers=[{"payment_days": 60}], budgets=[paid], demand=[5], **PRICE)
    assert found == 6 + 200


def test_an_order_waits_for_the_money_of_the_next_budget() -> None:
    # 6 in the first week, plenty in the second: 3 units at once, 2 a week late at 7 each.
    found = plan(
        shortage_mode="backorder",
        items=[{"shortage_cost": 7}],
        budgets=[{"amount": 6, "last_date": day(0, offset=6)}, {"budget_id": "B2", "first_date": day(1), "amount": 99}],
        demand=[5],
        **PRICE,
    )
    assert found.cost == 10 + 14
    assert found.ordered() == {0: 3, 1: 2}


def test_a_budget_of_a_category_and_a_supplier_needs_both_to_match() -> None:
    items = [{"category": "toys"}, {"item_id": "B", "category": "food"}]
    offers = [
        {"unit_price": 2},
        {"item_id": "B", "unit_price": 2},
        {"supplier_id": "R", "unit_price": 3},
    ]
    market: dict[str, Any] = {"items": items, "suppliers": ["S", "R"], "offers": offers, "demand": {"A": [1], "B": [1]}}
    assert cost(**market) == 4
    # Toys may not be bought at all; of S nothing; toys not from S: they come from R.
    assert cost(budgets=[{"amount": 0, "category": "toys"}], **market) == 102
    assert cost(budgets=[{"amount": 0, "supplier_id": "S"}], **market) == 3 + 100
    assert cost(budgets=[{"amount": 0, "category": "toys", "supplier_id": "S"}], **market) == 3 + 2


def test_several_budgets_hold_together() -> None:
    budgets = [{"amount": 8}, {"budget_id": "B2", "amount": 6, "supplier_id": "S"}]
    assert cost(budgets=budgets, demand=[5], **PRICE) == 6 + 200


def test_breaks_count_with_the_price_paid() -> None:
    # 10 units at 1 are 10; 9 at 2 would be 18, too much for the budget of 10.
    tiers = {"offers": [{"unit_price": 2}], "price_breaks": [{"min_units": 10, "unit_price": 1}], "periods": 1}
    assert plan(budgets=[{"amount": 10}], demand=[9], **tiers).ordered() == {0: 10}
    assert plan(budgets=[{"amount": 9}], demand=[9], **tiers).ordered() == {0: 4}
