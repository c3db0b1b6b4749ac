"""Block a supplier or a lane, for all time or for a span of days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from scenarios.edits.kind import EditKind
from scenarios.edits.state import Span, State
from scenarios.edits.where import WHERE, matching
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Day, Form, Key, Record, Words


def _block(state: State, record: Record) -> None:
    table, first, last = record["block"], record["from"], record["to"]
    if first is not None and last is not None and first > last:
        raise EditFault(record.at("to"), "to", str(last), f"a day from {first} on")
    rows = matching(state, table, record["where"], record.line)
    chosen = state.frames[table][rows]
    suppliers = list(dict.fromkeys(chosen["supplier_id"]))
    if table == "lanes":
        lanes = state.frames["lanes"]
        others = set(lanes.loc[~rows, "supplier_id"])
        whole = [each for each in suppliers if each not in others]
        if first is None and last is None:
            state.keep("lanes", ~rows | lanes["supplier_id"].isin(whole).to_numpy(np.bool_))
        elif len(whole) < len(suppliers):
            other = next(each for each in suppliers if each in others)
            expected = f"no from and to: {other} has other lanes, and lanes have no days of their own"
            raise EditFault(record.at("from" if first else "to"), "block", "a span", expected)
        suppliers = whole
    for supplier in suppliers:
        _close(state, supplier, first, last)


def _close(state: State, supplier: str, first: dt.date | None, last: dt.date | None) -> None:
    """No order to the supplier from the first to the last day.

    At an end of the horizon the offers end or begin; in its midst a budget of nothing forbids spending.
    """
    start = state.settings["start"]
    step = 1 if state.settings["bucket"] == "day" else 7
    final = start + dt.timedelta(days=step * (int(state.settings["periods"]) - 1))
    state.blocked.append(Span(supplier, first, last))
    begins, ends = first is None or first <= start, last is None or last >= final
    if begins and ends:
        state.put("suppliers", "status", np.asarray(state.frames["suppliers"]["supplier_id"] == supplier), "blocked")
        return
    offers = state.frames["offers"]
    own = np.asarray(offers["supplier_id"] == supplier, dtype=np.bool_)
    if begins and last is not None:
        given = offers.loc[own, "available_from"].fillna(pd.Timestamp(start))
        open_from = np.maximum(
            given.to_numpy().astype("datetime64[s]"), np.datetime64(last + dt.timedelta(days=1), "s")
        )
        state.put("offers", "available_from", own, open_from)
    elif ends and first is not None:
        given = offers.loc[own, "available_to"].fillna(pd.Timestamp(final))
        open_to = np.minimum(given.to_numpy().astype("datetime64[s]"), np.datetime64(first - dt.timedelta(days=1), "s"))
        state.put("offers", "available_to", own, open_to)
    elif first is not None and last is not None:
        _forbid(state, supplier, first, last)


def _forbid(state: State, supplier: str, first: dt.date, last: dt.date) -> None:
    """A hard budget of nothing between two days within the horizon."""
    prices = [state.frames[table] for table in ("offers", "price_breaks")]
    if any(bool(((each["supplier_id"] == supplier) & (each["unit_price"] <= 0)).any()) for each in prices):
        state.notes.append(f"{supplier} sells at a price of 0, which a span within the horizon does not stop")
    budgets = state.frames["budgets"]
    row = {
        "budget_id": f"block {len(state.blocked)} {supplier}"[:64],
        "first_date": pd.Timestamp(first).as_unit("s"),
        "last_date": pd.Timestamp(last).as_unit("s"),
        "amount": 0.0,
        "category": "",
        "supplier_id": supplier,
        "basis": "order",
        "overrun_cost": np.nan,
    }
    added = pd.DataFrame([row])[list(budgets.columns)]
    state.frames["budgets"] = pd.concat([budgets, added], ignore_index=True) if len(budgets) else added


BLOCK = EditKind(
    Form(
        "block",
        "No order to a supplier, or over a lane, on the days given; what is on its way still comes. A span of days for "
        "lanes must take in all lanes of their supplier. A supplier who loses the last lane is blocked.",
        (
            Key("block", Words(("suppliers", "lanes")), "what is blocked", required=True),
            Key("where", WHERE, "which of them", required=True),
            Key("from", Day(), "first day without orders; left out: from the start"),
            Key("to", Day(), "last day without orders; left out: to the end"),
        ),
    ),
    _block,
)
