"""What happened: noted in the transaction of the change, numbered at its commit, read in that order.

Positions are given out as the last thing before the commit, under a lock that the commit ends. So whoever has read up
to a position has read everything before it: no event appears behind a cursor, however many writers there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.db.base import now
from models.db.ids import new_id
from models.db.portions import portions
from models.db.repositories import counters
from models.db.repositories.audit import Actor
from models.db.rows.events import DeliveryRow, EventRow, WebhookRow
from models.ledger.happenings import KINDS

SERIES = "event"
WAITING_IDS = "events_waiting"
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to a document: a kind such as `purchase_order.issued`, and what JSON can hold of it."""

    kind: str
    document_kind: str
    document_id: str
    document_version: int
    body: Any


def emit(session: Session, actor: Actor, what: Sequence[Happening]) -> None:
    """Note what happened, in this order, and put it on its way to every webhook that wants to know.

    Raises ValueError for a kind that models/ledger/happenings.py does not have.
    """
    for happening in what:
        if happening.kind not in KINDS:
            raise ValueError(f"{happening.kind!r} is not in the table of kinds of events")
    rows = [_event(actor, happening) for happening in what]
    session.add_all(rows)
    session.flush()
    webhooks = _webhooks(session, actor.organisation_id)
    session.add_all(
        _delivery(row, webhook)
        for row in rows
        for webhook in webhooks
        if not webhook.kinds or row.kind in webhook.kinds
    )
    session.info.setdefault(WAITING_IDS, []).extend(row.id for row in rows)


def seal(session: Session) -> None:
    """Number what was noted, save what a savepoint undid; called by every session before it commits."""
    if session.in_nested_transaction() or not (waiting := session.info.pop(WAITING_IDS, None)):
        return
    session.flush()
    place = {id_: number for number, id_ in enumerate(waiting)}
    rows = [row for ids in portions(waiting) for row in session.scalars(_unnumbered(ids))]
    ordered = sorted(rows, key=lambda row: (row.organisation_id, place[row.id]))
    for organisation_id, group in groupby(ordered, key=lambda row: row.organisation_id):
        mine = list(group)
        last = counters.advance(session, organisation_id, SERIES, len(mine))
        for position, row in enumerate(mine, start=last - len(mine) + 1):
            row.position = position
    session.flush()
    number = {row.id: row.position for row in ordered}
    for ids in portions(list(number)):
        for delivery in session.scalars(select(DeliveryRow).where(DeliveryRow.event_id.in_(ids))):
            delivery.position = number[delivery.event_id]
    session.flush()


def _unnumbered(ids: Collection[str]) -> Select[EventRow]:
    return select(EventRow).where(EventRow.id.in_(ids), EventRow.position.is_(None))


def since(session: Session, position: int, kinds: Collection[str], limit: int) -> list[EventRow]:
    """The next events of some kinds after a position, in their order, at most `limit`."""
    statement = (
        select(EventRow)
        .where(EventRow.position > position, EventRow.kind.in_(kinds))
        .order_by(EventRow.position)
        .limit(limit)
    )
    return list(session.scalars(statement))


def id_at(session: Session, position: int) -> str | None:
    """The id of the event at a position, None where there is none."""
    return session.scalars(select(EventRow.id).where(EventRow.position == position)).one_or_none()


def last_position(session: Session, organisation_id: str) -> int:
    """The position of the last event, 0 where there is none."""
    return counters.last(session, organisation_id, SERIES)


def of_document(session: Session, document_id: str, kind: str) -> list[EventRow]:
    """The events of one kind of a document, in their order."""
    statement = select(EventRow).where(EventRow.document_id == document_id, EventRow.kind == kind)
    return list(session.scalars(statement.order_by(EventRow.position)))


def _webhooks(session: Session, organisation_id: str) -> Sequence[WebhookRow]:
    """The webhooks that are to be told of anything."""
    statement = select(WebhookRow).where(
        WebhookRow.organisation_id == organisation_id, WebhookRow.active.is_(True), WebhookRow.deleted.is_(False)
    )
    return session.scalars(statement).all()


def _event(actor: Actor, what: Happening) -> EventRow:
    return EventRow(
        id=new_id("EVT"),
        organisation_id=actor.organisation_id,
        position=None,
        kind=what.kind,
        document_kind=what.document_kind,
        document_id=what.document_id,
        document_version=what.document_version,
        body=what.body,
        at=now(),
        by=actor.user_id,
    )


def _delivery(event: EventRow, webhook: WebhookRow) -> DeliveryRow:
    return DeliveryRow(
        id=new_id("DLV"),
        organisation_id=event.organisation_id,
        webhook_id=webhook.id,
        event_id=event.id,
        document_id=event.document_id,
        position=None,
        state=WAITING,
        attempts=0,
        next_at=event.at,
        last_error="",
    )
