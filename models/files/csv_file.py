"""One table as a CSV file: UTF-8, comma, decimal point, RFC 4180 quoting.

Written, every text stands in quotes and numbers and days do not: a text that begins with = + - @ is marked as text
without a character of it changed, because ids are read back exactly as they were given.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from models.checks.raw import RawTable
from models.checks.report import Report

MAX_COLUMNS = 1000  # of a file; tables have some ten, and each unknown one is complained of
CHUNK = 65_536  # rows that become arrow columns at a time; Python strings are large


def read_csv(name: str, path: Path, report: Report) -> RawTable | None:
    """The file as a raw table of texts, None where it cannot be read at all (with a fault in the report)."""
    return parse_csv(name, path.name, path.read_bytes(), report)


def parse_csv(name: str, file: str, data: bytes, report: Report) -> RawTable | None:
    """The same of the bytes of a file called `file`.

    Rows are counted as a spreadsheet counts them: blank lines too, a line break in quotes not. Blank lines are skipped;
    a row of too many or too few cells is a fault and lost.
    """
    if not data:
        report.add(name, None, "", f"no byte in {file} (it ends at byte 0)", "a header line")
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} at offset {error.start} of {file}"
        report.add(name, None, "", found, "text encoded as UTF-8")
        return None
    records = _Records(io.BytesIO(data))
    try:
        header = next((cells for cells in records if cells), None)
        if header is None:
            report.add(name, None, "", f"no line with text in {file}", "a header line")
            return None
        if len(header) > MAX_COLUMNS:
            report.add(name, records.row, "", f"{len(header):,} columns", f"at most {MAX_COLUMNS:,}")
            return None
        return _body(name, header, records, report)
    except csv.Error as error:
        report.add(name, records.row, "", str(error), "cells separated by commas, quoted as in RFC 4180")
        return None


class _Records:
    """The records of a CSV file; `row` is the number of the one that was read, or is being read, last."""

    def __init__(self, data: io.BytesIO) -> None:
        mark = data.read(len(codecs.BOM_UTF8))
        data.seek(len(mark) if mark == codecs.BOM_UTF8 else 0)
        self._reader = csv.reader(io.TextIOWrapper(data, encoding="utf-8", newline=""), strict=True)
        self.row = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.row += 1
        return next(self._reader)


def _body(name: str, header: list[str], records: _Records, report: Report) -> RawTable:
    width = len(header)
    chunks: list[list[pa.Array]] = [[] for _ in header]
    rows: list[int] = []
    kept: list[list[str]] = []
    lost: list[tuple[str, ...]] = []
    lost_rows: list[int] = []
    for cells in records:
        if len(cells) == width:
            rows.append(records.row)
            kept.append(cells)
            if len(kept) == CHUNK:
                _move(kept, chunks)
        elif cells:
            lost.append(tuple(cells))
            lost_rows.append(records.row)
    _move(kept, chunks)
    numbers = np.array(lost_rows, dtype=np.int64)
    expected = f"{width} cells, one for each column of the header"
    report.add_rows(name, "", numbers, lambda place: _cell_count(lost[place]), expected)
    columns = tuple(
        (label, pa.chunked_array(arrays, pa.large_string())) for label, arrays in zip(header, chunks, strict=True)
    )
    return RawTable(name, columns, np.array(rows, dtype=np.int64), tuple(lost))


def _move(kept: list[list[str]], chunks: list[list[pa.Array]]) -> None:
    """Turns the kept rows into one arrow array for each column."""
    for column, cells in zip(chunks, zip(*kept, strict=True), strict=False):
        column.append(pa.array(cells, pa.large_string()))
    kept.clear()


def _cell_count(cells: tuple[str, ...]) -> str:
    return f"{len(cells)} cell" if len(cells) == 1 else f"{len(cells)} cells"


def write_csv(path: Path | BinaryIO, table: pa.Table) -> None:
    """Writes an arrow table; floats with as many digits as tell them apart from every other."""
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    pyarrow.csv.write_csv(table, path, options)
