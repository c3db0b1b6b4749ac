"""Edits of a column: scale, set, add, cap, shift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from models.checks.cells import read_column
from models.checks.raw import cell_text, text_array
from models.columns import Column, Derived, Kind, Table
from scenarios.edits.kind import EditKind
from scenarios.edits.state import Mask, State, numeric
from scenarios.edits.where import WHERE, matching
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Form, Key, Number, Record, Scalar, Words

PLACE = Words(what="table.column")
Floats = npt.NDArray[np.float64]
FILTER = Key("where", WHERE, "which rows; all without it")
ROUND = Key(
    "round",
    Words(("nearest", "up", "down")),
    "how a column of whole numbers is made whole again (a half goes up)",
    default="nearest",
)
ROUNDED: dict[str, Callable[[Floats], Floats]] = {
    "nearest": lambda values: np.floor(values + 0.5),
    "up": np.ceil,
    "down": np.floor,
}


def _target(state: State, record: Record, verb: str) -> tuple[Table, Column, Mask]:
    table, column = state.place(record[verb], record.at(verb), verb)
    return table, column, matching(state, table.name, record["where"], record.line)


def _numbers(state: State, record: Record, verb: str, *, given: bool = True) -> tuple[Table, Column, Mask, Floats]:
    """Table, column, rows and their numbers. Raises EditFault for a column of something else, or of no figure."""
    table, column, rows = _target(state, record, verb)
    if not numeric(column):
        raise EditFault(record.at(verb), verb, record[verb], f"a column of numbers; this one holds {column.kind}")
    values = state.column(table.name, column.name).to_numpy(np.float64)[rows]
    if given and np.isnan(values).all():
        raise EditFault(
            record.at(verb), verb, f"no figure ({column.empty})", "a figure in one of the rows; `set` gives one"
        )
    return table, column, rows, values


def _put(state: State, table: Table, column: Column, rows: Mask, values: Floats, record: Record) -> None:
    if column.kind is Kind.WHOLE:
        values = ROUNDED[record["round"]](np.round(values, 9))
    state.put(table.name, column.name, rows, values)
    breaks = state.frames["price_breaks"]
    if (table.name, column.name) == ("offers", "unit_price") and len(breaks):
        touched = state.frames["offers"].loc[rows, ["item_id", "supplier_id"]]
        left = len(breaks.merge(touched, on=["item_id", "supplier_id"])[["item_id", "supplier_id"]].drop_duplicates())
        if left:
            state.notes.append(f"prices of price_breaks are left as they are for {left} of the offers edited")


def _scale(state: State, record: Record) -> None:
    table, column, rows, values = _numbers(state, record, "scale")
    _put(state, table, column, rows, values * record["by"], record)


def _add(state: State, record: Record) -> None:
    table, column, rows, values = _numbers(state, record, "add")
    _put(state, table, column, rows, values + record["by"], record)


def _cap(state: State, record: Record) -> None:
    table, column, rows, values = _numbers(state, record, "cap", given=False)
    most, least = record["at_most"], record["at_least"]
    if most is None and least is None:
        raise EditFault(record.line, "cap", record["cap"], "at_most, at_least or both")
    if most is not None and least is not None and least > most:
        raise EditFault(record.at("at_least"), "at_least", f"{least:g}", f"no more than at_most, {most:g}")
    if most is not None:
        values = np.fmin(values, most)  # where nothing is given there was no limit: the cap is the lower one
    if least is not None:
        values = np.where(np.isnan(values), values, np.fmax(values, least))
    _put(state, table, column, rows, values, record)


def _set(state: State, record: Record) -> None:
    table, column, rows = _target(state, record, "set")
    if "to" not in record.lines:
        raise EditFault(record.line, "to", "", "the value to set; empty for none")
    state.put(table.name, column.name, rows, _typed(column, record))


def _typed(column: Column, record: Record) -> Any:  # noqa: ANN401 - a cell of the column
    """The value to set as the column holds it. Raises EditFault where it cannot."""
    text = cell_text(record["to"])
    cells = read_column(column, text_array([text]))
    if cells.bad[0]:
        raise EditFault(record.at("to"), "to", text or "", column.expected)
    if text is None and isinstance(column.default, Derived):
        return {Kind.DAY: np.datetime64("NaT", "s")}.get(column.kind, np.nan if numeric(column) else "")
    if cells.words is not None:
        return str(cells.words[int(cells.array[0])])
    return cells.array[0] if column.kind is Kind.DAY else cells.array[0].item()


def _shift(state: State, record: Record) -> None:
    table, column, rows = _target(state, record, "shift")
    if column.kind is Kind.DAY:
        days = state.column(table.name, column.name).to_numpy().astype("datetime64[s]")[rows]
        moved = days + np.timedelta64(int(record["days"]), "D").astype("timedelta64[s]")
        state.put(table.name, column.name, rows, moved)
    elif column.unit == "days":
        values = state.column(table.name, column.name).to_numpy(np.float64)[rows]
        state.put(table.name, column.name, rows, values + record["days"])
    else:
        raise EditFault(record.at("shift"), "shift", record["shift"], "a column of days or of a number of days")
    if table.name in ("demand", "inbound"):
        state.merge(table.name, "units")


SCALE = EditKind(
    Form(
        "scale",
        "Multiplies numbers; where nothing is given (no limit), nothing is given afterwards.",
        (
            Key("scale", PLACE, "the column", required=True),
            Key("by", Number(), "the factor: 1.2 for 20 % more", required=True),
            FILTER,
            ROUND,
        ),
    ),
    _scale,
)
SET = EditKind(
    Form(
        "set",
        "Writes one value into every row.",
        (
            Key("set", PLACE, "the column, of any kind", required=True),
            Key("to", Scalar(), "the value; left empty: nothing is given (no limit)", required=True),
            FILTER,
        ),
    ),
    _set,
)
ADD = EditKind(
    Form(
        "add",
        "Adds to numbers; a negative figure takes away.",
        (
            Key("add", PLACE, "the column", required=True),
            Key("by", Number(), "how much", required=True),
            FILTER,
            ROUND,
        ),
    ),
    _add,
)
CAP = EditKind(
    Form(
        "cap",
        "Holds numbers within limits; a limit that was not given counts as endless.",
        (
            Key("cap", PLACE, "the column", required=True),
            Key("at_most", Number(), "no more than this"),
            Key("at_least", Number(), "no less than this"),
            FILTER,
            ROUND,
        ),
    ),
    _cap,
)
SHIFT = EditKind(
    Form(
        "shift",
        "Moves days, or makes a number of days longer; demand and inbound that meet on one day become one row.",
        (
            Key(
                "shift",
                PLACE,
                "a column of days (demand.date), or of a number of days (lanes.lead_time_days)",
                required=True,
            ),
            Key("days", Number(whole=True), "by so many days; negative: earlier, shorter", required=True),
            FILTER,
        ),
    ),
    _shift,
)
