"""Budgets: money for orders of some days, of one category or supplier.

For every budget b:

    sum over lines that match b of (price paid + duty) <= amount[b] + R[b]

    R[b] = 0 where the budget has no overrun_cost

A line matches when the day the order is placed (basis `order`) or the day it is paid, payment_days later (basis
`payment`), lies within first_date..last_date, both included, and its item's category and its supplier are those of the
budget, where the budget names them.

In a planner's words: the plan's own orders, duty included and freight not, may use a budget up and no more; where money
beyond it has a price, the excess is paid for.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.facts import Facts
from optimizer.facts.plan_tables import numbers
from optimizer.facts.tolerance import above, below, money_above, money_below, money_differs
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "budgets"


def applies(instance: Instance) -> bool:
    """Whether money is limited."""
    return len(instance.problem.budgets) > 0


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """One row a budget: price and duty of matching lines <= amount + R.

    The loop is over budgets, which are few; the lines of each are found at once.
    """
    problem, ordering, calendar = instance.problem, instance.ordering, instance.calendar
    budgets = problem.budgets
    spending = columns.spending
    duty = problem.offers["duty_rate"].to_numpy(np.float64)[ordering.line_offer[spending.line]]
    gross = spending.value * (1.0 + duty)
    ordered = calendar.starts[ordering.line_period]
    wait = problem.suppliers["payment_days"].to_numpy(np.int64)[ordering.line_supplier]
    paid = ordered + wait * np.timedelta64(1, "D")
    category = problem.items["category"].to_numpy(object)[ordering.line_item]
    supplier = problem.suppliers["supplier_id"].to_numpy(object)[ordering.line_supplier]

    amount = budgets["amount"].to_numpy(np.float64)
    first = budgets["first_date"].to_numpy().astype("datetime64[D]")
    last = budgets["last_date"].to_numpy().astype("datetime64[D]")
    labels = (Label(instance.ids("budgets", "budget_id"), np.arange(len(budgets))),)
    rows = linear.add_rows(NAME, len(budgets), upper=amount, labels=labels)
    for position, budget in enumerate(budgets.itertuples()):
        day = paid if budget.basis == "payment" else ordered
        matches = (day >= first[position]) & (day <= last[position])
        matches &= (category == budget.category) | (budget.category == "")
        matches &= (supplier == budget.supplier_id) | (budget.supplier_id == "")
        held = matches[spending.line]
        row = np.full(int(held.sum()), rows.start + position)
        linear.add_entries(row, spending.column[held], gross[held])
    soft = columns.budget_row
    linear.add_entries(rows.start + soft, columns.budget_over.indices, -1.0)


def violations(facts: Facts) -> list[Violation]:
    """Hard budgets that are overspent, and rows of the plan's budgets that tell another use than there is."""
    return [*_overspent(facts), *_wrong_account(facts)]


def _overspent(facts: Facts) -> list[Violation]:
    budgets = facts.budgets.rows
    hard = budgets["overrun_cost"].isna().to_numpy()
    return complaints(
        NAME,
        budgets[hard & money_above(budgets["used"], budgets["amount"])],
        "budget {budget_id}",
        "used",
        "amount",
        "The orders spend {used} of budget {budget_id}, which is {amount}.",
    )


def _wrong_account(facts: Facts) -> list[Violation]:
    told = facts.tables.budgets.drop_duplicates("budget_id")
    rows = facts.budgets.rows.merge(told, how="left", on="budget_id", suffixes=("", "_told"))
    untold = ["amount_told", "used_told", "overrun_told"]
    rows[untold] = rows[untold].fillna(0.0)
    found: list[Violation] = []
    for name in ("amount", "used", "overrun"):
        found += complaints(
            NAME,
            rows[money_differs(rows[f"{name}_told"], rows[name])],
            "budget {budget_id}",
            f"{name}_told",
            name,
            f"The plan says {{{name}_told}} of budget {{budget_id}} as its {name}; it is {{{name}}}.",
        )
    return [*found, *_wrong_shadow_prices(rows)]


def _wrong_shadow_prices(rows: pd.DataFrame) -> list[Violation]:
    """Judge a shadow price by its bounds: 0 where money is left, at most the cost of an overrun."""
    price = numbers(rows, "shadow_price")
    left = money_below(rows["used"], rows["amount"]) & above(price, 0.0)
    beyond = above(price, numbers(rows, "overrun_cost")) | below(price, 0.0)
    where, budget = "budget {budget_id}", "The plan says a shadow price of {shadow_price} for budget {budget_id}"
    return [
        *complaints(
            NAME, rows[left], where, "shadow_price", "0", f"{budget}, of which only {{used}} of {{amount}} is used."
        ),
        *complaints(
            NAME,
            rows[beyond & ~left],
            where,
            "shadow_price",
            "overrun_cost",
            f"{budget}; it is 0 or more and at most the cost of an overrun, {{overrun_cost}}.",
        ),
    ]
