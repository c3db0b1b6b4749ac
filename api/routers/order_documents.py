"""What leaves the house of an order: the feed that integrations pull, and documents to send or print."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.documents.order_csv import order_csv
from api.documents.order_page import order_page
from api.formats import Format, chosen
from api.schemas.kinds import Identifier
from api.schemas.kinds import Version as VersionNumber
from api.schemas.order_views import feed_order
from api.schemas.orders import Feed, FeedItem
from api.services.order_feed import MOST_LINES, FeedPage, feed_csv, feed_x12, last_told, page_after, x12_of
from api.transaction import Transaction, TransactionRoute
from models.db.repositories import orders
from models.refusals import ConflictError, NotFoundError

router = APIRouter(prefix="/v1/purchase-orders", tags=["purchase orders"], route_class=TransactionRoute)
Puller = Annotated[Caller, Depends(may("orders.pull"))]
Reader = Annotated[Caller, Depends(may("orders.read"))]
FEED = (Format.JSON, Format.CSV, Format.X12)
DOCUMENT = (Format.HTML, Format.CSV, Format.X12)
CURSOR, MORE = "Next-Cursor", "More"
"""Headers that tell the cursor where the body is no JSON."""
SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
OTHERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {each.media: {"schema": {"type": "string"}} for each in (Format.CSV, Format.X12)}}
}
PAGES: dict[int | str, dict[str, Any]] = {
    200: {"content": {each.media: {"schema": {"type": "string"}} for each in DOCUMENT}}
}
Cursor = Annotated[str, Query(max_length=31, description="`cursor` of the page before; 0 for the beginning.")]
Limit = Annotated[
    int,
    Query(ge=1, le=500, description=f"Things that happened, at most; fewer where they have over {MOST_LINES:,} lines."),
]


@router.get("/feed", response_model=Feed, responses=OTHERS)
def read_feed(
    caller: Puller, session: Transaction, request: Request, cursor: Cursor = "0", limit: Limit = 100
) -> Feed | Response:
    """Orders issued, changed, cancelled and closed since a cursor, as JSON, CSV or X12 850 by Accept."""
    return _feed(page_after(session, caller.organisation_id, cursor, limit), caller, chosen(request, FEED))


@router.get("/feed.{suffix}", response_model=Feed, responses=OTHERS)
def read_feed_as(
    caller: Puller, session: Transaction, request: Request, suffix: Identifier, cursor: Cursor = "0", limit: Limit = 100
) -> Feed | Response:
    """The same in the form that the address names: json, csv, x12."""
    return _feed(page_after(session, caller.organisation_id, cursor, limit), caller, chosen(request, FEED, suffix))


@router.get("/{order_id}/document", response_class=Response, responses=PAGES)
def read_document(
    caller: Reader, session: Transaction, request: Request, order_id: Identifier,
    order_version: Annotated[VersionNumber | None, Query()] = None,
) -> Response:  # fmt: skip
    """The order as a page to print, as CSV, or as X12 850, by Accept; the version that the supplier has by default."""
    return _document(caller, session, order_id, order_version, chosen(request, DOCUMENT))


@router.get("/{order_id}/document.{suffix}", response_class=Response, responses=PAGES)
def read_document_as(
    caller: Reader, session: Transaction, request: Request, order_id: Identifier, suffix: Identifier,
    order_version: Annotated[VersionNumber | None, Query()] = None,
) -> Response:  # fmt: skip
    """The same in the form that the address names: html, csv, x12."""
    return _document(caller, session, order_id, order_version, chosen(request, DOCUMENT, suffix))


def _feed(page: FeedPage, caller: Caller, form: Format) -> Feed | Response:
    if form is Format.JSON:
        items = [
            FeedItem(
                position=told.position,
                event=told.event.kind,  # type: ignore[arg-type] # one of the kinds that the feed has
                at=told.event.at,
                order=feed_order(told.row, told.order.approval, told.version),
            )
            for told in page.told
        ]
        return Feed(items=items, cursor=page.cursor, more=page.more)
    text, page = (feed_csv(page.told), page) if form is Format.CSV else feed_x12(page, caller.organisation_id)
    return Response(text, headers={CURSOR: page.cursor, MORE: str(page.more).lower()}, media_type=form.media)


def _document(caller: Caller, session: Transaction, name: str, number: int | None, form: Format) -> Response:
    row = orders.get(session, name)
    order = orders.load(session, row)
    number = number or row.issued_version or row.present_version
    if number > len(order.versions):
        raise NotFoundError("version", f"{order.number}/{number}")
    version = order.versions[number - 1]
    if form is Format.HTML:
        return Response(order_page(order, version, caller.organisation_id), headers=SAFE, media_type=form.media)
    if form is Format.CSV:
        return Response(order_csv([(order, version)]), headers=_attached(order.number, form), media_type=form.media)
    told = last_told(session, row)
    if told is None or told.version.number != number:
        raise ConflictError(
            f"Version {number} of {order.number} is not what its supplier has; only that goes out as X12."
        )
    return Response(x12_of(told, caller.organisation_id), headers=_attached(order.number, form), media_type=form.media)


def _attached(number: str, form: Format) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{number}.{form}"'}
