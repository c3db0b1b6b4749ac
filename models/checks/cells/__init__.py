"""One column at a time: whole arrays of cells become typed values, and the cells that cannot are told apart.

Nothing here loops over rows in Python; texts and days are looked at once for each different value.
"""

from functools import cache

import pyarrow as pa

from models.checks.cells.days import read_days
from models.checks.cells.numerals import read_numbers
from models.checks.cells.texts import is_nothing, read_text
from models.checks.cells.typed import Cells
from models.checks.cells.yes_no import read_yes_no
from models.columns import TEXT_KINDS, Column, Kind

__all__ = ["Cells", "empty_column", "is_nothing", "read_column"]


def read_column(column: Column, raw: pa.ChunkedArray) -> Cells:
    """The cells of a column, of whatever arrow type they were found in.

    Raises pyarrow.ArrowException where the type is one that holds no such values.
    """
    if column.kind in TEXT_KINDS:
        return read_text(column, raw)
    if column.kind is Kind.DAY:
        return read_days(column, raw)
    if column.kind is Kind.YES_NO:
        return read_yes_no(column, raw)
    return read_numbers(column, raw)


def empty_column(column: Column, rows: int) -> Cells:
    """The cells of a column that was left out."""
    return read_column(column, pa.chunked_array([pa.nulls(rows)])) if rows else _no_cells(column)


@cache
def _no_cells(column: Column) -> Cells:
    """The cells of a column without a row; the same for all such columns, because most tables of most problems are."""
    return read_column(column, pa.chunked_array([pa.nulls(0)]))
