"""What integrations pull: orders that were issued, changed, cancelled or closed since a cursor.

A cursor is the position of what was told last and a mark of which event that was. Where a database is restored from a
backup, positions are given out a second time, to other events, and the mark tells: a cursor from a history that is gone
is refused, one from before the backup goes on.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.documents.cells import csv_text
from api.documents.order_csv import COLUMNS, order_cells
from api.edi.order_850 import order_850
from api.edi.writer import Envelope, interchange
from api.errors import CursorError, CursorOfOtherHistoryError
from models.db.repositories import events, orders
from models.db.rows.events import EventRow
from models.db.rows.orders import OrderRow
from models.ledger.errors import DocumentError
from models.ledger.purchase_order import Approval, PurchaseOrder, Version

KINDS = ("purchase_order.issued", "purchase_order.changed", "purchase_order.cancelled", "purchase_order.closed")
CANCELLED = "purchase_order.cancelled"
CLOSED = "purchase_order.closed"
LARGEST_CONTROL = 999_999_999  # what an interchange can be numbered with; then numbers begin anew
BEGINNING = "0"
FORM = re.compile(r"([1-9][0-9]{0,17})-([0-9a-f]{12})")
MOST_LINES = 10_000
"""Lines of a page at most, but for an order that has more: it is a page of its own."""


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
    cursor: str
    more: bool


def page_after(session: Session, organisation_id: str, cursor: str, limit: int) -> FeedPage:
    """What happened after a cursor, in the order of the commits; nothing is skipped or told twice.

    At most `limit` things with at most `MOST_LINES` lines, but one at least. Raises CursorError for what is no cursor
    of a feed, CursorOfOtherHistoryError for one that this feed never gave out or that was given out before it was
    restored.
    """
    found = events.since(session, _position(session, organisation_id, cursor), KINDS, limit + 1)
    rows = _within(session, found[:limit])
    told = _told(session, [row for row in rows if _was_told(row)])
    return FeedPage(tuple(told), cursor_at(rows[-1]) if rows else cursor, len(rows) < len(found))


def cursor_at(event: EventRow) -> str:
    """The cursor of who was told everything up to this event."""
    return f"{event.position}-{_mark(event.id)}"


def _position(session: Session, organisation_id: str, cursor: str) -> int:
    if cursor == BEGINNING:
        return 0
    form = FORM.fullmatch(cursor)
    if form is None:
        raise CursorError
    position = int(form[1])
    event_id = events.id_at(session, position)
    if event_id is None or _mark(event_id) != form[2]:
        last = events.last_position(session, organisation_id)
        raise CursorOfOtherHistoryError(position, last)
    return position


def _mark(event_id: str) -> str:
    return hashlib.sha256(event_id.encode()).hexdigest()[:12]


def _was_told(row: EventRow) -> bool:
    """An order that ended before the supplier had it was never told, so its end is not told either."""
    return row.body["issued_version"] is not None


def _within(session: Session, rows: Sequence[EventRow]) -> list[EventRow]:
    """The first of some events, with as many lines as a page may have."""
    told = {(row.document_id, row.document_version) for row in rows if _was_told(row)}
    lines = orders.line_counts(session, told)
    taken: list[EventRow] = []
    total = 0
    for row in rows:
        total += lines.get((row.document_id, row.document_version), 0) if _was_told(row) else 0
        if taken and total > MOST_LINES:
            break
        taken.append(row)
    return taken


def feed_csv(told: Sequence[Told]) -> str:
    """The page as lines of orders; nothing but the header where nothing happened."""
    return csv_text(
        ("position", "event", *COLUMNS),
        ((each.position, each.event.kind, *cells) for each in told for cells in order_cells(each.order, each.version)),
    )


def feed_x12(page: FeedPage, organisation_id: str) -> tuple[str, FeedPage]:
    """The page as interchanges, one an order, numbered by position; of a closed order a supplier is told nothing.

    The page ends before an order that X12 cannot tell. Where it is the first, DocumentError says why, and which
    `cursor` comes after it: whoever has told the supplier otherwise goes on from there.
    """
    texts: list[str] = []
    for place, each in enumerate(page.told):
        try:
            if each.event.kind != CLOSED:
                texts.append(x12_of(each, organisation_id))
        except DocumentError as error:
            error.facts |= {"cursor": cursor_at(each.event), "order": each.order.number}
            if not place:
                raise
            told = page.told[:place]
            return "".join(texts), FeedPage(told, cursor_at(told[-1].event), more=True)
    return "".join(texts), page


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
