"""Capacity overrun: a supplier's overtime.

    sum over s, t of weight[t] · capacity_overrun_cost[s] · Z[s,t]

    Z[s,t] = max(0, sum over i of (capacity_per_unit · x[i,s,t] + capacity_per_line · u[i,s,t]) - capacity[s])

In a planner's words: what an order needs beyond the supplier's capacity is made in overtime, at its price, weighed by
the order's period.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "capacity_overrun"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge a supplier's capacity overrun by the period of the order."""
    supplier, period = np.divmod(columns.capacity_key, instance.calendar.periods)
    each = instance.problem.suppliers["capacity_overrun_cost"].to_numpy(np.float64)[supplier]
    linear.add_cost(NAME, columns.capacity_over.indices, each * instance.calendar.weights[period])


def cost(facts: Facts) -> float:
    """Discounted cost of all overtime, in money."""
    orders = facts.orders.purchase_orders
    overtime = orders["overrun"] * orders["capacity_overrun_cost"].fillna(0.0)
    return float((overtime * facts.calendar.weights[orders["period"]]).sum())
