"""The audit log: append-only, every entry hashed over the one before."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Owned
from models.db.kinds import BoundedText, Code, Id, Json, Moment, Name, WholeUnits


class AuditRow(Owned, Base):
    """Who did what to which document, and when. `number` counts from 1 in each organisation, without gaps."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "organisation_id", "kind", "document_id"),)

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    user_id: Mapped[Id]
    user_name: Mapped[Name]
    action: Mapped[Id]
    kind: Mapped[Code]
    document_id: Mapped[Id]
    before: Mapped[Json | None]
    after: Mapped[Json | None]
    request_id: Mapped[Id]
    previous: Mapped[str] = mapped_column(BoundedText(64))
    digest: Mapped[str] = mapped_column(BoundedText(64))


class AuditHeadRow(Owned, Base):
    """How many entries an organisation has and the hash of the last: a log that was cut at its end differs from it."""

    __tablename__ = "audit_heads"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    number: Mapped[WholeUnits]
    digest: Mapped[str] = mapped_column(BoundedText(64))
