"""Users: persons and integrations, and the roles they have."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned, Versioned
from models.db.kinds import Code, Id, Json, Moment, Name


class UserRow(Owned, Created, Versioned, Base):
    """Who acts. Duties are segregated by person: users with the same `person_id` are one, a user without is one alone.

    `kind` is `person` or `integration`, `roles` a sorted list of roles, `subject` the `sub` of the tokens of a person
    who signs in elsewhere.
    """

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("organisation_id", "name"), UniqueConstraint("organisation_id", "subject"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    name: Mapped[Name]
    roles: Mapped[Json]
    subject: Mapped[Name | None]
    disabled_at: Mapped[Moment | None]
    person_id: Mapped[Id | None] = mapped_column(index=True)
