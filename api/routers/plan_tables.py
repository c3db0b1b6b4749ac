"""/v1/plans/{plan_id}/{table}: the tables of a plan, page by page, and whole to take away."""

from typing import Annotated, Any

import pyarrow as pa
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.auth.caller import Caller
from api.auth.guard import may
from api.downloads import attached, plan_archive, read_table, table_file, workbook_bytes
from api.formats import Format, chosen
from api.offsets import cursor_at, offset_of
from api.paging import Asked, PageAsked
from api.schemas.kinds import Identifier
from api.table_query import DESCRIBED, Query, asked_of, plain_rows, query_of
from api.transaction import Transaction, TransactionRoute
from models.columns import Table
from models.db.repositories import plans
from models.db.rows.plans import PlanTableRow
from models.explanation_tables import KEPT_TABLES
from models.refusals import NotFoundError

router = APIRouter(prefix="/v1/plans", tags=["planning"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("plans.read"))]
DECLARED = {table.name: table for table in KEPT_TABLES}
FORMS = (Format.JSON, Format.CSV, Format.PARQUET, Format.XLSX)
WHOLE = (Format.ZIP, Format.XLSX)
BINARY = {"type": "string", "format": "binary"}
SORT = {
    "name": "sort",
    "in": "query",
    "description": "Columns, the largest first where a minus stands before one: `-units,item_id`. Ties stay in order.",
    "schema": {"type": "string"},
}
ASKED = {"parameters": [DESCRIBED, SORT]}
ROWS = {
    "type": "object",
    "required": ["items"],
    "properties": {
        "items": {"type": "array", "items": {"type": "object"}},
        "total": {"type": "integer"},
        "next_cursor": {"type": ["string", "null"]},
    },
}
TABLES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Rows of the table",
        "content": {
            Format.JSON.media: {"schema": ROWS},
            Format.CSV.media: {"schema": {"type": "string"}},
            Format.PARQUET.media: {"schema": BINARY},
            Format.XLSX.media: {"schema": BINARY},
        },
    },
}
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {form.media: {"schema": BINARY} for form in WHOLE}},
}


@router.get("/{plan_id}/content", response_class=Response, responses=CONTENT)
def download_plan(_: Reader, session: Transaction, plan_id: Identifier, request: Request) -> Response:
    """All of a plan: a ZIP of Parquet files and summary.json, which is a plan for every command, or a workbook."""
    form = chosen(request, WHOLE)
    row = plans.get(session, plan_id)
    found = plans.contents(session, row.id)
    contents = {name: found[name] for name in DECLARED if name in found}
    headers = attached(f"{row.id}.{form}")
    if form is Format.ZIP:
        return Response(plan_archive(contents, row.summary), headers=headers, media_type=form.media)
    tables = {name: read_table(content) for name, content in contents.items()}
    return Response(workbook_bytes(tables), headers=headers, media_type=form.media)


@router.get("/{plan_id}/{table}.{suffix}", response_class=Response, responses=TABLES, openapi_extra=ASKED)
def download_plan_table(
    _: Reader, session: Transaction, plan_id: Identifier, table: Identifier, suffix: Identifier, request: Request
) -> Response:
    """One table whole, or what is asked for of it, in the form that the address names: json, csv, parquet, xlsx."""
    form = chosen(request, FORMS, suffix)
    return _file(*_table(session, plan_id, table, request), form)


@router.get("/{plan_id}/{table}", response_class=Response, responses=TABLES, openapi_extra=ASKED)
def read_plan_table(
    _: Reader, session: Transaction, plan_id: Identifier, table: Identifier, page: PageAsked, request: Request
) -> Response:
    """One table: a page of rows as JSON, or all that are asked for as CSV, Parquet or XLSX, by Accept."""
    form = chosen(request, FORMS)
    row, declared, query = _table(session, plan_id, table, request)
    if form is not Format.JSON:
        return _file(row, declared, query, form)
    return _page(asked_of(read_table(row.content), query), page)


def _table(session: Transaction, plan_id: str, name: str, request: Request) -> tuple[PlanTableRow, Table, Query]:
    """The table of a plan and what is asked of it. Raises NotFoundError, InvalidError."""
    plan = plans.get(session, plan_id)
    declared = DECLARED.get(name)
    if declared is None:
        raise NotFoundError("table of a plan", name)
    query = query_of(declared, request.query_params.multi_items())
    return plans.table(session, plan.id, name), declared, query


def _file(row: PlanTableRow, declared: Table, query: Query, form: Format) -> Response:
    if query.everything and form is Format.PARQUET:
        return table_file(pa.table({}), row.plan_id, declared.name, form, row.content)
    return table_file(asked_of(read_table(row.content), query), row.plan_id, declared.name, form)


def _page(rows: pa.Table, page: Asked) -> Response:
    begin = offset_of(page)
    end = begin + page.limit
    cursor = cursor_at(page, end) if end < rows.num_rows else None
    items = plain_rows(rows.slice(min(begin, rows.num_rows), page.limit))
    return JSONResponse({"items": items, "total": rows.num_rows, "next_cursor": cursor})
