"""Fulfilment: serving the zones from the nodes, and substitution.

    sum over j = (i,z,c), i', n, t of weight[t]
        · (cost_per_unit[z,n] + cost_per_kg[z,n] · unit_kg[i'] + substitution[i,i']) · F[j,i',n,t]

    unit_kg of a kit = that of its components; substitution[i,i'] = 0 where i' = i
    both costs of a zone are 0 for an `open` stream, and where there is no table of fulfilment

In a planner's words: the way from a node to the customer costs by unit and by the weight of what really ships; sending
a substitute costs on top. Settling a node's own debt costs no carriage.
"""

from __future__ import annotations

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "fulfilment"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge every unit served by zone, weight of what ships and substitution, in the period it is served."""
    cost = instance.serving.cost[columns.served_option]
    linear.add_cost(NAME, columns.served.indices, cost * instance.calendar.weights[columns.served_period])


def cost(facts: Facts) -> float:
    """Discounted cost of serving all zones, in money."""
    rows = facts.serving.rows
    dated = rows[rows["period"] >= 0]
    return float((dated["cost_due"] * facts.calendar.weights[dated["period"]]).sum())
