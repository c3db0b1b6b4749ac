"""Duty: what customs takes of the price paid.

    sum over o = (i,s), t of weight[t] · duty_rate[i,s] · price paid[i,s,t]

In a planner's words: each offer's rate of duty on the price of its order lines, weighed by the period in which the
order is placed.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "duty"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge the duty rate of the offer on the price paid, discounted from the period of the order."""
    spending, ordering = columns.spending, instance.ordering
    rate = instance.problem.offers["duty_rate"].to_numpy(np.float64)[ordering.line_offer[spending.line]]
    weight = instance.calendar.weights[ordering.line_period[spending.line]]
    linear.add_cost(NAME, spending.column, spending.value * rate * weight)


def cost(facts: Facts) -> float:
    """Discounted duty on all order lines, in money."""
    lines = facts.orders.lines
    return float((lines["duty_due"] * facts.calendar.weights[lines["period"]]).sum())
