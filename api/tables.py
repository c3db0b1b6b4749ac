"""One table of a dataset as an answer: JSON page by page, CSV or Parquet whole, by the header Accept."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.downloads import attached, csv_parts, read_table
from api.formats import Format, chosen
from api.offsets import cursor_at, offset_of
from api.paging import Asked
from api.table_query import plain_rows

OFFERED = (Format.JSON, Format.CSV, Format.PARQUET)
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The table: a page of rows as JSON, or all of it as CSV or Parquet, by the header Accept.",
        "content": {
            Format.JSON.media: {
                "schema": {
                    "type": "object",
                    "required": ["items", "next_cursor"],
                    "properties": {
                        "items": {"type": "array", "items": {"type": "object"}},
                        "next_cursor": {"type": ["string", "null"]},
                    },
                }
            },
            Format.CSV.media: {"schema": {"type": "string"}},
            Format.PARQUET.media: {"schema": {"type": "string", "format": "binary"}},
        },
    },
}
"""What a route says of such an answer: `@router.get(..., responses=ANSWERS)`."""


def table_answer(request: Request, name: str, content: bytes, page: Asked) -> Response:
    """A table, given as the bytes of a Parquet file. Raises CursorError, HTTPException (406)."""
    form = chosen(request, OFFERED)
    headers = attached(f"{name}.{form}")
    if form is Format.PARQUET:
        return Response(content, 200, headers, form.media)
    table = read_table(content)
    if form is Format.CSV:
        return StreamingResponse(csv_parts(table), 200, headers, f"{form.media}; charset=utf-8")
    begin = offset_of(page)
    more = begin + page.limit < table.num_rows
    cursor = cursor_at(page, begin + page.limit) if more else None
    return JSONResponse({"items": plain_rows(table.slice(begin, page.limit)), "next_cursor": cursor})
