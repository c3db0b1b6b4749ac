"""Tables as the sheets of one XLSX workbook.

Read with openpyxl, written with xlsxwriter: texts stay texts (no formula, no link, no number is made of one), floats
keep 17 digits, days are cells of days.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import openpyxl
import pyarrow as pa
import xlsxwriter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.checks.raw import RawTable, cell_text, text_array
from models.checks.report import Report
from models.faults import CallError

MAX_UNPACKED = 4 * 2**30  # bytes; a workbook that unpacks to more is no dataset but an attack or an accident
MAX_ROWS = 1_048_576  # of a sheet, the header included
MAX_COLUMNS = 1000  # of a sheet; tables have some ten
OLDEST_DAY = dt.date(1900, 3, 1)  # before it spreadsheets disagree on the calendar
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet as texts; `rows` are the numbers of the lines below the header that hold anything."""

    name: str
    header: tuple[str, ...]
    columns: tuple[tuple[str | None, ...], ...]
    rows: tuple[int, ...]

    def table(self) -> RawTable:
        """The sheet as a raw table."""
        columns = tuple((label, text_array(cells)) for label, cells in zip(self.header, self.columns, strict=True))
        return RawTable(self.name, columns, np.array(self.rows, dtype=np.int64))


def read_sheets(source: str, path: Path, report: Report) -> list[Sheet] | None:
    """Every sheet of a workbook, None where it cannot be read (with a fault in the report)."""
    try:
        with path.open("rb") as file:
            return parse_sheets(source, path.name, file, report)
    except OSError as error:
        report.add(source, None, "", f"{path.name} ({error.strerror or error})", "an XLSX workbook that can be read")
        return None


def parse_sheets(source: str, name: str, file: BinaryIO, report: Report) -> list[Sheet] | None:
    """The same of an open file called `name`."""
    try:
        if not file.seek(0, io.SEEK_END):
            report.add(source, None, "", f"no byte in {name} (it ends at byte 0)", "an XLSX workbook")
            return None
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            report.add(source, None, "", f"{name}, {unpacked:,} bytes unpacked", f"at most {MAX_UNPACKED:,}")
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that it does not keep
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return [_sheet(sheet) for sheet in book.worksheets]
            finally:
                book.close()
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever the broken part of a file makes it raise
        told = (str(error).splitlines() or [""])[0] or type(error).__name__
        report.add(source, None, "", f"{name} ({told})", "an XLSX workbook that can be read")
        return None


def _sheet(sheet: ReadOnlyWorksheet) -> Sheet:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    filled = [(number, cells) for number, cells in _lines(sheet) if any(cell is not None for cell in cells)]
    width = max((len(cells) for _, cells in filled), default=0)
    (_, header), body = (filled[0], filled[1:]) if filled else ((0, []), [])
    padded = [cells + [None] * (width - len(cells)) for _, cells in body]
    columns = tuple(zip(*padded, strict=True)) if padded else ((),) * width
    labels = tuple(label or "" for label in header + [None] * (width - len(header)))
    return Sheet(sheet.title, labels, columns, tuple(number for number, _ in body))


def _lines(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[str | None]]]:
    """Number and texts of each line. Raises ValueError where a file counts further than a sheet can."""
    for number, line in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_ROWS or len(line) > MAX_COLUMNS:
            raise ValueError(f"sheet {sheet.title}: a cell beyond row {MAX_ROWS:,} or column {MAX_COLUMNS:,}")
        yield number, [_text(cell) for cell in line]


def _text(cell: object) -> str | None:
    """The text of a cell, characters that XML cannot hold restored."""
    text = cell_text(cell)
    if not isinstance(cell, str) or "_x" not in cell:
        return text or None
    restored = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell)
    return restored.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def write_workbook(path: Path, sheets: Iterable[tuple[str, pa.Table]]) -> None:
    """Writes each table as a sheet. Raises CallError where one has more rows than a sheet holds."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in sheets:
            if table.num_rows >= MAX_ROWS:
                raise CallError(
                    f"{name} has {table.num_rows:,} rows and a sheet holds {MAX_ROWS - 1:,}: choose csv or parquet"
                )
            _write_sheet(book.add_worksheet(name), table, day)


def _write_sheet(sheet: Worksheet, table: pa.Table, day: Format) -> None:
    for place, label in enumerate(table.column_names):
        sheet.write_string(0, place, label)
    sheet.freeze_panes(1, 0)
    row = 0
    for batch in table.to_batches(max_chunksize=4096):  # as Python objects, a table is many times its size
        columns: list[list[object]] = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            row += 1
            for place, cell in enumerate(cells):
                _write_cell(sheet, row, place, cell, day)


def _write_cell(sheet: Worksheet, row: int, place: int, cell: object, day: Format) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, _ExactFloat(cell))
    elif isinstance(cell, dt.date) and cell >= OLDEST_DAY:
        sheet.write_datetime(row, place, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day
    else:
        sheet.write_string(row, place, str(cell))


class _ExactFloat(float):
    """A float that is written with all its digits, where xlsxwriter would write 16."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return repr(float(self))
