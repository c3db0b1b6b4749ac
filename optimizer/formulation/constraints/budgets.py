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

from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear

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
    gross = spending.value * (1.0 + problem.offers["duty_rate"].to_numpy(np.float64)[ordering.line_offer])[spending.line]
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

