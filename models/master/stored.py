"""Between checked tables and what is stored: arrow tables, a column for each of the declaration, null for none."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.cells import Cells
from models.checks.raw import RawTable, sheet_rows
from models.checks.table import CheckedTable
from models.columns import Column
from models.master.exact import from_millionths, to_millionths
from models.master.tables import EVER, VALID_FROM, WITHDRAWN, MasterTable, Stored

TYPES = {
    Stored.TEXT: pa.large_string(),
    Stored.FLOAT: pa.float64(),
    Stored.WHOLE: pa.int64(),
    Stored.MILLIONTHS: pa.int64(),
    Stored.DAY: pa.date32(),
    Stored.YES_NO: pa.bool_(),
}
NO_DAY = np.datetime64("NaT", "D")


def schema_of(kept: MasterTable, names: Sequence[str] | None = None) -> pa.Schema:
    """The types of the stored columns, all of them or the named ones in their order."""
    stored = kept.stored
    return pa.schema([(name, TYPES[stored[name]]) for name in names or kept.declared.names])


def to_stored(kept: MasterTable, checked: CheckedTable) -> pa.Table:
    """The rows of a table without faults, in the order of their keys.

    A dataset's rows of dated terms hold always. Cells that were left empty and whose default is derived stay empty.
    """
    stored = kept.stored
    columns = {}
    for column in kept.declared.columns:
        if column.name in checked.cells:
            columns[column.name] = _array(kept, column, stored[column.name], checked.cells[column.name])
        elif column.name in {VALID_FROM, WITHDRAWN} and column.name in kept.declared.names:
            value = EVER if column.name == VALID_FROM else False
            columns[column.name] = pa.array([value] * len(checked.rows), TYPES[stored[column.name]])
    table = pa.table(columns)
    return table if checked.order is None else table.take(pa.array(checked.order))


def from_stored(kept: MasterTable, table: pa.Table) -> RawTable:
    """The rows as a dataset has them, to be checked with the other tables; amounts as the nearest doubles."""
    stored = kept.stored
    columns = []
    for name in table.column_names:
        array = table.column(name)
        if stored[name] is Stored.MILLIONTHS:
            array = pa.chunked_array([_doubles(array)])
        columns.append((name, array))
    return RawTable(kept.name, tuple(columns), sheet_rows(table.num_rows))


def _array(kept: MasterTable, column: Column, stored: Stored, cells: Cells) -> pa.Array:
    none = cells.blank & kept.nullable(column)
    if stored is Stored.TEXT:
        assert cells.words is not None  # noqa: S101 - a text column has them
        words = pa.array(cells.words, pa.large_string())
        return words.take(pa.array(cells.array, mask=none))
    if stored is Stored.DAY:
        days = np.where(cells.blank, np.datetime64(EVER) if column.name == VALID_FROM else NO_DAY,
                        cells.array.astype("datetime64[D]"))  # fmt: skip
        return pa.array(days, pa.date32(), mask=none)
    if stored is Stored.YES_NO:
        return pa.array(cells.array, pa.bool_())
    values = cells.array.astype(np.float64)
    if stored is Stored.FLOAT:
        return pa.array(values, pa.float64(), mask=none)
    whole = to_millionths(values) if stored is Stored.MILLIONTHS else np.nan_to_num(values).astype(np.int64)
    return pa.array(whole, pa.int64(), mask=none)


def _doubles(array: pa.ChunkedArray) -> pa.Array:
    known = pc.fill_null(array, 0).to_numpy().astype(np.int64)
    return pa.array(from_millionths(known), pa.float64(), mask=pc.is_null(array).to_numpy())
