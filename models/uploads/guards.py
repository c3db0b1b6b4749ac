"""What is asked of a file before it is read: how many rows, columns and cells it would come to.

Each answer is an upper limit that costs a fraction of reading: a file that would not fit is never begun.
"""

from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from models.checks.cells.texts import encoded, looked_up
from models.checks.cells.typed import as_numpy, is_text
from models.checks.raw import RawTable
from models.checks.report import BoolArray, Report
from models.columns import Table
from models.uploads.limits import Limits

NUL = "\x00"


class Room:
    """The cells that are left to all tables together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.cells

    def take(self, name: str, rows: int, columns: int, cells: int, report: Report) -> bool:
        """Whether a table fits; a fault says what does not."""
        limits, before = self.limits, report.total
        if columns > limits.columns:
            report.add(name, None, "", f"{columns:,} columns", f"at most {limits.columns:,}")
        if rows > limits.rows:
            report.add(name, None, "", f"{rows:,} rows", f"at most {limits.rows:,}")
        self.left -= cells
        if self.left < 0:
            report.add(name, None, "", f"{cells:,} cells", f"at most {limits.cells:,} cells in all tables")
        return report.total == before


def csv_fits(declared: Table, data: bytes, room: Room, report: Report) -> bool:
    """Whether a CSV file may be read. Line ends and commas inside quotes count too: it is a limit from above."""
    rows = max(data.count(b"\n"), data.count(b"\r"))
    first = data[: data.find(b"\n") + 1] or data
    commas = data.count(b",")
    columns = min(first.count(b","), commas) + 1
    return room.take(declared.name, rows, columns, max(commas + rows, rows * len(declared.columns)), report)


def parquet_fits(declared: Table, data: bytes, room: Room, report: Report) -> bool:
    """Whether a Parquet file may be read. One that cannot be opened fits: whoever reads it says what is wrong."""
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            rows, schema = int(file.metadata.num_rows), file.schema_arrow
            unpacked = sum(
                file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups)
            )
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, IndexError):
        return True
    nested = [field.name for field in schema if pa.types.is_nested(field.type) and field.name in declared.names]
    for column in nested:
        report.add(declared.name, None, column, "lists or structures in its cells", declared.column(column).expected)
    if unpacked > room.limits.unpacked:
        report.add(declared.name, None, "", f"{unpacked:,} bytes unpacked", f"at most {room.limits.unpacked:,}")
    fits = room.take(declared.name, rows, len(schema), rows * len(declared.columns), report)
    return fits and not nested and unpacked <= room.limits.unpacked


def refuse_nul(raw: RawTable, report: Report) -> None:
    """Note texts with the character NUL: no other character is unknown to databases."""
    for label, array in raw.columns:
        found = np.flatnonzero(_with_nul(array))
        report.add_rows(
            raw.name, label, raw.rows[found], partial(_cell, array, found), "text without the character NUL"
        )


def _with_nul(array: pa.ChunkedArray) -> BoolArray:
    kind = array.type
    if pa.types.is_dictionary(kind) and is_text(kind.value_type):
        words, places = encoded(array.unify_dictionaries())
        return looked_up(as_numpy(pc.match_substring(words, NUL)).astype(bool), places, missing=False)
    if not is_text(kind) or not len(array):
        return np.zeros(0, dtype=bool)
    return as_numpy(pc.fill_null(pc.match_substring(array, NUL), fill_value=False)).astype(bool)


def _cell(array: pa.ChunkedArray, found: npt.NDArray[np.intp], place: int) -> str:
    return str(array[int(found[place])].as_py())
