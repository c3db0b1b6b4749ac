"""Carrying: the cost of having stock.

    sum over i, n, t of weight[t] · carrying_cost[i] · I[i,n,t]

In a planner's words: every unit in stock at the end of a period costs its capital and its care; goods under way cost
nothing.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "carrying"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge closing stock of every period."""
    each = instance.item_figure("carrying_cost")[instance.stocking.item]
    cost = each[:, None] * instance.calendar.weights[None, :-1]
    linear.add_cost(NAME, columns.stock.indices, np.ravel(cost))


def cost(facts: Facts) -> float:
    """Discounted cost of all closing stock, in money."""
    stock = facts.stock
    rate = facts.problem.items["carrying_cost"].to_numpy(dtype=np.float64)[stock.item]
    return float(rate @ np.maximum(0.0, stock.closing) @ facts.calendar.weights[:-1])
