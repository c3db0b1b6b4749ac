"""Keys: the columns whose values name a row, and so stand together once."""

import numpy as np

from models.checks.report import IntArray, Report
from models.checks.table import CheckedTable
from models.columns import TEXT_KINDS


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
    if not len(same):
        return
    first = np.zeros(len(order), dtype=np.int64)
    first[order] = order[_first_of_run(ranked)]
    repeated = np.zeros(len(order), dtype=bool)
    repeated[order[same]] = True
    told = repeated & table.good(*key)[first]
    table.note(report, told, key, lambda at: f"a key that stands once; row {table.rows[first[at]]} has it too")


def _codes(table: CheckedTable, column: str) -> IntArray:
    """Whole numbers in the order of the column's values, small where that is cheap."""
    cells = table.cells[column]
    if table.declared.column(column).kind in TEXT_KINDS:
        return cells.array.astype(np.int64)
    whole = cells.array.astype("datetime64[D]").astype(np.int64) if cells.array.dtype.kind == "M" else cells.array
    whole = whole.astype(np.int64)
    if not len(whole):
        return whole
    low, high = int(whole.min()), int(whole.max())
    if high - low < 10**9:
        shifted: IntArray = whole - low
        return shifted
    ranks: IntArray = np.unique(whole, return_inverse=True)[1].astype(np.int64)
    return ranks


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
    found: IntArray = np.maximum.accumulate(np.where(starts, np.arange(len(sorted_codes)), 0))
    return found
