"""What a change did to each row, in parts of so many rows as Parquet: four million rows take some 20 MB.

A row of the history has its key, what happened to it (`insert`, `change`, `delete`), and every other column before and
after, in the types in which it is stored. Columns of which a whole change has no value before are left out.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from models.master.stored import schema_of
from models.master.tables import MasterTable
from models.master.told import told_row

ROWS = 50_000  # of a part: what must be read to find one row
BEFORE, AFTER, WHAT = "before_", "after_", "what"
INSERT, CHANGE, DELETE = "insert", "change", "delete"


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a change; the first column of their keys runs from `first_key` to `last_key`."""

    first_key: str
    last_key: str
    rows: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one row; `before` is None where it is new, `after` where it is gone."""

    key: dict[str, Any]
    what: Literal["insert", "change", "delete"]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def difference_schema(kept: MasterTable) -> pa.Schema:
    """Key, what happened, the other columns after and before."""
    rest = [name for name in kept.declared.names if name not in kept.key]
    fields = [*schema_of(kept, kept.key), pa.field(WHAT, pa.large_string())]
    for prefix in (AFTER, BEFORE):
        fields += [pa.field(prefix + field.name, field.type) for field in schema_of(kept, rest)] if rest else []
    return pa.schema(fields)


def all_new(kept: MasterTable, rows: pa.Table) -> pa.Table:
    """The difference that stored rows make to a table that had none of them."""
    names = [name if name in kept.key else AFTER + name for name in rows.column_names]
    what = pa.repeat(pa.scalar(INSERT, pa.large_string()), rows.num_rows)
    return rows.rename_columns(names).append_column(WHAT, pa.chunked_array([what]))


def counted(difference: pa.Table) -> dict[str, int]:
    """How many rows were inserted, changed, deleted."""
    found = {row["values"]: row["counts"] for row in difference.column(WHAT).value_counts().to_pylist()}
    return {what: found.get(what, 0) for what in (INSERT, CHANGE, DELETE)}


def parts_of(kept: MasterTable, difference: pa.Table) -> Iterator[Part]:
    """The parts of a difference that is in the order of its keys."""
    first = kept.key[0]
    for begin in range(0, difference.num_rows, ROWS):
        rows = difference.slice(begin, ROWS)
        buffer = io.BytesIO()
        pq.write_table(rows, buffer, compression="zstd")
        keys = rows.column(first)
        yield Part(keys[0].as_py(), keys[-1].as_py(), rows.num_rows, buffer.getvalue())


def entries(kept: MasterTable, content: bytes, wanted: Mapping[str, Any], begin: int, limit: int) -> list[Entry]:
    """The entries of a part whose keys have the wanted values, `limit` of them from the one at `begin` on."""
    table = pq.read_table(pa.BufferReader(content), filters=None)
    for name, value in wanted.items():
        column = table.column(name)
        table = table.filter(pc.equal(column, pa.scalar(value, column.type)))
    return [_entry(kept, row) for row in table.slice(begin, limit).to_pylist()]


def _entry(kept: MasterTable, row: Mapping[str, Any]) -> Entry:
    key = {name: row[name] for name in kept.key}
    before, after = (_side(kept, row, key, prefix) for prefix in (BEFORE, AFTER))
    what = row[WHAT]
    return Entry(
        told_row(kept, key), what, None if what == INSERT else before, None if what == DELETE else after
    )  # fmt: skip


def _side(kept: MasterTable, row: Mapping[str, Any], key: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    rest = {name: row.get(prefix + name) for name in kept.declared.names if name not in kept.key}
    return told_row(kept, {**key, **rest})
