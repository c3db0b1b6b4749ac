"""One table at a time: its headers against the declaration, its cells by column."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from models.checks.cells import Cells, empty_column, is_nothing, read_column
from models.checks.names import did_you_mean, nearest
from models.checks.raw import RawTable, cell_text, sheet_rows
from models.checks.report import BoolArray, IntArray, Report
from models.columns import Column, Table


@dataclass(slots=True)
class CheckedTable:
    """A table whose cells have been read.

    `unreadable` names the columns of which nothing is known (left out though required, standing twice, of an impossible
    type): rules that need one are not searched. `order` sorts the rows by key and is None where keys cannot be told.
    """

    declared: Table
    cells: dict[str, Cells]
    rows: IntArray
    lost: tuple[tuple[str, ...], ...] = ()
    unreadable: frozenset[str] = frozenset()
    order: npt.NDArray[np.intp] | None = None
    _frame: pd.DataFrame | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.declared.name

    @property
    def frame(self) -> pd.DataFrame:
        """All declared columns, typed; bad cells hold a placeholder."""
        if self._frame is None:
            values = {name: cells.values() for name, cells in self.cells.items()}
            self._frame = pd.DataFrame(values, index=pd.RangeIndex(len(self.rows)), copy=False)
        return self._frame

    def readable(self, *columns: str) -> bool:
        """Whether something is known of all the columns."""
        return self.unreadable.isdisjoint(columns)

    def good(self, *columns: str) -> BoolArray:
        """The rows in which none of the cells of the columns has a fault."""
        mask = np.ones(len(self.rows), dtype=bool)
        for name in columns:
            mask &= ~self.cells[name].bad
        return mask

    def words(self, column: str) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int32]]:
        """The different values of a text column in their order, and the place of each row's in them."""
        cells = self.cells[column]
        if cells.words is None:
            raise TypeError(f"{column} is no text")
        return cells.words, cells.array

    def among(self, column: str, texts: Collection[str]) -> BoolArray:
        """The rows whose value in a text column is one of the texts; asked once for each different value."""
        words, places = self.words(column)
        return np.array([word in texts for word in words.tolist()], dtype=bool)[places]

    def shown(self, position: int, *columns: str) -> str:
        """The values of a row in some columns as a message shows them."""
        return ", ".join(_shown(self.cells[name], position) for name in columns)

    def note(
        self, report: Report, wrong: BoolArray, columns: tuple[str, ...], expected: str | Callable[[int], str]
    ) -> None:
        """Notes a fault in each row that is `wrong` and whose cells in `columns` are good.

        A callable `expected` is asked with the position of a row.
        """
        found = np.flatnonzero(wrong & self.good(*columns))
        words = expected if isinstance(expected, str) else (lambda place: expected(int(found[place])))
        report.add_rows(
            self.name,
            ", ".join(columns),
            self.rows[found],
            lambda place: self.shown(int(found[place]), *columns),
            words,
        )


def check_table(declared: Table, raw: RawTable, report: Report, *, extra_allowed: bool = False) -> CheckedTable:
    """The table read by its declaration; what is wrong goes into the report."""
    found, unreadable = _headers(declared, raw, report, extra_allowed=extra_allowed)
    cells: dict[str, Cells] = {}
    for column in declared.columns:
        array = found.get(column.name)
        read = None if array is None else _read(declared.name, column, array, raw, report)
        if read is None:
            read = empty_column(column, len(raw.rows))
            if array is not None or column.required:
                unreadable |= {column.name}
        cells[column.name] = read
    return CheckedTable(declared, cells, raw.rows, raw.lost, frozenset(unreadable))


def absent_table(declared: Table) -> CheckedTable:
    """The table with no row, as one that is left out counts."""
    cells = {column.name: empty_column(column, 0) for column in declared.columns}
    return CheckedTable(declared, cells, sheet_rows(0), _frame=empty_frame(declared).copy(deep=False))


@cache
def empty_frame(declared: Table) -> pd.DataFrame:
    """The table's frame without a row; to be copied before it is handed out."""
    return pd.DataFrame({column.name: empty_column(column, 0).values() for column in declared.columns})


def _headers(
    declared: Table, raw: RawTable, report: Report, *, extra_allowed: bool
) -> tuple[dict[str, pa.ChunkedArray], set[str]]:
    """The known columns that were found, and those about which a fault has been noted already."""
    found: dict[str, pa.ChunkedArray] = {}
    settled: set[str] = set()
    labels = [label for label, _ in raw.columns]
    for label, array in raw.columns:
        if not label and is_nothing(array):
            continue  # a comma too many at the end of every line: a column without name and without a value
        if label in found:
            if label not in settled:
                report.add(declared.name, 1, label, f"{label} in {labels.count(label)} columns", "each column once")
            settled.add(label)
        elif label in declared.names:
            found[label] = array
        elif not extra_allowed:
            meant = nearest(label, declared.names)
            expected = did_you_mean(label, declared.names, f"column of {declared.name}")
            report.add(declared.name, 1, label, label, expected if label else "a name for the column")
            if meant is not None and meant not in labels:
                settled.add(meant)  # misspelt, not left out: one fault, one message
    missing = [c.name for c in declared.columns if c.required and c.name not in labels and c.name not in settled]
    for name in missing:
        report.add(declared.name, 1, name, "", f"a column {name}, which {declared.name} must have")
    for name in settled & set(found):
        del found[name]
    return found, settled


def _read(table: str, column: Column, array: pa.ChunkedArray, raw: RawTable, report: Report) -> Cells | None:
    """The cells of a column, None where its type can hold no such values at all."""
    try:
        cells = None if pa.types.is_nested(array.type) else read_column(column, array)
    except (pa.ArrowException, ValueError, OverflowError):  # a type that nobody foresaw, a time zone nobody knows
        cells = None
    if cells is None:
        report.add(table, None, column.name, f"a column of type {array.type}", column.expected)
        return None
    if cells.bad.any():
        found = np.flatnonzero(cells.bad)
        report.add_rows(
            table, column.name, raw.rows[found], lambda place: found_text(array, int(found[place])), column.expected
        )
    return cells


def found_text(array: pa.ChunkedArray, position: int) -> str:
    """The cell as a fault shows it."""
    scalar = array[position]
    try:
        value = scalar.as_py()
    except (ValueError, OverflowError, pa.ArrowException):  # a time beyond Python's calendar
        return f"a {array.type} beyond the calendar"
    if isinstance(value, float):
        return repr(value)
    return cell_text(value) or ""


def _shown(cells: Cells, position: int) -> str:
    if cells.words is not None:
        return str(cells.words[int(cells.array[position])])
    value = cells.array[position]
    return str(value.astype("datetime64[D]")) if isinstance(value, np.datetime64) else cell_text(value) or ""
