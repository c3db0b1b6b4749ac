"""What happened, in the order in which it was committed: the feed of integrations and the outbox of webhooks."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned, Versioned
from models.db.kinds import BoundedText, Code, Id, Json, Moment, WholeUnits, Words


class CounterRow(Owned, Base):
    """The last number given out of a series, such as `order`; locked from the increment to the commit."""

    __tablename__ = "counters"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    name: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[WholeUnits]


class EventRow(Owned, Base):
    """One change of a document. `position` is null only inside the transaction that makes it: models/db/events.py."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("organisation_id", "position"),
        Index(None, "organisation_id", "document_id"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    position: Mapped[WholeUnits | None]
    kind: Mapped[Id]
    document_kind: Mapped[Code]
    document_id: Mapped[Id]
    document_version: Mapped[WholeUnits]
    body: Mapped[Json]
    at: Mapped[Moment]
    by: Mapped[Id]


class WebhookRow(Owned, Created, Versioned, Base):
    """An address that is told of events of some `kinds` (of all where the list is empty); `secret` signs them."""

    __tablename__ = "webhooks"

    id: Mapped[Id] = mapped_column(primary_key=True)
    url: Mapped[Words]
    kinds: Mapped[Json]
    secret: Mapped[str] = mapped_column(BoundedText(100))
    active: Mapped[bool]
    description: Mapped[Words]
    deleted: Mapped[bool] = mapped_column(default=False)


class DeliveryRow(Owned, Base):
    """An event on its way to a webhook. `next_at` is when it is due; who tries holds it until `leased_until`.

    States: `waiting`, `delivered`, `dead` (given up; holds back later events of its document until it is replayed or
    skipped), `skipped`.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index(None, "state", "next_at"),
        Index(None, "webhook_id", "document_id", "state"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    webhook_id: Mapped[Id] = mapped_column(ForeignKey("webhooks.id"))
    event_id: Mapped[Id] = mapped_column(ForeignKey("events.id"))
    document_id: Mapped[Id]
    position: Mapped[WholeUnits | None]
    state: Mapped[Code]
    attempts: Mapped[WholeUnits]
    next_at: Mapped[Moment]
    leased_until: Mapped[Moment | None]
    last_status: Mapped[WholeUnits | None]
    last_error: Mapped[Words]
    delivered_at: Mapped[Moment | None]
