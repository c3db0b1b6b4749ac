"""API keys: only their hash is kept."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned
from models.db.kinds import BoundedText, Id, Json, Moment, Name


class KeyRow(Owned, Created, Base):
    """A key of a user. What it may do is what its roles and its user's roles both allow, narrowed by `scopes`.

    `prefix` finds the row, `digest` is the SHA-256 of the whole key in hexadecimal. `scopes` are names of permissions,
    None where the key is not narrowed. `last_used_at` is exact to some minutes.
    """

    __tablename__ = "keys"
    __table_args__ = (Index(None, "created_by"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[Name]
    prefix: Mapped[Id] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(BoundedText(64))
    roles: Mapped[Json]
    scopes: Mapped[Json | None]
    expires_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]
    revoked_by: Mapped[Id | None]
    last_used_at: Mapped[Moment | None]
