"""Webhooks and what is on its way to them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Select, exists, select, update
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


def any_due(session: Session, at: dt.datetime) -> bool:
    """Whether anything may be due; a look that locks nothing."""
    statement = select(DeliveryRow.id).where(DeliveryRow.state == WAITING, DeliveryRow.next_at <= at)
    return session.scalars(statement.limit(1)).first() is not None


def claim_due(session: Session, at: dt.datetime, lease: dt.timedelta, limit: int) -> list[DeliveryRow]:
    """Take the deliveries that are due, of each document the earliest alone, and hold them for the time of the lease.

    What is held by others is passed over. Each taking counts as an attempt: `finish` asks whether it is still the last.
    """
    earlier = aliased(DeliveryRow)
    held_back = exists().where(
        earlier.webhook_id == DeliveryRow.webhook_id,
        earlier.document_id == DeliveryRow.document_id,
        earlier.position < DeliveryRow.position,
        earlier.state.in_((WAITING, DEAD)),
    )
    statement = (
        select(DeliveryRow)
        .join(WebhookRow, WebhookRow.id == DeliveryRow.webhook_id)
        .where(
            DeliveryRow.state == WAITING,
            DeliveryRow.next_at <= at,
            (DeliveryRow.leased_until.is_(None)) | (DeliveryRow.leased_until < at),
            WebhookRow.active.is_(True),
            WebhookRow.deleted.is_(False),
            ~held_back,
        )
        .order_by(DeliveryRow.next_at, DeliveryRow.position)
        .limit(limit)
        .with_for_update(of=DeliveryRow, skip_locked=True)
    )
    rows = list(session.scalars(statement))
    for row in rows:
        row.attempts += 1
        row.leased_until = at + lease
    session.flush()
    return rows


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
