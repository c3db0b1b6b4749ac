"""Frames as arrow tables, the way they are written: days as days, no empty texts, columns in their declared order."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.raw import from_frame
from models.columns import TEXT_KINDS, Kind, Table
from models.faults import CallError


def arrow_tables(
    declared: tuple[Table, ...], frames: Mapping[str, pd.DataFrame], *, skip_empty: bool
) -> list[tuple[str, pa.Table]]:
    """The given frames in the order of the declarations, without those that have no row if `skip_empty`.

    A required table is always there. Raises CallError for a table or column that is not declared.
    """
    unknown = set(frames) - {table.name for table in declared}
    if unknown:
        raise CallError(f"no table is called {min(unknown)!r}")
    return [
        (table.name, _arrow_table(table, frames[table.name]))
        for table in declared
        if table.name in frames and (table.required or not skip_empty or len(frames[table.name]))
    ]


def _arrow_table(declared: Table, frame: pd.DataFrame) -> pa.Table:
    raw = dict(from_frame(declared.name, frame).columns)
    unknown = set(raw) - set(declared.names)
    if unknown:
        raise CallError(f"{declared.name} has no column {min(unknown)!r}")
    columns = {}
    for column in declared.columns:
        if column.name not in raw:
            continue
        array = raw[column.name]
        if column.kind in TEXT_KINDS and pa.types.is_large_string(array.type):
            array = pc.if_else(pc.equal(array, ""), pa.scalar(None, array.type), array)
        elif column.kind is Kind.DAY and pa.types.is_timestamp(array.type):
            array = array.cast(pa.date32())
        columns[column.name] = array
    return pa.table(columns)
