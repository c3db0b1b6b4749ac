"""Shortage: lost sales, waiting customers, and what is owed after the last period.

    sum over lost streams j, t of weight[t] · shortage_cost[i] · shortage_factor[c] · L[j,t]
  + sum over backorder streams j, t of weight[t] · shortage_cost[i] · shortage_factor[c] · B[j,t]
  + sum over backorder streams j of weight[T] · unit_cost[i] · B[j,T-1]

    unit_cost of a kit = that of its components

In a planner's words: a lost unit costs its revenue and the customer's goodwill, once. A unit owed costs at the end of
every period in which the customer waits, and what is still owed after the last period will have to be bought as well.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Linear

NAME = "shortage"


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Charge lost units and backlog period by period, and at the end what the owed units will cost to buy."""
    streams, calendar = instance.streams, instance.calendar
    stream, period = columns.want_stream, columns.want_period
    linear.add_cost(NAME, columns.want_column, streams.shortage_cost[stream] * calendar.weights[period])
    owed = np.flatnonzero(streams.backorder[stream] & (period == calendar.periods - 1))
    linear.add_cost(NAME, columns.want_column[owed], streams.owed_cost[stream[owed]] * calendar.weights[-1])


def cost(facts: Facts) -> float:
    """Discounted cost of what is lost, of waiting, and of what is owed in the end, in money."""
    streams, serving, weights = facts.streams, facts.serving, facts.calendar.weights
    late = streams.table["late_cost"].to_numpy(dtype=np.float64)
    to_buy = facts.catalogue.unit_cost[streams.table["item"].to_numpy(dtype=np.int64)]
    over_time = late @ (serving.lost + serving.backlog) @ weights[:-1]
    return float(over_time + to_buy @ serving.backlog[:, -1] * weights[-1])
