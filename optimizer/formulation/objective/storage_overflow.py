"""Storage overflow: rented space.

    sum over n, t of weight[t] · overflow_cost[n] · O[n,t]

    O[n,t] = max(0, sum over i of unit_m3[i] · I[i,n,t] - storage_m3[n])

In a planner's words: each cubic metre of closing stock beyond a node's own room is rented for the period.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "storage_overflow"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge every m3 above a node's storage, period by period."""
    node, period = np.divmod(columns.storage_key, instance.calendar.periods)
    each = instance.problem.nodes["overflow_cost"].to_numpy(np.float64)[node]
    linear.add_cost(NAME, columns.storage_over.indices, each * instance.calendar.weights[period])


def cost(facts: Facts) -> float:
    """Discounted cost of all rented space, in money."""
    nodes = facts.problem.nodes
    room, rate = (nodes[name].to_numpy(dtype=np.float64) for name in ("storage_m3", "overflow_cost"))
    stored = facts.stock.by_node(facts.stock.volume(facts.stock.closing))
    overflow = np.maximum(0.0, stored - np.where(np.isnan(room), np.inf, room)[:, None])
    return float(np.nan_to_num(rate) @ overflow @ facts.calendar.weights[:-1])
