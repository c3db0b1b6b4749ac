"""Edits of whole rows: insert, remove."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.checks.raw import RawTable, cell_text, text_array
from models.checks.report import Report
from models.checks.table import check_table
from models.columns import Table
from models.files.csv_file import read_csv
from models.files.parquet_file import read_parquet
from scenarios.edits.kind import EditKind
from scenarios.edits.state import State
from scenarios.edits.where import WHERE, matching
from scenarios.form.faults import EditFault
from scenarios.form.kinds import Form, Key, Many, Record, Scalar, Words


def _insert(state: State, record: Record) -> None:
    line = record.line
    declared = state.table(record["insert"], line, "insert")
    if (record["rows"] is None) == (record["file"] is None):
        raise EditFault(line, "insert", "rows and file" if record["rows"] else "neither", "either rows or file")
    report = Report([declared.name])
    raw = _inline(declared, record["rows"]) if record["rows"] is not None else _file(state, declared, record, report)
    added = None if raw is None else check_table(declared, raw, report).frame
    if report or added is None:
        first = report.faults()[0]
        inline = record["rows"] is not None and first.row is not None
        where = f"{declared.name}.{first.column}" if first.column else declared.name
        beside = "" if inline or first.row is None else f" (row {first.row} of {record['file']})"
        at = (
            int(first.row)
            if inline and first.row is not None and first.row > 1
            else record.at("rows" if inline else "file")
        )
        raise EditFault(at, where, first.value, f"{first.expected}{beside}")
    own = state.frames[declared.name]
    state.frames[declared.name] = pd.concat([own, added], ignore_index=True) if len(own) else added


def _inline(declared: Table, rows: Sequence[Record]) -> RawTable:
    """Rows of the file as a table whose row numbers are the file's lines."""
    names = list(dict.fromkeys(name for row in rows for name in row.given))
    columns = tuple((name, text_array([cell_text(row.given.get(name)) for row in rows])) for name in names)
    return RawTable(declared.name, columns, np.array([row.line for row in rows], dtype=np.int64))


def _file(state: State, declared: Table, record: Record, report: Report) -> RawTable | None:
    path = state.folder / Path(record["file"])
    try:
        if path.suffix.lower() == ".parquet":
            return read_parquet(declared, path, report)
        return read_csv(declared.name, path, report)
    except (OSError, ValueError) as error:
        raise EditFault(record.at("file"), "file", record["file"], f"a CSV or Parquet file ({error})") from error


def _remove(state: State, record: Record) -> None:
    declared = state.table(record["remove"], record.at("remove"), "remove")
    state.keep(declared.name, ~matching(state, declared.name, record["where"], record.line))


ROW = Form("row", "Cells by column.", (), others=Scalar())
TABLE: Any = Words(what="a table of the dataset")

INSERT = EditKind(
    Form(
        "insert",
        "Adds rows: a supplier, its offers and lanes, a node, a promotion. What is left out takes its default.",
        (
            Key("insert", TABLE, "the table", required=True),
            Key("rows", Many(ROW, listed=True), "the rows, cells by column"),
            Key("file", Words(what="a path"), "a CSV or Parquet file with the rows, seen from the scenario file"),
        ),
    ),
    _insert,
)
REMOVE = EditKind(
    Form(
        "remove",
        "Takes rows away. What refers to them must go first: an offer without its supplier is a fault.",
        (
            Key("remove", TABLE, "the table", required=True),
            Key("where", WHERE, "which rows", required=True),
        ),
    ),
    _remove,
)
