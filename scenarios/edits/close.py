"""Close a node."""

from __future__ import annotations

import numpy as np

from models.checks.names import did_you_mean
from scenarios.edits.kind import EditKind
from scenarios.edits.state import State
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Form, Key, Record, Words

STATE = ("stock", "inbound")
"""What lies in a node or is on its way to it."""


def _close(state: State, record: Record) -> None:
    node, heir = record["close"], record["move_to"]
    known = list(state.frames["nodes"]["node_id"])
    for name in ("close", "move_to"):
        if record[name] is not None and record[name] not in known:
            raise EditFault(record.at(name), name, record[name], did_you_mean(record[name], known, "node"))
    if heir == node:
        raise EditFault(record.at("move_to"), "move_to", node, "another node than the closed one")
    _leave(state, node)
    for table in STATE:
        _hand_over(state, table, node, heir)
    _serve(state, node, heir)


def _leave(state: State, node: str) -> None:
    """Nothing goes to or from the node any more. A supplier who reached no other node is blocked."""
    lanes = state.frames["lanes"]
    here = np.asarray(lanes["node_id"] == node, dtype=np.bool_)
    elsewhere = set(lanes.loc[~here, "supplier_id"])
    stranded = sorted(set(lanes.loc[here, "supplier_id"]) - elsewhere)
    if not elsewhere:
        raise EditFault(0, "close", node, "a node beside which suppliers reach another one")
    state.keep("lanes", ~here)
    if stranded:
        rows = state.frames["suppliers"]["supplier_id"].isin(stranded).to_numpy(np.bool_)
        state.put("suppliers", "status", rows, "blocked")
        state.notes.append(f"{', '.join(stranded)} reached no other node than {node} and can be ordered from no more")
    for table, columns in (("transfers", ("from_node", "to_node")), ("safety_stock", ("node_id",))):
        frame = state.frames[table]
        gone = np.zeros(len(frame), dtype=np.bool_)
        for column in columns:
            gone |= np.asarray(frame[column] == node, dtype=np.bool_)
        state.keep(table, ~gone)
    state.keep("nodes", np.asarray(state.frames["nodes"]["node_id"] != node, dtype=np.bool_))


def _hand_over(state: State, table: str, node: str, heir: str | None) -> None:
    frame = state.frames[table]
    here = np.asarray(frame["node_id"] == node, dtype=np.bool_)
    if not here.any():
        return
    if heir is None:
        column = "on_hand" if table == "stock" else "units"
        units = float(frame.loc[here, column].sum())
        state.notes.append(f"{units:,.10g} units of {table} at {node} are gone: no move_to says where they go")
        state.keep(table, ~here)
        return
    state.put(table, "node_id", here, heir)
    if table == "inbound":
        state.merge(table, "units")
    else:
        columns = ["on_hand", "reserved", "on_hold"]
        summed = state.frames[table].groupby(["item_id", "node_id"], sort=False, as_index=False)[columns].sum()
        state.frames[table] = summed[list(frame.columns)]


def _serve(state: State, node: str, heir: str | None) -> None:
    """Who serves the node's demand: the other nodes of its zones, else the heir."""
    table = state.frames["fulfilment"]
    if not len(table):
        if heir is not None:
            state.put("demand", "zone_id", np.asarray(state.frames["demand"]["zone_id"] == node, dtype=np.bool_), heir)
            state.merge("demand", "units")
        return
    here = np.asarray(table["node_id"] == node, dtype=np.bool_)
    others = set(table.loc[~here, "zone_id"])
    orphaned = here & ~table["zone_id"].isin(others).to_numpy(np.bool_)
    if heir is not None:
        state.put("fulfilment", "node_id", orphaned, heir)
        here = here & ~orphaned
    state.keep("fulfilment", ~here)


CLOSE = EditKind(
    Form(
        "close",
        "A node closes: its lanes, transfers and safety stock go. Zones that others serve stay with those; the rest of "
        "the demand, stock and inbound go to `move_to`. Without it stock and inbound are gone, and demand that nobody "
        "serves is a fault.",
        (
            Key("close", Words(what="the id of a node"), "the node", required=True),
            Key("move_to", Words(what="the id of a node"), "the node that takes over"),
        ),
    ),
    _close,
)
