"""Frames as arrow tables, the way they are written: days as days, no empty texts, columns in their declared order."""

from collections.abc import Iterator, Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.checks.raw import from_frame
from models.columns import TEXT_KINDS, Kind, Table
from models.faults import CallError


def arrow_tables(
    declared: tuple[Table, ...], frames: Mapping[str, pd.DataFrame], *, skip_empty: bool
) -> Iterator[tuple[str, pa.Table]]:
    """The given frames in the order of the declarations, without those that have no row if `skip_empty`.

    A required table is always there. Each is made when it is its turn: texts take more room than categories of them.
    Raises CallError, at once, for a table or column that is not declared.
    """
    unknown = set(frames) - {table.name for table in declared}
    if unknown:
        raise CallError(f"no table is called {min(unknown)!r}")
    for table in declared:
        strangers = {str(label) for label in frames.get(table.name, ())} - set(table.names)
        if strangers:
            raise CallError(f"{table.name} has no column {min(strangers)!r}")
    return (
        (table.name, _arrow_table(table, frames[table.name]))
        for table in declared
        if table.name in frames and (table.required or not skip_empty or len(frames[table.name]))
    )


def _arrow_table(declared: Table, frame: pd.DataFrame) -> pa.Table:
    raw = dict(from_frame(declared.name, frame).columns)
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
