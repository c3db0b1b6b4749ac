"""Filters: which rows of a table an edit is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from models.checks.names import did_you_mean, nearest
from models.columns import Kind
from scenarios.edits.state import TABLES, Mask, State
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Day, Form, Key, Many, Record, Words

DATES = Form(
    "dates", "Days, both included; one of the two may be left out.", (
        Key("from", Day(), "first day"),
        Key("to", Day(), "last day"),
    ),
)  # fmt: skip

WHERE = Form(
    "where",
    "Rows for which all of its keys hold; a list holds where one of its values does. Any other column of the table "
    "may stand here under its own name.",
    (
        Key("item", Many(Words()), "ids of items; of a kit's rows, the kit"),
        Key("category", Many(Words()), "categories of the rows' items, or of budgets"),
        Key("supplier", Many(Words()), "ids of suppliers"),
        Key("node", Many(Words()), "ids of nodes; of a transfer, either end"),
        Key("zone", Many(Words()), "demand zones"),
        Key("mode", Many(Words()), "modes of lanes"),
        Key("channel", Many(Words()), "channels of demand"),
        Key("dates", DATES, "days: of demand, of arrival of inbound, or that a budget shares with them"),
    ),
    others=Many(Words()),
)

COLUMNS = {
    "item": ("item_id", "kit_id"),
    "category": ("category",),
    "supplier": ("supplier_id",),
    "node": ("node_id", "from_node", "to_node"),
    "zone": ("zone_id",),
    "mode": ("mode",),
    "channel": ("channel",),
}
"""The columns a filter may mean; the rows match where any that the table has does."""


def matching(state: State, table: str, where: Record | None, line: int) -> Mask:
    """(rows,) the rows of a table that a filter is about; all of them without a filter.

    Raises EditFault, with the line, for an unknown column, for a value that no row has, and where no row is left.
    """
    frame = state.frames[table]
    rows = np.ones(len(frame), dtype=np.bool_)
    if where is not None:
        for name in where.lines:
            rows &= _one(state, table, name, where)
    if not rows.any():
        found = "no row" if where is None else "a filter that matches no row"
        at = line if where is None else where.line
        raise EditFault(at, table if where is None else "where", found, f"at least one row of {table}")
    return rows


def _one(state: State, table: str, name: str, where: Record) -> Mask:
    """The rows for which one key of a filter holds."""
    line, key = where.at(name), f"where.{name}"
    if name == "dates":
        return _within(state.frames[table], table, where[name], line)
    found = _texts(state, table, name, line)
    rows = np.zeros(len(state.frames[table]), dtype=np.bool_)
    for value in where[name]:
        hits = np.zeros_like(rows)
        for texts in found:
            hits |= np.asarray(texts == value, dtype=np.bool_)
        if not hits.any():
            known = sorted({str(each) for texts in found for each in texts.unique()})
            close = nearest(value, known, cutoff=0.6)
            hint = f": did you mean {close}?" if close else ""
            raise EditFault(line, key, value, f"a value that {name} has in a row of {table}{hint}")
        rows |= hits
    return rows


def _texts(state: State, table: str, name: str, line: int) -> list[pd.Series]:
    """The columns that a key of a filter means, as texts."""
    frame, names = state.frames[table], TABLES[table].names
    own = [column for column in COLUMNS.get(name, (name,)) if column in names]
    if own:
        return [_text(frame[column]) for column in own]
    if name == "category":
        ids = next((column for column in ("item_id", "kit_id") if column in names), None)
        if ids is not None:
            return [frame[ids].map(state.frames["items"].set_index("item_id")["category"]).fillna("")]
    if name in COLUMNS:
        raise EditFault(line, f"where.{name}", name, f"a filter that {table} has: its columns are {', '.join(names)}")
    raise EditFault(line, f"where.{name}", name, did_you_mean(name, (*COLUMNS, "dates", *names), "filter or column"))


def _text(series: pd.Series) -> pd.Series:
    """The cells as they would be written in a scenario file."""
    if series.dtype.kind == "M":
        return pd.Series(series.dt.strftime("%Y-%m-%d")).fillna("")
    if series.dtype.kind == "b":
        return series.map({True: "true", False: "false"})
    if series.dtype.kind in "fiu":
        return series.map(lambda value: f"{value:.15g}")
    return series


Days = tuple[pd.Series, pd.Series]
DAYS: dict[str, Callable[[pd.DataFrame], Days]] = {
    "demand": lambda frame: (frame["date"], frame["date"]),
    "inbound": lambda frame: (frame["arrival_date"], frame["arrival_date"]),
    "budgets": lambda frame: (frame["first_date"], frame["last_date"]),
}
"""First and last day of the rows of the tables that have days."""


def _within(frame: pd.DataFrame, table: str, dates: Any, line: int) -> Mask:  # noqa: ANN401 - a record of DATES
    if table not in DAYS:
        days = [column.name for column in TABLES[table].columns if column.kind is Kind.DAY]
        told = f"; its days are {', '.join(days)}" if days else ""
        raise EditFault(line, "where.dates", "dates", f"one of {', '.join(DAYS)}: {table} has no such days{told}")
    if dates["from"] is not None and dates["to"] is not None and dates["from"] > dates["to"]:
        raise EditFault(line, "where.dates", f"to: {dates['to']}", f"a day from {dates['from']} on")
    first, last = DAYS[table](frame)
    rows = np.ones(len(frame), dtype=np.bool_)
    if dates["from"] is not None:
        rows &= np.asarray(last >= pd.Timestamp(dates["from"]))
    if dates["to"] is not None:
        rows &= np.asarray(first <= pd.Timestamp(dates["to"]))
    if not rows.any():
        span = f"{dates['from'] or '...'} to {dates['to'] or '...'}"
        raise EditFault(line, "where.dates", span, f"days that a row of {table} has")
    return rows
