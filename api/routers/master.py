"""/v1/master: every table of the master data, with the same six routes each, made from the declarations.

A route for each table, not one for all: who may change a table is the permission of its route, and the document at
/openapi.json has the columns of each.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from api.auth.caller import Caller
from api.auth.guard import may
from api.auth.permissions import MASTER_WRITERS
from api.errors import CursorError
from api.formats import Format, chosen
from api.master_query import filters, key_of, stored_key
from api.paging import Asked, PageAsked, matching, paginate
from api.schemas.kinds import Identifier, Page
from api.schemas.master import (
    CSV,
    JSON,
    MasterChange,
    MasterEffect,
    MasterEntry,
    body_of,
    page_of,
    parameters_of,
    row_schema,
)
from api.services import master as service
from api.services import master_history as history_service
from api.services.master_history import Place
from api.state import Service
from api.terms import terms
from api.transaction import Transaction, TransactionRoute
from api.versions import VersionIfTold, show_version
from models.db.repositories import master, master_history
from models.db.rows.master import MASTER_ROWS, MasterChangeRow
from models.db.sessions import act_for
from models.master.history import Entry
from models.master.stored import schema_of
from models.master.tables import MASTER_TABLES, MasterTable
from models.master.told import csv_of, told_row

router = APIRouter(prefix="/v1/master", tags=["master data"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("master.read"))]


async def _sent(request: Request, expected: VersionIfTold) -> service.Sent:
    """The body of a change. Raises HTTPException (415) for what is neither JSON nor CSV."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media not in service.READERS:
        raise HTTPException(415, f"Rows are taken as {JSON} (a list) or {CSV} (with a header).")
    return service.Sent(await request.body(), media, expected)


SentBody = Annotated[service.Sent, Depends(_sent)]


@router.get("/changes")
def list_changes(
    _: Reader, session: Transaction, page: PageAsked, table_name: Annotated[Identifier | None, Query()] = None
) -> Page[MasterChange]:  # fmt: skip
    """The changes of all tables, newest first, a bulk change as one."""
    statement = matching(master_history.every(), {MasterChangeRow.table_name: table_name})
    rows, cursor = paginate(session, statement, [MasterChangeRow.number], page, descending=True)
    return Page[MasterChange](items=[MasterChange.model_validate(row) for row in rows], next_cursor=cursor)


def _reads(kept: MasterTable) -> None:
    """Add the routes that read a table."""
    names = kept.declared.names
    order = [getattr(MASTER_ROWS[kept.name], name) for name in kept.key]

    def list_rows(caller: Reader, session: Transaction, request: Request, page: PageAsked) -> Response:
        wanted = filters(request, kept, names)
        if chosen(request, (Format.JSON, Format.CSV)) is Format.CSV:
            return _stream(request, caller, kept, wanted)
        conditions = [getattr(MASTER_ROWS[kept.name], name) == value for name, value in wanted.items()]
        rows, cursor = paginate(session, master.every(kept).where(*conditions), order, page)
        answer = JSONResponse({"items": [_told(kept, row) for row in rows], "next_cursor": cursor})
        show_version(answer, master_history.version_of(session, kept, caller.organisation_id))
        return answer

    def read_row(caller: Reader, session: Transaction, request: Request) -> Response:
        row = master.get(session, kept, stored_key(kept, key_of(request, kept)))
        answer = JSONResponse(_told(kept, row))
        show_version(answer, master_history.version_of(session, kept, caller.organisation_id))
        return answer

    def read_history(_: Reader, session: Transaction, request: Request, page: PageAsked) -> Page[MasterEntry]:
        wanted = filters(request, kept, kept.key)
        found, following = history_service.page(session, kept, wanted, _place(page), page.limit)
        items = [_entry(change, entry) for change, entry in found]
        return Page[MasterEntry](items=items, next_cursor=None if following is None else _cursor(page, following))

    schema = row_schema(kept)
    by_column = {"parameters": parameters_of(kept, names)}
    by_key = {"parameters": parameters_of(kept, kept.key)}
    one: dict[int | str, dict[str, Any]] = {200: {"description": "The row.", "content": {JSON: {"schema": schema}}}}
    _get(
        kept, "", list_rows, "The rows, by their keys; a column in the query narrows them.", by_column, page_of(schema)
    )
    _get(kept, "/row", read_row, "The row of a key.", by_key, one)
    _get(kept, "/history", read_history, "What changes did to each row, newest first, with before and after.", by_key)


