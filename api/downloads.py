"""A table, or all tables of a plan, to be taken away: JSON, CSV, Parquet, XLSX, or a ZIP that is a plan again."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from fastapi import Response
from fastapi.responses import StreamingResponse

from api.documents.cells import FORMULA
from api.formats import Format
from api.table_query import plain_rows
from models.files.workbook import write_workbook
from models.uploads.stored import LONG_AGO, parquet_bytes

ROWS = 20_000
"""Rows that become text at a time."""

SUMMARY = "summary.json"
MARKS = "^[" + "".join(f"\\x{{{ord(mark):x}}}" for mark in FORMULA) + "]"


def table_file(table: pa.Table, plan_id: str, name: str, form: Format, content: bytes | None = None) -> Response:
    """A whole table of a plan as a file; `content` are its bytes as Parquet where they are there already.

    Raises CallError where a sheet does not hold so many rows.
    """
    headers = attached(f"{plan_id}-{name}.{form}")
    if form is Format.PARQUET:
        return Response(parquet_bytes(table) if content is None else content, 200, headers, form.media)
    if form is Format.XLSX:
        return Response(workbook_bytes({name: table}), 200, headers, form.media)
    if form is Format.CSV:
        return StreamingResponse(csv_parts(table), 200, headers, f"{form.media}; charset=utf-8")
    return StreamingResponse(json_parts(table), 200, headers, form.media)


def attached(file: str) -> dict[str, str]:
    """The headers of a file to be kept, which is never shown as a page."""
    return {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def csv_parts(table: pa.Table) -> Iterator[bytes]:
    """CSV (UTF-8) in which no text becomes a formula: an apostrophe stands before what would."""
    for begin in range(0, max(table.num_rows, 1), ROWS):
        buffer = io.BytesIO()
        options = pyarrow.csv.WriteOptions(include_header=begin == 0, quoting_style="needed")
        pyarrow.csv.write_csv(_safe(table.slice(begin, ROWS)), buffer, options)
        yield buffer.getvalue()


def _safe(table: pa.Table) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            column = table.column(place)
            marked = pc.binary_join_element_wise(pa.scalar("'", field.type), column, pa.scalar("", field.type))
            safe = pc.if_else(pc.match_substring_regex(column, MARKS), marked, column)
            table = table.set_column(place, field, safe)
    return table


def json_parts(table: pa.Table) -> Iterator[bytes]:
    """The rows as one JSON object, `{"items": [...]}`, in pieces."""
    yield b'{"items":['
    for begin in range(0, table.num_rows, ROWS):
        rows = plain_rows(table.slice(begin, ROWS))
        text = json.dumps(rows, ensure_ascii=False, allow_nan=False, separators=(",", ":"))[1:-1]
        yield ("," if begin else "").encode() + text.encode()
    yield b"]}"


def workbook_bytes(tables: Mapping[str, pa.Table]) -> bytes:
    """Tables as the sheets of a workbook, texts as texts. Raises CallError where one has too many rows for a sheet."""
    with tempfile.TemporaryDirectory(prefix="caselot-") as folder:
        path = Path(folder) / "tables.xlsx"
        write_workbook(path, tables.items())
        return path.read_bytes()


def plan_archive(contents: Mapping[str, bytes], summary: Mapping[str, Any]) -> bytes:
    """Parquet files and summary.json in a ZIP: unpacked, it is a plan for every command."""
    buffer = io.BytesIO()
    text = json.dumps(summary, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(SUMMARY, LONG_AGO), text)
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet", LONG_AGO), content)
    return buffer.getvalue()


def read_table(content: bytes) -> pa.Table:
    """A stored table."""
    return pq.read_table(pa.BufferReader(content))
