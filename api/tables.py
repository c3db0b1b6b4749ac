"""One table of a dataset or a plan as an answer: JSON page by page, CSV or Parquet whole, by the header Accept."""

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from fastapi import Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.offsets import cursor_at, offset_of
from api.paging import Asked
from models.files.csv_file import write_csv

JSON, CSV, PARQUET = "application/json", "text/csv", "application/vnd.apache.parquet"
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The table: a page of rows as JSON, or all of it as CSV or Parquet, by the header Accept.",
        "content": {
            JSON: {
                "schema": {
                    "type": "object",
                    "required": ["items", "next_cursor"],
                    "properties": {
                        "items": {"type": "array", "items": {"type": "object"}},
                        "next_cursor": {"type": ["string", "null"]},
                    },
                }
            },
            CSV: {"schema": {"type": "string"}},
            PARQUET: {"schema": {"type": "string", "format": "binary"}},
        },
    },
    406: {"description": "None of these is what Accept asks for."},
}
"""What a route says of such an answer: `@router.get(..., responses=ANSWERS)`."""


def table_answer(name: str, content: bytes, accept: str, page: Asked) -> Response:
    """A table, given as the bytes of a Parquet file. Raises CursorError, HTTPException (406)."""
    kind = wanted(accept)
    if kind == PARQUET:
        return _file(content, PARQUET, f"{name}.parquet")
    table = pq.read_table(pa.BufferReader(content))
    if kind == CSV:
        buffer = io.BytesIO()
        write_csv(buffer, table)
        return _file(buffer.getvalue(), f"{CSV}; charset=utf-8", f"{name}.csv")
    begin = offset_of(page)
    rows = table.slice(begin, page.limit).to_pylist()
    more = begin + page.limit < table.num_rows
    cursor = cursor_at(page, begin + page.limit) if more else None
    return JSONResponse({"items": [_plain(row) for row in rows], "next_cursor": cursor})


def wanted(accept: str) -> str:
    """The first kind that a header Accept names and we have. Raises HTTPException (406)."""
    for part in accept.lower().split(",") if accept.strip() else ["*/*"]:
        name = part.split(";")[0].strip()
        for kind in (JSON, CSV, PARQUET):
            if name in {kind, "*/*", f"{kind.split('/', maxsplit=1)[0]}/*"}:
                return kind
    raise HTTPException(406, f"This table is there as {JSON}, {CSV} or {PARQUET}.")


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell.isoformat() if isinstance(cell, dt.date) else cell for name, cell in row.items()}