def _writes(kept: MasterTable) -> None:
    """Add the routes that change a table."""
    permission = MASTER_WRITERS[kept.name]

    def put_rows(
        caller: Annotated[Caller, Depends(may(permission))], session: Transaction, sent: SentBody, response: Response
    ) -> MasterEffect:
        return _effect(session, caller, kept, service.put_rows(session, caller, kept, sent), response)

    def delete_row(
        caller: Annotated[Caller, Depends(may(permission))], session: Transaction, request: Request,
        expected: VersionIfTold, response: Response,
    ) -> MasterEffect:  # fmt: skip
        effect = service.delete_row(session, caller, kept, key_of(request, kept), expected)
        return _effect(session, caller, kept, effect, response)

    def delete_rows(
        caller: Annotated[Caller, Depends(may(permission))], session: Transaction, sent: SentBody, response: Response
    ) -> MasterEffect:
        return _effect(session, caller, kept, service.delete_rows(session, caller, kept, sent), response)

    path, name = f"/{kept.name}", kept.name
    upload = terms(body="upload")
    router.add_api_route(
        path, put_rows, methods=["PUT"], name=f"put_{name}",
        description="Insert rows, or put them in the place of those with their keys; all of the body or nothing.",
        openapi_extra={**upload, **body_of(row_schema(kept), "Whole rows.")},
    )  # fmt: skip
    router.add_api_route(
        f"{path}/row", delete_row, methods=["DELETE"], name=f"delete_row_of_{name}", description="Delete one row.",
        openapi_extra={**terms(), "parameters": parameters_of(kept, kept.key)},
    )  # fmt: skip
    router.add_api_route(
        f"{path}/deletions", delete_rows, methods=["POST"], name=f"delete_{name}",
        description="Delete rows by their keys; all of the body or nothing.",
        openapi_extra={**upload, **body_of(row_schema(kept, kept.key), "Keys of rows.")},
    )  # fmt: skip


def _get(
    kept: MasterTable, path: str, endpoint: Any, description: str, extra: dict[str, Any],  # noqa: ANN401 - any function
    responses: dict[int | str, dict[str, Any]] | None = None,
) -> None:  # fmt: skip
    name = f"{endpoint.__name__}_of_{kept.name}"
    router.add_api_route(
        f"/{kept.name}{path}", endpoint, methods=["GET"], name=name, description=description, responses=responses,
        openapi_extra=extra,
    )  # fmt: skip


def _effect(
    session: Session, caller: Caller, kept: MasterTable, effect: service.Effect, response: Response
) -> MasterEffect:
    show_version(response, effect.change or master_history.version_of(session, kept, caller.organisation_id))
    return MasterEffect.model_validate(effect)


def _told(kept: MasterTable, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a class that is made
    return told_row(kept, {name: getattr(row, name) for name in kept.declared.names})


def _entry(change: MasterChangeRow, entry: Entry) -> MasterEntry:
    return MasterEntry(
        change=change.number, action=change.action, at=change.at, user_id=change.user_id, user_name=change.user_name,
        request_id=change.request_id, what=entry.what, key=entry.key, before=entry.before, after=entry.after,
    )  # fmt: skip


def _stream(request: Request, caller: Caller, kept: MasterTable, wanted: dict[str, Any]) -> StreamingResponse:
    state: Service = request.app.state.service

    def pieces() -> Iterator[bytes]:
        yield csv_of(kept, schema_of(kept).empty_table(), header=True)
        with state.database.read() as session:
            act_for(session, caller.organisation_id)
            for rows in master.pages(session, kept, caller.organisation_id, wanted):
                yield csv_of(kept, rows, header=False)

    name = {"Content-Disposition": f'attachment; filename="{kept.name}.csv"'}
    return StreamingResponse(pieces(), media_type=f"{CSV}; charset=utf-8", headers=name)


def _cursor(page: Asked, place: Place) -> str:
    told = json.dumps([page.filters, place.number, place.part, place.offset])
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _place(page: Asked) -> Place | None:
    if page.cursor is None:
        return None
    try:
        text = base64.b64decode(page.cursor + "=" * (-len(page.cursor) % 4), altchars=b"-_", validate=True)
        told, *numbers = json.loads(text)
        place = Place(*numbers)
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise CursorError from error
    if told != page.filters or any(type(number) is not int or not 0 <= number < 2**62 for number in numbers):
        raise CursorError
    return place


for _kept in MASTER_TABLES:
    _reads(_kept)
    _writes(_kept)
