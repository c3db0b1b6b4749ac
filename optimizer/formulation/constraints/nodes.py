"""Nodes: room to store and hands to receive.

For every node n and period t:

    sum over i of unit_m3[i] · I[i,n,t] <= max(storage_m3[n], kept[n,t]) + O[n,t]
    sum over i of unit_m3[i] · received[i,n,t] <= max(inbound_m3[n], sum over i of unit_m3[i] · inbound[i,n,t])
    sum over i of received[i,n,t] <= max(inbound_units[n], sum over i of inbound[i,n,t])

    received = arriving orders + arriving transfers + inbound
    kept[n,t] = sum over i of unit_m3[i] · P[i,n,t] and O[n,t] = 0 where the node has no overflow_cost, else kept = 0
    P[i,n,t] = max(0, P[i,n,t-1] + inbound[i,n,t] - d[i,n,t]),  P[i,n,-1] = opening stock
    d[i,n,t] = the item's own demand of the zones that n alone serves, its `open` stream included

In a planner's words: at the end of a period the goods fit into the node, and what arrives in a period can be received.
Space beyond the limit is rented where it can be. What is there or was bought already may not fit: then a hard limit is
raised to what is left of it when nothing more is bought. Goods under way take no room.
"""

from __future__ import annotations

import numpy as np

from optimizer.facts import Facts
from optimizer.facts.comparison import cells
from optimizer.facts.tolerance import above
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats, Ints, Label, Linear
from optimizer.verdict import Violation, complaints

NAME = "nodes"


def applies(instance: Instance) -> bool:
    """Whether some node is limited in what it holds or receives."""
    limits = instance.limits
    return any(bool(np.isfinite(limit).any()) for limit in (limits.storage, limits.inbound_m3, limits.inbound_units))


def add(linear: Linear, columns: Columns, instance: Instance) -> None:
    """Closing m3 within storage (or overflowing at a cost); orders and transfers within what inbound leaves free."""
    stocking, periods = instance.stocking, instance.calendar.periods
    m3 = instance.item_figure("unit_m3")
    row_of = _rows(linear, instance, "storage", instance.limits.storage)
    cell = np.repeat(stocking.node * periods, periods) + np.tile(np.arange(periods), stocking.pair_count)
    _put(linear, row_of[cell], columns.stock.indices, np.repeat(m3[stocking.item], periods))
    _put(linear, row_of[columns.storage_key], columns.storage_over.indices, np.full(columns.storage_key.size, -1.0))
    _add_received(linear, columns, instance, "inbound_m3", instance.limits.inbound_m3, m3)
    _add_received(linear, columns, instance, "inbound_units", instance.limits.inbound_units, np.ones(m3.size))


def _rows(linear: Linear, instance: Instance, word: str, limit: Floats) -> Ints:
    """A row for every (node, period) with a limit; its position by node x T + period, -1 where there is none."""
    periods = instance.calendar.periods
    limited = np.flatnonzero(np.isfinite(limit.ravel()))
    labels = (
        Label(instance.ids("nodes", "node_id"), limited // periods),
        Label(instance.calendar.names, limited % periods),
    )
    rows = linear.add_rows(f"{NAME}_{word}", limited.size, upper=limit.ravel()[limited], labels=labels)
    row_of = np.full(limit.size, -1, dtype=np.int64)
    row_of[limited] = rows.indices
    return row_of


def _put(linear: Linear, row: Ints, column: Ints, value: Floats) -> None:
    held = (row >= 0) & (value != 0)
    linear.add_entries(row[held], column[held], value[held])


def _add_received(linear: Linear, columns: Columns, instance: Instance, word: str, limit: Floats, each: Floats) -> None:
    ordering, stocking, periods = instance.ordering, instance.stocking, instance.calendar.periods
    row_of = _rows(linear, instance, word, limit)
    row = row_of[ordering.node * periods + ordering.arrival]
    _put(linear, row, columns.q.indices, each[ordering.item] * ordering.case_pack)
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    row = row_of[stocking.node[columns.move_to] * periods + arrival]
    _put(linear, row, columns.move.indices, each[stocking.item[columns.move_to]])


def violations(facts: Facts) -> list[Violation]:
    """Nodes with more stock than room, or that receive more than they can."""
    return [*_overfull(facts), *_overrun(facts)]


def _limits(facts: Facts, column: str) -> Floats:
    """Return a limit of every node as a column beside periods, NaN where there is none."""
    return facts.problem.nodes[column].to_numpy(dtype=np.float64)[:, None]


def _overfull(facts: Facts) -> list[Violation]:
    stock = facts.stock
    hard = np.isnan(_limits(facts, "overflow_cost"))
    stored = stock.by_node(stock.volume(stock.closing))
    room = np.maximum(_limits(facts, "storage_m3"), stock.by_node(stock.volume(stock.kept)))
    return complaints(
        NAME,
        cells(facts.problem.nodes, facts.calendar.starts, hard & above(stored, room), found=stored, limit=room),
        "node {node_id}, {date}",
        "found",
        "limit",
        "Node {node_id} ends the period of {date} with {found} m3 in stock; it has room for {limit}.",
    )


def _overrun(facts: Facts) -> list[Violation]:
    stock = facts.stock
    found: list[Violation] = []
    for column, unit, amount in (("inbound_m3", "m3", stock.volume), ("inbound_units", "units", np.asarray)):
        coming, bought = stock.by_node(amount(stock.received)), stock.by_node(amount(stock.inbound))
        most = np.maximum(_limits(facts, column), bought)
        found += complaints(
            NAME,
            cells(facts.problem.nodes, facts.calendar.starts, above(coming, most), found=coming, limit=most),
            "node {node_id}, {date}",
            "found",
            "limit",
            f"Node {{node_id}} receives {{found}} {unit} in the period of {{date}}; it can receive {{limit}}.",
        )
    return found
