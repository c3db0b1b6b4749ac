"""Budgets: which lines count, hard and soft ones, and the account of them."""

from typing import Any

import pytest

from optimizer.formulation.constraints.budgets import violations
from optimizer.formulation.objective import budget_overrun
from tests.builders import build
from tests.optimizer.verify.plans import facts, on, plan, told

OFFERS: list[dict[str, Any]] = [{"unit_price": 10, "duty_rate": 0.1}]


def _account(used: float, amount: float = 50, **figures: Any) -> list[dict[str, Any]]:
    return [{"amount": amount, "used": used, "overrun": max(0.0, used - amount), **figures}]


def test_price_and_duty_count() -> None:
    # 4 x 10 x 1.1 = 44 of 50; 5 x 11 = 55 is too much.
    problem = build(offers=OFFERS, budgets=[{"amount": 50}], lanes=[{"cost_per_unit": 99}])
    assert told(violations, problem, plan(orders=[{"cases": 4}], budgets=_account(44))) == []
    found = told(violations, problem, plan(orders=[{"cases": 5}], budgets=_account(55)))
    assert found == ["The orders spend 55 of budget B1, which is 50."]


def test_sums_of_money_are_judged_to_a_ten_thousandth() -> None:
    problem = build(offers=[{"unit_price": 1}], budgets=[{"amount": 4.99995}])
    assert told(violations, problem, plan(orders=[{"cases": 5}], budgets=_account(5, 4.99995))) == []
    problem = build(offers=[{"unit_price": 1}], budgets=[{"amount": 4.9998}])
    assert len(told(violations, problem, plan(orders=[{"cases": 5}], budgets=_account(5, 4.9998)))) == 1


def test_an_overrun_is_paid_where_it_has_a_price() -> None:
    # 55 - 50 = 5 at 0.4.
    problem = build(offers=OFFERS, budgets=[{"amount": 50, "overrun_cost": 0.4}])
    judged = plan(orders=[{"cases": 5}], budgets=_account(55))
    assert told(violations, problem, judged) == []
    assert budget_overrun.cost(facts(problem, judged)) == pytest.approx(2)


@pytest.mark.parametrize(
    ("last", "period"),
    [(on(0), 0), (on(0, 6), 0), (on(1), 1), (on(1, 3), 1), (on(9), 2)],
)
def test_an_overrun_weighs_as_its_last_day(last: Any, period: int) -> None:
    problem = build(offers=[{"unit_price": 10}], discount_rate=0.5, budgets=[
        {"first_date": on(-9), "last_date": last, "amount": 0, "overrun_cost": 1}
    ])
    assert budget_overrun.cost(facts(problem, plan(orders=[{"cases": 1}]))) == pytest.approx(
        10 * 1.5 ** (-7 * period / 365)
    )


def test_a_budget_that_ends_before_the_plan_weighs_as_the_first_period() -> None:
    problem = build(
        offers=[{"unit_price": 10}],
        suppliers=[{"payment_days": 0}],
        discount_rate=0.5,
        budgets=[{"first_date": on(-9), "last_date": on(-1), "amount": 0, "overrun_cost": 1}],
    )
    assert facts(problem, plan(orders=[{"cases": 1}])).budgets.rows["period"].tolist() == [0]


@pytest.mark.parametrize(
    ("budget", "counts"),
    [
        ({}, True),
        ({"last_date": on(0)}, True),  # both days are included
        ({"first_date": on(0, 1)}, False),
        ({"category": "toys"}, True),
        ({"category": "food"}, False),
        ({"supplier_id": "S"}, True),
        ({"supplier_id": "R"}, False),
        ({"category": "toys", "supplier_id": "R"}, False),  # both must match
        ({"basis": "payment"}, True),
        ({"basis": "payment", "last_date": on(0, 29)}, False),  # paid on the thirtieth day after
        ({"basis": "payment", "first_date": on(0, 30), "last_date": on(0, 30)}, True),
        ({"first_date": on(0, 30)}, False),  # the order day counts
    ],
)
def test_which_lines_count(budget: dict[str, Any], counts: bool) -> None:
    problem = build(
        items=[{"category": "toys"}],
        suppliers=[{"payment_days": 30}, {"supplier_id": "R"}],
        offers=[{"unit_price": 10}],
        budgets=[{"amount": 0, "overrun_cost": 1, **budget}],
    )
    judged = facts(problem, plan(orders=[{"cases": 2}]))
    assert judged.budgets.rows["used"].tolist() == [20 if counts else 0]


@pytest.mark.parametrize("column", ["amount", "used", "overrun"])
def test_the_account_is_right(column: str) -> None:
    problem = build(offers=OFFERS, budgets=[{"amount": 50}])
    row = {"amount": 50, "used": 44, "overrun": 0}
    assert told(violations, problem, plan(orders=[{"cases": 4}], budgets=[row])) == []
    (sentence,) = told(violations, problem, plan(orders=[{"cases": 4}], budgets=[{**row, column: 43}]))
    assert sentence.startswith(f"The plan says 43 of budget B1 as its {column}; it is")


def test_a_budget_that_is_left_out_says_zero() -> None:
    problem = build(budgets=[{"amount": 0}])
    assert told(violations, problem, plan()) == []
    assert len(told(violations, build(budgets=[{"amount": 1}]), plan())) == 1


@pytest.mark.parametrize(
    ("used", "price", "fine"),
    [(44, 0, True), (44, None, True), (44, 0.1, False), (55, 0.3, True), (55, 0.5, False), (55, -0.1, False)],
)
def test_a_shadow_price_keeps_its_bounds(used: float, price: float | None, fine: bool) -> None:
    # Money is left at 44 of 50; beyond 50 a unit costs 0.4, and the next one saves no more.
    problem = build(offers=OFFERS, budgets=[{"amount": 50, "overrun_cost": 0.4}])
    judged = plan(orders=[{"cases": used / 11}], budgets=_account(used, shadow_price=price))
    assert (told(violations, problem, judged) == []) is fine
