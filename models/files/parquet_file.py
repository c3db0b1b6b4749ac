"""One table as a Parquet file."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from models.checks.raw import RawTable, sheet_rows
from models.checks.report import Report
from models.columns import Table

INDEX_PREFIX = "__index_level_"  # how pandas names an index that it writes along


def read_parquet(declared: Table, path: Path, report: Report) -> RawTable | None:
    """The file as a raw table, None where it cannot be read at all (with a fault in the report)."""
    return _parsed(declared, path.name, path.stat().st_size, lambda: path, report)


def parse_parquet(declared: Table, file: str, data: bytes, report: Report) -> RawTable | None:
    """The same of the bytes of a file called `file`."""
    return _parsed(declared, file, len(data), lambda: pa.BufferReader(data), report)


def _parsed(
    declared: Table, name: str, size: int, source: Callable[[], Path | pa.BufferReader], report: Report
) -> RawTable | None:
    if not size:
        report.add(declared.name, None, "", f"no byte in {name} (it ends at byte 0)", "a Parquet file")
        return None
    try:
        schema = pq.read_schema(source())
        labels = list(schema.names)
        once = len(set(labels)) == len(labels)
        texts = [
            field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        ]
        with pq.ParquetFile(
            source(), read_dictionary=texts if once else None
        ) as file:  # a text is held once, not per row
            table = file.read(columns=[label for label in labels if label in declared.names] if once else None)
            rows = int(file.metadata.num_rows)
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, IndexError, MemoryError) as error:
        report.add(declared.name, None, "", f"{name} ({_first_line(error)})", "a Parquet file that can be read")
        return None
    nothing = pa.chunked_array([pa.nulls(0)])
    found = (
        {label: table.column(label) for label in table.column_names}
        if once
        else dict(enumerate(table.columns))  # labels that stand twice are told apart by their place
    )
    columns = tuple(
        (label, _plain(found.get(label if once else place, nothing)))
        for place, label in enumerate(labels)
        if not label.startswith(INDEX_PREFIX)
    )
    return RawTable(declared.name, columns, sheet_rows(rows))


def write_parquet(path: Path, table: pa.Table) -> None:
    """Writes an arrow table."""
    pq.write_table(table, path)


def _plain(array: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text that was stored as bytes as text; whatever else unchanged."""
    if isinstance(array.type, pa.BaseExtensionType):
        array = pa.chunked_array([chunk.storage for chunk in array.chunks], array.type.storage_type)
    if pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type):
        try:
            return array.cast(pa.large_string())
        except pa.ArrowInvalid:
            return array
    return array


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
