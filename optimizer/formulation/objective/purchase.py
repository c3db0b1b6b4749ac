"""Purchase: the price paid for the goods, by tier.

    sum over o = (i,s), t of weight[t] · price paid[i,s,t]

    all_units:    price paid = p[k] · x, k the tier that holds the line's units x
    incremental:  price paid = sum over tiers k of p[k] · x[k]
    weight[t] = (1+r)^-(t · bucket days / 365)

In a planner's words: what the suppliers bill for the goods, each order line at the price of its size, weighed by the
period in which the order is placed.
"""

from __future__ import annotations

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "purchase"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge the price paid, discounted from the period of the order."""
    spending, weights = columns.spending, instance.calendar.weights
    period = instance.ordering.line_period[spending.line]
    linear.add_cost(NAME, spending.column, spending.value * weights[period])


def cost(facts: Facts) -> float:
    """Discounted price paid for all order lines, in money."""
    lines = facts.orders.lines
    return float((lines["paid"] * facts.calendar.weights[lines["period"]]).sum())
