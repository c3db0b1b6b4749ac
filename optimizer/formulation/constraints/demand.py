"""Demand: every unit asked for is served, lost, or still owed.

For every demand stream j = (item or kit i, zone z, channel c) and period t:

    lost:       sum over i', n of F[j,i',n,t] + L[j,t] = demand[j,t]
    backorder:  B[j,t] = B[j,t-1] + demand[j,t] - sum over i', n of F[j,i',n,t]        B[j,-1] = 0

    F, L, B >= 0;  n in W(z);  i' = i or a declared substitute of i

A negative available stock of item i at node n is demand of period 0: the stream (i, n, `open`), for which W = {n}.
A stream's mode is its channel's, else its item's, else the plan's.

In a planner's words: nobody is served more than he asked for. What is not served is a lost sale, or, where customers
wait, it is owed and may be served later, the oldest first. A zone is served only by the nodes that may serve it, with
the item itself or with a substitute, and a node that owes more than it has settles that debt itself.
"""

from __future__ import annotations

import numpy as np

from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear

NAME = "demand"


def applies(instance: Instance) -> bool:
    """Whether anybody wants anything."""
    return bool((instance.streams.demand > 0).any())


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """One row per stream and period that wants units: served plus lost, or served plus what the backlog grows by."""
    streams = instance.streams
    stream, period = columns.want_stream, columns.want_period
    wanted = streams.demand[stream, period]
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    labels = (
        Label(instance.ids("items", "item_id"), streams.item[stream]),
        Label(places, streams.place[stream]),
        Label(streams.channels.to_numpy(object), streams.channel[stream]),
        Label(instance.calendar.names, period),
    )
    rows = linear.add_rows(NAME, wanted.size, lower=wanted, upper=wanted, labels=labels)
    linear.add_entries(rows.start + columns.served_want, columns.served.indices, 1.0)
    linear.add_entries(rows.indices, columns.want_column, 1.0)
    carried = np.flatnonzero(streams.backorder[stream[1:]] & (stream[1:] == stream[:-1])) + 1
    linear.add_entries(rows.start + carried, columns.want_column[carried - 1], -1.0)

