"""Freight: carriage of the orders from suppliers to nodes.

    sum over a, t of weight[t] · (f[a,t] + shipment_cost[a] · w[a,t] + container_cost[a] · g[a,t])

    f[a,t] = max(min_charge[a] · w[a,t],
                 sum over i of (cost_per_unit + cost_per_m3 · unit_m3[i] + cost_per_kg · unit_kg[i]) · x[i,a,t])

In a planner's words: for every shipment the carrier's charge by unit, volume and weight, at least its minimum, then the
cost of a shipment and of each of its containers, weighed by the period in which the order is placed.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "freight"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge rates (through f where a shipment has a minimum), shipments and containers by the period of the order."""
    ordering, lanes, weights = instance.ordering, instance.problem.lanes, instance.calendar.weights
    minimum = (lanes["min_charge"] > 0).to_numpy()[ordering.lane]
    plain = np.flatnonzero(~minimum)
    rate = ordering.freight_rate[plain] * ordering.case_pack[plain] * weights[ordering.period[plain]]
    linear.add_cost(NAME, columns.q.start + plain, rate)
    weight = weights[ordering.shipment_period]
    for column_of, each in (
        (columns.w_of, lanes["shipment_cost"].to_numpy(np.float64)[ordering.shipment_lane]),
        (columns.g_of, lanes["container_cost"].to_numpy(np.float64)[ordering.shipment_lane]),
        (columns.f_of, np.ones(ordering.shipment_lane.size)),
    ):
        there = np.flatnonzero(column_of >= 0)
        linear.add_cost(NAME, column_of[there], (each * weight)[there])


def cost(facts: Facts) -> float:
    """Discounted freight of all shipments with the containers the plan sends, in money."""
    shipments = facts.shipments.rows
    return float((shipments["freight_due"] * facts.calendar.weights[shipments["period"]]).sum())
