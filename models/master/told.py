"""Stored rows as they are told: in JSON with exact amounts as text, in CSV without a formula."""

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from models.master.stored import from_stored
from models.master.tables import EVER, VALID_FROM, MasterTable, Stored

FORMULA = r"^('*[=+\-@\t\r\n\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])"
"""A text that would begin a formula, or looks like one that is marked already, is marked with an apostrophe."""


def told_row(kept: MasterTable, cells: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON, the columns in their order: days as text, exact amounts as decimal text, null for nothing."""
    stored = kept.stored
    return {name: _cell(name, stored[name], cells[name]) for name in kept.declared.names if name in cells}


def csv_of(kept: MasterTable, rows: pa.Table, *, header: bool) -> bytes:
    """Rows as CSV that can be sent back: texts quoted, numbers and days not."""
    columns = {label: _plain(label, array) for label, array in from_stored(kept, rows).columns}
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(columns), buffer, pyarrow.csv.WriteOptions(include_header=header))
    return buffer.getvalue()


def _plain(label: str, array: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_large_string(array.type):
        return pc.replace_substring_regex(array, FORMULA, r"'\1")
    if label == VALID_FROM:
        return pc.if_else(pc.equal(array, pa.scalar(EVER, pa.date32())), pa.scalar(None, pa.date32()), array)
    return array


def _cell(name: str, stored: Stored, value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if value is None or (name == VALID_FROM and value == EVER):
        return None
    if stored is Stored.MILLIONTHS:
        text = format(Decimal(value).scaleb(-6), "f")
        return text.rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, dt.date) else value
