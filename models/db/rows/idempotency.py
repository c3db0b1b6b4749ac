"""Answers that were given, for callers who ask again."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Owned, now
from models.db.kinds import BoundedText, Bytes, Id, Json, Moment, WholeUnits


class AnswerRow(Owned, Base):
    """The answer to one write, committed together with its effect.

    `fingerprint` is the SHA-256 of method, path, query, content type and body; `headers` are the pairs that are given
    again.
    """

    __tablename__ = "answers"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    user_id: Mapped[Id] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(BoundedText(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(BoundedText(64))
    status: Mapped[WholeUnits]
    headers: Mapped[Json]
    body: Mapped[Bytes]
    created_at: Mapped[Moment] = mapped_column(default=now, index=True)
