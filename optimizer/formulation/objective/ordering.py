"""Ordering: the fixed costs of purchase orders and of their lines.

    sum over s, t of weight[t] · order_cost[s] · y[s,t]
  + sum over o = (i,s), t of weight[t] · line_cost[i,s] · u[i,s,t]

In a planner's words: every purchase order costs its paperwork, every line on it its handling or its set-up, whatever
its size, weighed by the period in which the order is placed.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "ordering"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge every purchase order and every open line, discounted from the period of the order."""
    ordering, weights, problem = instance.ordering, instance.calendar.weights, instance.problem
    order_cost = problem.suppliers["order_cost"].to_numpy(np.float64)[ordering.order_supplier]
    linear.add_cost(NAME, columns.y.indices, order_cost * weights[ordering.order_period])
    line = columns.lines.open_line
    line_cost = problem.offers["line_cost"].to_numpy(np.float64)[ordering.line_offer[line]]
    linear.add_cost(NAME, columns.u.indices, line_cost * weights[ordering.line_period[line]])


def cost(facts: Facts) -> float:
    """Discounted fixed costs of all purchase orders and order lines, in money."""
    weights, orders, lines = facts.calendar.weights, facts.orders.purchase_orders, facts.orders.lines
    per_order = orders["order_cost"] * weights[orders["period"]]
    per_line = lines["line_cost"] * weights[lines["period"]]
    return float(per_order.sum() + per_line.sum())
