"""Budget overrun: the price of money beyond a budget.

    sum over b of weight[t(b)] · overrun_cost[b] · R[b]

    R[b] = max(0, sum over lines that match b of (price paid + duty) - amount[b])
    t(b) = the last period that starts on or before last_date[b]; 0 where none does

In a planner's words: what the orders spend beyond a budget costs extra, counted on the budget's last day.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "budget_overrun"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge money above a budget, by the last period that starts on or before the budget ends (the first if none)."""
    budgets, calendar = instance.problem.budgets.iloc[columns.budget_row], instance.calendar
    period = np.clip(calendar.period_of(budgets["last_date"]), 0, calendar.periods - 1)
    each = budgets["overrun_cost"].to_numpy(np.float64)
    linear.add_cost(NAME, columns.budget_over.indices, each * calendar.weights[period])


def cost(facts: Facts) -> float:
    """Discounted cost of all money beyond budgets, in money."""
    budgets = facts.budgets.rows
    excess = budgets["overrun"] * budgets["overrun_cost"].fillna(0.0)
    return float((excess * facts.calendar.weights[budgets["period"]]).sum())
