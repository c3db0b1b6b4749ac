"""Transfer: carriage between nodes.

    sum over i, n, n', t of weight[t]
        · (cost_per_unit[n,n'] + cost_per_m3[n,n'] · unit_m3[i] + cost_per_kg[n,n'] · unit_kg[i]) · X[i,n,n',t]

In a planner's words: moving goods from one node to another costs by unit, volume and weight, weighed by the period in
which they leave.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "transfer"


RATES = ("cost_per_unit", "cost_per_m3", "cost_per_kg")


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge what moves by unit, m3 and kg, discounted from the period in which it leaves."""
    transfers, item = instance.problem.transfers, instance.stocking.item[columns.move_from]
    rates = {c: transfers[c].to_numpy(np.float64)[columns.move_row] for c in RATES}
    cost = rates["cost_per_unit"] + rates["cost_per_m3"] * instance.item_figure("unit_m3")[item]
    cost = cost + rates["cost_per_kg"] * instance.item_figure("unit_kg")[item]
    linear.add_cost(NAME, columns.move.indices, cost * instance.calendar.weights[columns.move_period])


def cost(facts: Facts) -> float:
    """Discounted cost of all transfers, in money."""
    moves = facts.transfers.sound
    return float((moves["cost_due"] * facts.calendar.weights[moves["period"]]).sum())
