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

from optimizer.facts import Facts
from optimizer.facts.comparison import cells, compared, in_blocks
from optimizer.facts.plan_tables import says_nothing
from optimizer.facts.tolerance import Floats, above
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Label, Linear
from optimizer.verdict import Violation, complaints

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


def violations(facts: Facts) -> list[Violation]:
    """Rows that serve nobody, from the wrong node or with the wrong item; more served than asked; a wrong account."""
    return [*_misdirected(facts), *_more_than_asked(facts), *_wrong_account(facts)]


def _misdirected(facts: Facts) -> list[Violation]:
    rows = facts.serving.rows
    known = (rows["item"] >= 0) & (rows["node"] >= 0) & (rows["served_item"] >= 0)
    rows = rows[~says_nothing(rows, "fulfilment") & known]
    where = "item {item_id}, zone {zone_id}, channel {channel}, node {node_id}, {date}"
    served = "{units} units of item {item_id} are served to zone {zone_id} in channel {channel} on {date}"
    return [
        *complaints(
            NAME, rows[rows["stream"] < 0], where, "units", "demand there", f"{served}, which never asks for it."
        ),
        *complaints(
            NAME,
            rows[(rows["stream"] >= 0) & ~rows["served_here"]],
            where,
            "node_id",
            "a node that may serve the zone",
            f"{served} from node {{node_id}}, which may not serve it.",
        ),
        *complaints(
            NAME,
            rows[~rows["stands_in"]],
            where,
            "served_item_id",
            "the item or a declared substitute",
            f"{served} with item {{served_item_id}}, which is no substitute for it.",
        ),
        *complaints(NAME, rows[rows["units"] < 0], where, "units", "0 or more", f"{served}: less than nothing."),
    ]


def _more_than_asked(facts: Facts) -> list[Violation]:
    streams, serving = facts.streams, facts.serving
    wanted = serving.backlog_before
    wanted += streams.demand
    beyond = in_blocks(above, serving.served, wanted)
    over = cells(streams.table, facts.calendar.starts, beyond, found=serving.served, limit=wanted)
    return complaints(
        NAME,
        over,
        "item {item_id}, zone {zone_id}, channel {channel}, {date}",
        "found",
        "limit",
        "Zone {zone_id} is served {found} units of item {item_id} in channel {channel} on {date}; "
        "asked for and still owed are {limit}.",
    )


def _wrong_account(facts: Facts) -> list[Violation]:
    streams, serving = facts.streams, facts.serving
    expected = {
        "demand": streams.demand,
        "served": serving.served,
        "lost": serving.lost,
        "backlog": serving.backlog,
    }
    rows = facts.tables.shortage
    unasked = rows[(facts.accounts.shortage_streams < 0) & ~says_nothing(rows, "shortage")]
    where = "item {item_id}, zone {zone_id}, channel {channel}, {date}"
    account = "The shortage table says of item {item_id}, zone {zone_id}, channel {channel} on {date}"
    return [
        *complaints(NAME, unasked, where, "demand", "0", f"{account} a demand of {{demand}}; there is none at all."),
        *_differing(facts, expected, where, account),
    ]


def _differing(facts: Facts, expected: dict[str, Floats], where: str, account: str) -> list[Violation]:
    return complaints(
        NAME,
        compared(facts.accounts.shortage, expected, facts.streams.table, facts.calendar.starts),
        where,
        "found",
        "limit",
        f"{account} {{words}}.",
    )
