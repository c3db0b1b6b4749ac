"""/v1/acknowledgements: what suppliers answered, as JSON or X12 855."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from api.auth.caller import Caller
from api.auth.guard import may
from api.body import parsed
from api.edi.functional_997 import functional_997
from api.edi.reader import Interchange
from api.edi.writer import Envelope, interchange
from api.formats import Format, chosen
from api.paging import PageAsked, matching, paginate
from api.schemas.acknowledgement_views import acknowledgement_view, standing_view
from api.schemas.acknowledgements import Acknowledgement, Acknowledgements, NewAcknowledgement, Standing
from api.schemas.kinds import Identifier, Page
from api.services.acknowledgements import Recorded, acknowledge, acknowledge_x12
from api.transaction import Transaction, TransactionRoute
from models.db.base import now
from models.db.repositories import acknowledgements, orders
from models.db.rows.acknowledgements import AcknowledgementRow
from models.faults import Fault
from models.refusals import InvalidError

router = APIRouter(prefix="/v1", tags=["acknowledgements"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("acknowledgements.read"))]
Writer = Annotated[Caller, Depends(may("acknowledgements.write"))]
FORMS = (Format.JSON, Format.X12)
X12_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            Format.JSON.media: {"schema": {"$ref": "#/components/schemas/NewAcknowledgement"}},
            Format.X12.media: {
                "schema": {"type": "string", "description": "An interchange of X12 855 (00401, 00501)."}
            },
        },
    }
}
TransitDays = Annotated[
    int | None, Query(ge=0, le=3650, description="Days from shipment to the node, where an 855 tells days of shipment.")
]


async def _sent(request: Request) -> NewAcknowledgement | str:
    """The body, by its content type: JSON, or the text of an interchange. Raises 415 for any other."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    data = await request.body()
    if kind == Format.X12.media:
        return _text(data)
    if kind != Format.JSON.media:
        raise HTTPException(
            415, f"An acknowledgement is {Format.JSON.media} or {Format.X12.media}, not {kind or 'none'}."
        )
    try:
        return NewAcknowledgement.model_validate(_json(data))
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in faults]) from error


def _text(data: bytes) -> str:
    """A body as text. Raises InvalidError where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = data[error.start : error.start + 1].hex()
        raise InvalidError([Fault("body", None, "", f"byte {error.start + 1:,}: {shown}", "text in UTF-8")]) from error


def _json(data: bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What a body says. Raises RequestValidationError as FastAPI does, with the character where it is no JSON."""
    try:
        return parsed(data)
    except (ValueError, RecursionError) as error:
        place, why = (error.pos, error.msg) if isinstance(error, json.JSONDecodeError) else (0, "no text of JSON")
        fault = {"type": "json_invalid", "loc": ("body", place), "msg": "", "input": {}, "ctx": {"error": why}}
        raise RequestValidationError([fault]) from error


@router.post("/acknowledgements", status_code=201, response_model=Acknowledgements, openapi_extra=X12_BODY)
def record_acknowledgement(
    caller: Writer, session: Transaction, request: Request, body: Annotated[NewAcknowledgement | str, Depends(_sent)],
    transit_days: TransitDays = None,
) -> Acknowledgements | Response:  # fmt: skip
    """Record a supplier's answer to an issued order, or every 855 of an interchange, all or none.

    An interchange is answered with a 997 where Accept asks for X12.
    """
    if isinstance(body, str):
        received, done = acknowledge_x12(session, caller, body, transit_days)
        if chosen(request, FORMS) is Format.X12:
            return Response(_functional(received), 201, media_type=Format.X12.media)
        return Acknowledgements(items=[_recorded(each) for each in done])
    return Acknowledgements(items=[_recorded(acknowledge(session, caller, body))])


@router.get("/acknowledgements")
def list_acknowledgements(
    _: Reader, session: Transaction, page: PageAsked, order_id: Annotated[Identifier | None, Query()] = None
) -> Page[Acknowledgement]:
    """The acknowledgements, oldest first."""
    statement = matching(acknowledgements.every(), {AcknowledgementRow.order_id: order_id})
    rows, cursor = paginate(session, statement, [AcknowledgementRow.id], page)
    return Page[Acknowledgement](items=_shown(session, rows), next_cursor=cursor)


@router.get("/acknowledgements/{acknowledgement_id}")
def read_acknowledgement(_: Reader, session: Transaction, acknowledgement_id: Identifier) -> Acknowledgement:
    """One acknowledgement."""
    return _shown(session, [acknowledgements.get(session, acknowledgement_id)])[0]


@router.get("/purchase-orders/{order_id}/acknowledgement")
def read_standing(_: Reader, session: Transaction, order_id: Identifier) -> Standing:
    """What counts of all answers to the issued version: slips, and what is expected when."""
    row = orders.get(session, order_id)
    order = orders.load(session, row)
    answers = acknowledgements.standing_of(session, row.id, order.issued_version, row.currency)
    return standing_view(order.issued, answers)


def _recorded(done: Recorded) -> Acknowledgement:
    return acknowledgement_view(done.row, done.order.number, done.version.content, done.answers)


def _shown(session: Session, rows: list[AcknowledgementRow]) -> list[Acknowledgement]:
    headings = orders.by_ids(session, {row.order_id for row in rows})
    versions = orders.versions_of(session, {(row.order_id, row.order_version) for row in rows})
    found = []
    for row in rows:
        version = versions[row.order_id, row.order_version]
        answers = acknowledgements.answers_of(session, [row.id], version.content.header.currency)[row.id]
        found.append(acknowledgement_view(row, headings[row.order_id].number, version.content, answers))
    return found


def _functional(received: Interchange) -> str:
    """The 997 that goes back to the sender; its control number is that of what it answers."""
    control = int(received.control) if received.control.isascii() and received.control.isdigit() else 1
    envelope = Envelope(received.receiver, received.sender, control, now())
    return interchange(envelope, functional_997(received, ()))
