"""Safety: the price of being below safety stock.

    sum over i, n, t of weight[t] · safety_cost[i] · V[i,n,t]

    V[i,n,t] = max(0, safety_stock[i,n] - I[i,n,t])

In a planner's words: every unit that is missing to the safety stock at the end of a period costs.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "safety"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge every unit and period below safety stock."""
    item = instance.stocking.item[columns.shortfall_pair]
    cost = instance.item_figure("safety_cost")[item][:, None] * instance.calendar.weights[None, :-1]
    linear.add_cost(NAME, columns.shortfall.indices, np.ravel(cost))


def cost(facts: Facts) -> float:
    """Discounted cost of all closing stock below safety stock, in money."""
    stock = facts.stock
    rate = facts.problem.items["safety_cost"].to_numpy(dtype=np.float64)[stock.item]
    return float(rate @ stock.shortfall @ facts.calendar.weights[:-1])
