"""Rows as they are sent, in JSON or CSV, as raw tables; whatever is wrong with their form goes into the report."""

from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.raw import RawTable, cell_text
from models.checks.report import IntArray, Report
from models.checks.table import found_text
from models.columns import Table
from models.files.csv_file import MAX_COLUMNS, parse_csv
from models.files.json_text import parse_json

MOST_JSON = 50_000_000  # bytes; a list of rows takes twenty times its room while it is read, CSV does not
MOST_ROWS = 1_000_000  # of one body: others wait to write while its rows are compared; `caselot load` takes any number
MARK = r"^'(?P<text>'*[=+\-@\t\r\n\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])"
"""An apostrophe before what would begin a formula marks it as text: `api.documents` and spreadsheets write it so."""
ROWS = "a JSON list of rows, each an object with cells by column"


def read_json_rows(declared: Table, data: bytes, report: Report) -> RawTable | None:
    """The rows of a JSON list, counted from 1; None where it is none.

    Numbers and what is no JSON: see `parse_json`.
    """
    if len(data) > MOST_JSON:
        report.add(declared.name, None, "", f"{len(data):,} bytes of JSON", f"at most {MOST_JSON:,}; send CSV instead")
        return None
    rows = parse_json(declared.name, data, ROWS, report)
    if rows is None and report:
        return None
    if not isinstance(rows, list):
        report.add(declared.name, None, "", f"JSON that is {_noun(rows)}", ROWS)
        return None
    return _columns(declared, rows, report) if _few_enough(declared, len(rows), report) else None


def read_csv_rows(declared: Table, data: bytes, report: Report) -> RawTable | None:
    """The rows of a CSV file with a header, counted as a spreadsheet does; None where it cannot be read."""
    raw = parse_csv(declared.name, "the body", data, report)
    if raw is None or not _few_enough(declared, raw.rows.size, report):
        return None
    columns = tuple((label, pc.replace_substring_regex(array, MARK, r"\1")) for label, array in raw.columns)
    return refuse_nul(RawTable(raw.name, columns, raw.rows, raw.lost), report)


def _few_enough(declared: Table, rows: int, report: Report) -> bool:
    if rows > MOST_ROWS:
        report.add(declared.name, None, "", f"{rows:,} rows", f"at most {MOST_ROWS:,} at a time")
    return rows <= MOST_ROWS


def refuse_nul(raw: RawTable, report: Report) -> RawTable:
    """The table; each text with NUL, which no database keeps, goes into the report."""
    for label, array in raw.columns:
        if not pa.types.is_large_string(array.type):
            continue
        found = np.flatnonzero(pc.fill_null(pc.match_substring(array, "\0"), fill_value=False).to_numpy())
        report.add_rows(raw.name, label, raw.rows[found], partial(_found, array, found), "text without NUL")
    return raw


def _found(array: pa.ChunkedArray, found: IntArray, place: int) -> str:
    return found_text(array, int(found[place]))


def _columns(declared: Table, rows: list[Any], report: Report) -> RawTable | None:
    numbers: IntArray = np.arange(1, len(rows) + 1, dtype=np.int64)
    whole = [row for row in rows if isinstance(row, dict)]
    for place in [place for place, row in enumerate(rows) if not isinstance(row, dict)]:
        report.add(declared.name, place + 1, "", _noun(rows[place]), "an object with cells by column")
    labels = list(dict.fromkeys(label for row in whole for label in row))
    if not rows:
        labels = list(declared.names)  # nothing to change, of which no column can be missing
    if len(labels) > MAX_COLUMNS:
        report.add(declared.name, None, "", f"{len(labels):,} different columns", f"at most {MAX_COLUMNS:,}")
        return None
    places = [place for place, row in enumerate(rows) if isinstance(row, dict)]
    columns = []
    for label in labels:
        if label not in declared.names:  # that it is unknown is told once; what stands in it is nobody's
            columns.append((str(cell_text(label)), pa.chunked_array([pa.nulls(len(whole), pa.large_string())])))
            continue
        cells = [_cell(declared, label, places[at] + 1, row.get(label), report) for at, row in enumerate(whole)]
        columns.append((str(cell_text(label)), pa.chunked_array([pa.array(cells, pa.large_string())])))
    return refuse_nul(RawTable(declared.name, tuple(columns), numbers[places]), report)


def _cell(declared: Table, label: str, row: int, value: object, report: Report) -> str | None:
    if isinstance(value, dict | list):
        report.add(declared.name, row, label, _noun(value), declared.column(label).expected)
        return None
    text = cell_text(value)
    if isinstance(value, str) and text != value:
        report.add(declared.name, row, label, str(text), "text of Unicode, without half characters")
    return text


def _noun(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
