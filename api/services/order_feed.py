"""What integrations pull: orders that were issued, changed, cancelled or closed since a cursor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.documents.cells import csv_text
from api.documents.order_csv import COLUMNS, order_cells
from api.edi.order_850 import order_850
from api.edi.writer import Envelope, interchange
from api.errors import CursorError
from models.db.repositories import events, orders
from models.db.rows.events import EventRow
from models.db.rows.orders import OrderRow
from models.ledger.purchase_order import Approval, PurchaseOrder, Version

KINDS = ("purchase_order.issued", "purchase_order.changed", "purchase_order.cancelled", "purchase_order.closed")
CANCELLED = "purchase_order.cancelled"
CLOSED = "purchase_order.closed"
LARGEST_CONTROL = 999_999_999  # what an interchange can be numbered with; then numbers begin anew
FORM = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, with the order and the version that the supplier had."""

    event: EventRow
    row: OrderRow
    order: PurchaseOrder
    version: Version

    @property
    def position(self) -> int:
        """Where it stands in the feed."""
        return self.event.position or 0


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of the feed, the cursor after it, and whether there is more already."""

    told: tuple[Told, ...]
    cursor: int
    more: bool


def page_after(session: Session, organisation_id: str, cursor: str, limit: int) -> FeedPage:
    """What happened after a cursor, in the order of the commits; nothing is skipped or told twice.

    Raises CursorError for a cursor that this feed never gave out.
    """
    if not FORM.fullmatch(cursor) or int(cursor) > events.last_position(session, organisation_id):
        raise CursorError
    found = events.since(session, int(cursor), KINDS, limit + 1)
    rows, more = found[:limit], len(found) > limit
    # An order that ended before the supplier had it was never told, so its end is not told either.
    known = [row for row in rows if row.body["issued_version"] is not None]
    return FeedPage(tuple(_told(session, known)), (rows[-1].position or 0) if rows else int(cursor), more)


def feed_csv(told: Sequence[Told]) -> str:
    """The page as lines of orders; nothing but the header where nothing happened."""
    return csv_text(
        ("position", "event", *COLUMNS),
        ((each.position, each.event.kind, *cells) for each in told for cells in order_cells(each.order, each.version)),
    )


def feed_x12(told: Sequence[Told], organisation_id: str) -> str:
    """The page as interchanges, one an order, numbered by position; of a closed order a supplier is told nothing."""
    return "".join(x12_of(each, organisation_id) for each in told if each.event.kind != CLOSED)


def x12_of(told: Told, organisation_id: str) -> str:
    """One order as an interchange to its supplier."""
    header = told.version.content.header
    control = (told.position - 1) % LARGEST_CONTROL + 1
    envelope = Envelope(organisation_id, header.supplier_id, control, told.event.at)
    cancelled = told.event.kind == CANCELLED
    return interchange(envelope, [order_850(told.order.number, told.version, organisation_id, cancelled=cancelled)])


def last_told(session: Session, row: OrderRow) -> Told | None:
    """The last thing that the supplier of an order was to be told, None where there is none."""
    found = [event for kind in KINDS[:3] for event in events.of_document(session, row.id, kind)]
    known = [event for event in found if event.body["issued_version"] is not None]
    last = max(known, key=lambda event: event.position or 0, default=None)
    return None if last is None else next(iter(_told(session, [last])))


def _told(session: Session, rows: Sequence[EventRow]) -> list[Told]:
    headings = orders.by_ids(session, {row.document_id for row in rows})
    versions = orders.versions_of(session, {(row.document_id, row.document_version) for row in rows})
    return [
        Told(
            event,
            headings[event.document_id],
            PurchaseOrder(event.body["number"], (), (), Approval(event.body["state"])),
            versions[event.document_id, event.document_version],
        )
        for event in rows
    ]
