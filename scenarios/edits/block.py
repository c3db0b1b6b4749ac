"""Block a supplier or a lane, for all time or for a span of days."""

from __future__ import annotations

import datetime as dt

import numpy as np

from scenarios.edits.kind import EditKind
from scenarios.edits.state import Mask, State
from scenarios.edits.where import WHERE, matching
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Day, Form, Key, Record, Words


def _block(state: State, record: Record) -> None:
    table, first, last = record["block"], record["from"], record["to"]
    if first is not None and last is not None and first > last:
        raise EditFault(record.at("to"), "to", str(last), f"a day from {first} on")
    rows, lanes = matching(state, table, record["where"], record.line), state.frames["lanes"]
    chosen = state.frames[table].loc[rows, "supplier_id"]
    if table == "suppliers":
        rows = lanes["supplier_id"].isin(set(chosen)).to_numpy(np.bool_)
    starts = _starts(state)
    within = [day for day in starts if (first is None or day >= first) and (last is None or day <= last)]
    if not within:
        shown = f"{first or '...'} to {last or '...'}"
        raise EditFault(
            record.at("from" if first else "to"), "from, to", shown, f"a day on which a period begins: {_some(starts)}"
        )
    if len(within) == len(starts):
        _for_good(state, rows, set(chosen) if table == "suppliers" else set())
    else:
        _for_a_while(state, rows, first, last, record)


def _for_good(state: State, rows: Mask, blocked: set[str]) -> None:
    """The lanes go; suppliers who are blocked, or have no lane any more, keep theirs and sell nothing."""
    lanes = state.frames["lanes"]
    left = set(lanes.loc[~rows, "supplier_id"])
    blocked = blocked | (set(lanes.loc[rows, "supplier_id"]) - left)
    state.keep("lanes", ~rows | lanes["supplier_id"].isin(blocked).to_numpy(np.bool_))
    known = state.frames["suppliers"]["supplier_id"].isin(blocked).to_numpy(np.bool_)
    state.put("suppliers", "status", known, "blocked")


def _for_a_while(state: State, rows: Mask, first: dt.date | None, last: dt.date | None, record: Record) -> None:
    """Nothing is sent on the days. A lane has one span of such days: where it has one already, the two must meet."""
    lanes = state.frames["lanes"]
    begins = np.datetime64(first or dt.date.min, "s")
    ends = np.datetime64(last or dt.date.max, "s")
    known = lanes.loc[rows, ["blocked_from", "blocked_to"]]
    there = known.notna().any(axis=1).to_numpy(np.bool_)
    old_begins = np.where(known["blocked_from"].isna(), np.datetime64(dt.date.min, "s"), known["blocked_from"])
    old_ends = np.where(known["blocked_to"].isna(), np.datetime64(dt.date.max, "s"), known["blocked_to"])
    day = np.timedelta64(86400, "s")
    apart = there & ((old_begins > ends + day) | (old_ends + day < begins))
    if apart.any():
        lane = lanes[rows][apart].iloc[0]
        name = f"{lane['supplier_id']} to {lane['node_id']} by {lane['mode']}"
        raise EditFault(record.line, "block", name, "a lane without another span of blocked days apart from this one")
    begins_at = np.where(there, np.minimum(old_begins, begins), begins)
    ends_at = np.where(there, np.maximum(old_ends, ends), ends)
    for name, days, none in (("blocked_from", begins_at, dt.date.min), ("blocked_to", ends_at, dt.date.max)):
        given = np.where(days == np.datetime64(none, "s"), np.datetime64("NaT", "s"), days)
        state.put("lanes", name, rows, given.astype("datetime64[s]"))


def _starts(state: State) -> list[dt.date]:
    """The days on which orders can be placed."""
    step = dt.timedelta(days=1 if state.settings["bucket"] == "day" else 7)
    return [state.settings["start"] + period * step for period in range(int(state.settings["periods"]))]


def _some(days: list[dt.date]) -> str:
    return f"{days[0]}, {days[1]} ... {days[-1]}" if len(days) > 2 else ", ".join(map(str, days))


BLOCK = EditKind(
    Form(
        "block",
        "No order to a supplier, or over a lane, on the days given; what is on its way still comes. A supplier who "
        "loses the last lane is blocked.",
        (
            Key("block", Words(("suppliers", "lanes")), "what is blocked", required=True),
            Key("where", WHERE, "which of them", required=True),
            Key("from", Day(), "first day without orders; left out: from the start"),
            Key("to", Day(), "last day without orders; left out: to the end"),
        ),
    ),
    _block,
)
