"""/v1/datasets: what runs plan."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.apart.watch import End
from api.auth.caller import Caller
from api.auth.guard import may
from api.body import arrived
from api.paging import PageAsked, matching, paginate
from api.schemas.datasets import Dataset
from api.schemas.kinds import Day, Identifier, Page
from api.services.datasets import keep_dataset, read_apart
from api.state import Service
from api.tables import ANSWERS, table_answer
from api.terms import after, terms
from api.transaction import Transaction, TransactionRoute
from models.db.repositories import datasets
from models.db.rows.datasets import DatasetRow
from models.refusals import NotFoundError
from models.tables import DATASET_TABLES
from models.uploads.stored import stored_table

router = APIRouter(prefix="/v1/datasets", tags=["planning"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("datasets.read"))]
Writer = Annotated[Caller, Depends(may("datasets.write"))]
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SENT = {
    "requestBody": {
        "required": True,
        "description": "A ZIP of CSV or Parquet files with plan.yaml, an XLSX workbook, or JSON.",
        "content": {
            ZIP: {"schema": {"type": "string", "format": "binary"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["settings", "tables"],
                    "properties": {
                        "settings": {"type": "object"},
                        "tables": {
                            "type": "object",
                            "additionalProperties": {"type": "array", "items": {"type": "object"}},
                        },
                    },
                }
            },
        },
    }
}


async def _read(request: Request) -> End:
    service: Service = request.app.state.service
    return await run_in_threadpool(read_apart, await arrived(request), service.settings)


@router.post(
    "",
    status_code=201,
    openapi_extra={**terms(key="optional", body="upload"), **SENT},
    responses={200: {"description": "The same content was there.", "model": Dataset}},
)
@after(_read)
def store_dataset(caller: Writer, session: Transaction, request: Request, response: Response) -> Dataset:
    """Store a dataset. The same content is the same dataset: 201 where it is new, 200 where it was there."""
    end: End = request.state.work
    row, new = keep_dataset(session, caller, end.facts, end.payload)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/v1/datasets/{row.id}"
    return Dataset.model_validate(row)


@router.get("")
def list_datasets(
    _: Reader,
    session: Transaction,
    page: PageAsked,
    source: Annotated[Identifier | None, Query()] = None,
    start: Annotated[Day | None, Query()] = None,
    created_by: Annotated[Identifier | None, Query()] = None,
) -> Page[Dataset]:
    """The datasets, newest first."""
    filters = {DatasetRow.source: source, DatasetRow.start: start, DatasetRow.created_by: created_by}
    order = [DatasetRow.created_at, DatasetRow.id]
    rows, cursor = paginate(session, matching(datasets.every(), filters), order, page, descending=True)
    return Page[Dataset](items=[Dataset.model_validate(row) for row in rows], next_cursor=cursor)


@router.get("/{dataset_id}")
def read_dataset(_: Reader, session: Transaction, dataset_id: Identifier) -> Dataset:
    """One dataset."""
    return Dataset.model_validate(datasets.get(session, dataset_id))


@router.get(
    "/{dataset_id}/content",
    response_class=Response,
    responses={200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
)
def download_dataset(_: Reader, session: Transaction, dataset_id: Identifier) -> Response:
    """All of it: a ZIP of plan.yaml and a Parquet file for each table that has a row, which is a dataset again."""
    row = datasets.get(session, dataset_id, content=True)
    headers = {"Content-Disposition": f'attachment; filename="{dataset_id[:12]}.zip"', "ETag": f'"{row.digest}"'}
    return Response(row.content, media_type=ZIP, headers=headers)


@router.get("/{dataset_id}/tables/{table}", response_class=Response, responses=ANSWERS)
def read_dataset_table(
    _: Reader, session: Transaction, request: Request, dataset_id: Identifier, table: Identifier, page: PageAsked
) -> Response:
    """One table, rows in the order of their keys: a page of it as JSON, or all of it as CSV or Parquet."""
    row = datasets.get(session, dataset_id, content=True)
    declared = next((each for each in DATASET_TABLES if each.name == table), None)
    if declared is None:
        raise NotFoundError("table of a dataset", table)
    return table_answer(request, table, stored_table(row.content, declared), page)
