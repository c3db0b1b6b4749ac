"""Datasets as one JSON text: `{"settings": {"start": ...}, "tables": {"items": [{"item_id": ...}, ...], ...}}`."""

from typing import Any

import numpy as np

from models.checks.names import did_you_mean
from models.checks.raw import RawTable, cell_text, text_array
from models.checks.report import Report
from models.checks.settings import Entry
from models.columns import Table
from models.files.json_text import parse_json
from models.tables import DATASET_TABLES, SETTINGS
from models.uploads.guards import Room

KEYS = ("settings", "tables")
ROWS = "a list of rows, each an object with cells by column"
LIST = "a list or an object"
"""What a cell is said to hold that holds one of them; no setting and no column takes that for a value."""


def read_json(data: bytes, room: Room, report: Report) -> tuple[list[Entry] | None, dict[str, RawTable | None]]:
    """Settings and tables of a JSON text; no table where there are none to be read, with a fault in the report.

    Numbers are told apart from texts no more: see `parse_json`.
    """
    if len(data) > room.limits.json:
        found, most = f"{len(data):,} bytes of JSON", f"at most {room.limits.json:,}; send Parquet files in a ZIP"
        report.add("dataset", None, "", found, most)
        return None, {}
    whole = parse_json("dataset", data, "JSON of settings and tables", report)
    if not isinstance(whole, dict):
        if not report:
            report.add("dataset", None, "", f"JSON that is {_noun(whole)}", f"an object with {' and '.join(KEYS)}")
        return None, {}
    for key in whole:
        if key not in KEYS:
            report.add("dataset", None, key, key, did_you_mean(key, KEYS, "key"))
    entries = _entries(whole.get("settings"), report)
    tables = whole.get("tables")
    if not isinstance(tables, dict) or not tables:
        report.add("dataset", None, "tables", _noun(tables), "an object with a list of rows for each table")
        return entries, {}
    return entries, {name: _table(name, rows, room, report) for name, rows in tables.items()}


def _entries(given: object, report: Report) -> list[Entry] | None:
    if not isinstance(given, dict):
        expected = f"an object with keys such as {', '.join(column.name for column in SETTINGS[:3])}"
        report.add("settings", None, "", _noun(given), expected)
        return None
    return [Entry(str(cell_text(key)), _cell(value)) for key, value in given.items()]


def _table(name: str, rows: object, room: Room, report: Report) -> RawTable | None:
    """The rows as columns of texts; None with a fault where they are no rows, None alone for an unknown table."""
    declared = next((table for table in DATASET_TABLES if table.name == name), None)
    if declared is None:
        return None
    if not isinstance(rows, list):
        report.add(name, None, "", _noun(rows), ROWS)
        return None
    strange = [place for place, row in enumerate(rows) if not isinstance(row, dict)]
    if strange:
        numbers = np.array(strange, dtype=np.int64) + 1
        report.add_rows(name, "", numbers, lambda place: _noun(rows[strange[place]]), "an object with cells by column")
        return None
    return _columns(declared, rows, room, report)


def _columns(declared: Table, rows: list[dict[str, Any]], room: Room, report: Report) -> RawTable | None:
    """`rows` of the table are counted from 1: there is no header."""
    labels = list(dict.fromkeys(label for row in rows for label in row))
    width = max(len(labels), len(declared.columns))
    if not room.take(declared.name, len(rows), len(labels), width * len(rows), report):
        return None
    labels = labels if rows else list(declared.names)
    columns = tuple((str(cell_text(label)), text_array([_cell(row.get(label)) for row in rows])) for label in labels)
    return RawTable(declared.name, columns, np.arange(1, len(rows) + 1, dtype=np.int64))


def _cell(value: object) -> str | None:
    return LIST if isinstance(value, list | dict) else cell_text(value)


def _noun(value: object) -> str:
    """What stands in the place of something else."""
    if value is None:
        return ""
    return {dict: "an object", list: "a list", bool: "true or false", str: "a single value"}[type(value)]
