"""What happened: noted in the transaction of the change, numbered at its commit, read in that order.

Positions are given out as the last thing before the commit, under a lock that the commit ends. So whoever has read up
to a position has read everything before it: no event appears behind a cursor, however many writers there are.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.base import now
from models.db.ids import new_id
from models.db.repositories import counters
from models.db.repositories.audit import Actor
from models.db.rows.events import DeliveryRow, EventRow, WebhookRow

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


def emit(session: Session, actor: Actor, what: Happening) -> None:
    """Note that something happened, and put it on its way to every webhook that wants to know."""
    row = EventRow(
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
    session.add(row)
    session.flush()
    session.add_all(_delivery(row, webhook) for webhook in _listening(session, actor.organisation_id, what.kind))
    session.info.setdefault(WAITING_IDS, []).append(row.id)


def seal(session: Session) -> None:
    """Number what was noted, save what a savepoint undid; called by every session before it commits."""
    if session.in_nested_transaction() or not (waiting := session.info.pop(WAITING_IDS, None)):
        return
    session.flush()
    place = {id_: number for number, id_ in enumerate(waiting)}
    rows = session.scalars(select(EventRow).where(EventRow.id.in_(waiting), EventRow.position.is_(None))).all()
    ordered = sorted(rows, key=lambda row: (row.organisation_id, place[row.id]))
    for organisation_id, group in groupby(ordered, key=lambda row: row.organisation_id):
        mine = list(group)
        last = counters.advance(session, organisation_id, SERIES, len(mine))
        for position, row in enumerate(mine, start=last - len(mine) + 1):
            row.position = position
            session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.event_id == row.id)
                .values(position=position)
                .execution_options(synchronize_session=False)
            )
    session.flush()


def since(session: Session, position: int, kinds: Collection[str], limit: int) -> list[EventRow]:
    """The next events of some kinds after a position, in their order, at most `limit`."""
    statement = (
        select(EventRow)
        .where(EventRow.position > position, EventRow.kind.in_(kinds))
        .order_by(EventRow.position)
        .limit(limit)
    )
    return list(session.scalars(statement))


def last_position(session: Session, organisation_id: str) -> int:
    """The position of the last event, 0 where there is none."""
    return counters.last(session, organisation_id, SERIES)


def of_document(session: Session, document_id: str, kind: str) -> list[EventRow]:
    """The events of one kind of a document, in their order."""
    statement = select(EventRow).where(EventRow.document_id == document_id, EventRow.kind == kind)
    return list(session.scalars(statement.order_by(EventRow.position)))


def _listening(session: Session, organisation_id: str, kind: str) -> list[WebhookRow]:
    """The webhooks that are to be told of such an event."""
    statement = select(WebhookRow).where(
        WebhookRow.organisation_id == organisation_id, WebhookRow.active.is_(True), WebhookRow.deleted.is_(False)
    )
    return [row for row in session.scalars(statement) if not row.kinds or kind in row.kinds]


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
