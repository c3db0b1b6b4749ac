"""Webhooks and what is on its way to them."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from models.db.rows.events import DeliveryRow, EventRow, WebhookRow
from models.refusals import NotFoundError

WAITING, DELIVERED, DEAD, SKIPPED = "waiting", "delivered", "dead", "skipped"


def every() -> Select[WebhookRow]:
    """All webhooks of the organisation, for a page of them."""
    return select(WebhookRow).where(WebhookRow.deleted.is_(False))


def get(session: Session, id_: str) -> WebhookRow:
    """One webhook. Raises NotFoundError."""
    row = session.scalars(every().where(WebhookRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("webhook", id_)
    return row


def deliveries(webhook_id: str) -> Select[DeliveryRow]:
    """Everything that was or is on its way to a webhook, for a page of it."""
    return select(DeliveryRow).where(DeliveryRow.webhook_id == webhook_id)


def delivery(session: Session, webhook_id: str, id_: str) -> DeliveryRow:
    """One delivery, locked. Raises NotFoundError."""
    row = session.scalars(deliveries(webhook_id).where(DeliveryRow.id == id_).with_for_update()).one_or_none()
    if row is None:
        raise NotFoundError("delivery", id_)
    return row


def any_due(session: Session, at: dt.datetime, *, resting: Collection[str] = ()) -> bool:
    """Whether anything may be due of webhooks that do not rest; a look that locks nothing."""
    return session.scalars(select(DeliveryRow.id).where(*_due(at, resting)).limit(1)).first() is not None


def claim_due(
    session: Session, at: dt.datetime, lease: dt.timedelta, limit: int, *, each: int | None = None,
    resting: Collection[str] = (),
) -> list[DeliveryRow]:  # fmt: skip
    """Take the deliveries that are due, of each document the earliest alone, and hold them for the time of the lease.

    At most `limit`, of one webhook at most `each`, of those `resting` none; whose earliest is due first goes first.
    What is held by others is passed over. Each taking counts as an attempt: `finish` asks whether it is the last still.
    """
    first = func.min(DeliveryRow.next_at)
    due = (
        select(DeliveryRow.webhook_id)
        .join(WebhookRow, WebhookRow.id == DeliveryRow.webhook_id)
        .where(*_due(at, resting), WebhookRow.active.is_(True), WebhookRow.deleted.is_(False))
        .group_by(DeliveryRow.webhook_id)
        .order_by(first, DeliveryRow.webhook_id)
    )
    rows: list[DeliveryRow] = []
    for webhook_id in session.scalars(due).all():
        room = limit - len(rows)
        if not room:
            break
        rows += _claimable(session, webhook_id, at, room if each is None else min(each, room))
    for row in rows:
        row.attempts += 1
        row.leased_until = at + lease
    session.flush()
    return rows


def _due(at: dt.datetime, resting: Collection[str]) -> list[ColumnElement[bool]]:
    found = [
        DeliveryRow.state == WAITING,
        DeliveryRow.next_at <= at,
        (DeliveryRow.leased_until.is_(None)) | (DeliveryRow.leased_until < at),
    ]
    return [*found, DeliveryRow.webhook_id.not_in(resting)] if resting else found


def _claimable(session: Session, webhook_id: str, at: dt.datetime, limit: int) -> Sequence[DeliveryRow]:
    """What is due of a webhook and held back by no earlier event of its document, locked."""
    earlier = aliased(DeliveryRow)
    held_back = exists().where(
        earlier.webhook_id == DeliveryRow.webhook_id,
        earlier.document_id == DeliveryRow.document_id,
        earlier.position < DeliveryRow.position,
        earlier.state.in_((WAITING, DEAD)),
    )
    statement = (
        select(DeliveryRow)
        .where(DeliveryRow.webhook_id == webhook_id, *_due(at, ()), ~held_back)
        .order_by(DeliveryRow.next_at, DeliveryRow.position)
        .limit(limit)
        .with_for_update(of=DeliveryRow, skip_locked=True)
    )
    return session.scalars(statement).all()


def finish(
    session: Session, taken: DeliveryRow, state: str, at: dt.datetime, *, next_at: dt.datetime, status: int | None,
    error: str,
) -> bool:  # fmt: skip
    """Keep how an attempt ended; whether it was the last one, and so counted."""
    statement = (
        update(DeliveryRow)
        .where(DeliveryRow.id == taken.id, DeliveryRow.attempts == taken.attempts, DeliveryRow.state == WAITING)
        .values(
            state=state,
            next_at=next_at,
            leased_until=None,
            last_status=status,
            last_error=error[:2000],
            delivered_at=at if state == DELIVERED else None,
        )
        .execution_options(synchronize_session=False)
    )
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined] # a cursor's result


def with_events(session: Session, rows: Sequence[DeliveryRow]) -> list[tuple[DeliveryRow, WebhookRow, EventRow]]:
    """Deliveries with where they go and what they tell."""
    webhooks = {
        row.id: row
        for row in session.scalars(select(WebhookRow).where(WebhookRow.id.in_({r.webhook_id for r in rows})))
    }
    events = {
        row.id: row for row in session.scalars(select(EventRow).where(EventRow.id.in_({r.event_id for r in rows})))
    }
    return [(row, webhooks[row.webhook_id], events[row.event_id]) for row in rows]
