"""One table at a time: its headers against the declaration, its cells by column, its keys."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from models.checks.cells import Cells, empty_column, is_nothing, read_column
from models.checks.raw import RawTable, cell_text, sheet_rows
from models.checks.report import BoolArray, IntArray, Report
from models.columns import TEXT_KINDS, Column, Table


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
            series = {name: cells.series() for name, cells in self.cells.items()}
            self._frame = pd.DataFrame(series, index=pd.RangeIndex(len(self.rows)), copy=False)
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
        assert cells.words is not None, f"{column} is no text"  # noqa: S101 - a fault of the caller, not of any input
        return cells.words, cells.values.astype(np.int32, copy=False)


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
    return CheckedTable(declared, cells, sheet_rows(0))


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str | None:
    """The known word most like this one, None where none is like it."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.strip().lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], noun: str) -> str:
    """What was expected in place of an unknown name."""
    names = tuple(known)
    close = nearest(word, names)
    return f"a known {noun}: did you mean {close}?" if close else f"a known {noun}: {', '.join(names)}"


def _headers(
    declared: Table, raw: RawTable, report: Report, *, extra_allowed: bool
) -> tuple[dict[str, pa.ChunkedArray], set[str]]:
    """The known columns that were found, and those about which a fault has been noted already."""
    found: dict[str, pa.ChunkedArray] = {}
    settled: set[str] = set()
    labels = [label for label, _ in raw.columns]
    missing = [c.name for c in declared.columns if c.required and c.name not in labels]
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
            meant = nearest(label, [*missing, *(n for n in declared.names if n not in labels)])
            expected = did_you_mean(label, [meant] if meant else declared.names, f"column of {declared.name}")
            report.add(declared.name, 1, label, label, expected if label else "a name for the column")
            if meant in missing:
                settled.add(meant)  # misspelt, not left out: one fault, one message
                missing.remove(meant)
    for name in missing:
        report.add(declared.name, 1, name, "", f"a column {name}, which {declared.name} must have")
    for name in settled & set(found):
        del found[name]
    return found, settled


def _read(table: str, column: Column, array: pa.ChunkedArray, raw: RawTable, report: Report) -> Cells | None:
    """The cells of a column, None where its type can hold no such values at all."""
    try:
        cells = None if pa.types.is_nested(array.type) else read_column(column, array)
    except pa.ArrowException:  # a type that nobody foresaw, or a time zone that this machine does not know
        cells = None
    if cells is None:
        report.add(table, None, column.name, f"a column of type {array.type}", column.expected)
        return None
    if cells.bad.any():
        positions = np.flatnonzero(cells.bad)
        report.add_rows(
            table, raw.rows[positions], column.name, lambda at: found_text(array, at), column.expected, positions
        )
    return cells


def found_text(array: pa.ChunkedArray, position: int) -> str:
    """The cell as a fault shows it."""
    scalar = array[position]
    try:
        value = scalar.as_py()
    except (ValueError, OverflowError, pa.ArrowException):  # a time beyond Python's calendar
        return str(scalar)
    if isinstance(value, float):
        return repr(value)
    return cell_text(value) or ""


def check_keys(table: CheckedTable, report: Report) -> None:
    """Notes every row whose key an earlier row has, and leaves the order of the rows by key in `table.order`."""
    key = table.declared.key
    if not table.readable(*key):
        return
    code = np.zeros(len(table.rows), dtype=np.int64)
    for name in key:
        code = _joined(code, _codes(table, name))
    order = np.argsort(code, kind="stable")
    table.order = order
    ranked = code[order]
    same = np.flatnonzero(ranked[1:] == ranked[:-1]) + 1
    good = table.good(*key)
    repeated, first = order[same], order[_first_of_run(ranked)[same]]
    told = good[repeated] & good[first]
    by_row = np.argsort(repeated[told], kind="stable")
    repeated, first = repeated[told][by_row], first[told][by_row]
    report.add_rows(
        table.name,
        table.rows[repeated],
        ", ".join(key),
        lambda at: key_text(table, at),
        lambda at: f"a key that stands once; row {table.rows[first[np.searchsorted(repeated, at)]]} has it too",
        repeated,
    )


def key_text(table: CheckedTable, position: int) -> str:
    """The key of a row as a message shows it."""
    return ", ".join(cell_shown(table, name, position) for name in table.declared.key)


def cell_shown(table: CheckedTable, column: str, position: int) -> str:
    """The value of a checked cell as a message shows it."""
    cells = table.cells[column]
    if cells.words is not None:
        return str(cells.words[int(cells.values[position])])
    value = cells.values[position]
    return str(value.astype("datetime64[D]")) if isinstance(value, np.datetime64) else cell_text(value) or ""


def _codes(table: CheckedTable, column: str) -> IntArray:
    """Whole numbers in the order of the column's values, small where that is cheap."""
    cells = table.cells[column]
    if table.declared.column(column).kind in TEXT_KINDS:
        return cells.values.astype(np.int64)
    whole = cells.values.astype("datetime64[D]").astype(np.int64) if cells.values.dtype.kind == "M" else cells.values
    whole = whole.astype(np.int64)
    if not len(whole):
        return whole
    low, high = int(whole.min()), int(whole.max())
    if high - low < 10**9:
        return whole - low
    return np.unique(whole, return_inverse=True)[1].astype(np.int64)


def _joined(left: IntArray, right: IntArray) -> IntArray:
    """One code for each pair of codes, in the order of the pairs."""
    if not len(left):
        return left
    width = int(right.max()) + 1
    if (int(left.max()) + 1) * width >= 2**62:
        left = np.unique(left, return_inverse=True)[1].astype(np.int64)
        right = np.unique(right, return_inverse=True)[1].astype(np.int64)
        width = int(right.max()) + 1
    return left * width + right


def _first_of_run(sorted_codes: IntArray) -> IntArray:
    """For each place of a sorted array, the place where the run of its value begins."""
    starts = np.append(True, sorted_codes[1:] != sorted_codes[:-1])
    return np.maximum.accumulate(np.where(starts, np.arange(len(sorted_codes)), 0))


