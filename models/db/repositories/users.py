"""Users."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.db.rows.users import UserRow
from models.refusals import NotFoundError


def every() -> Select[UserRow]:
    """All users of the organisation, for a page of them."""
    return select(UserRow)


def get(session: Session, id_: str) -> UserRow:
    """One user. Raises NotFoundError."""
    row = session.scalars(select(UserRow).where(UserRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("user", id_)
    return row


def named(session: Session, organisation_id: str, name: str) -> UserRow | None:
    """The user of that name."""
    statement = select(UserRow).where(UserRow.organisation_id == organisation_id, UserRow.name == name)
    return session.scalars(statement).one_or_none()


def by_subject(session: Session, organisation_id: str, subject: str) -> UserRow | None:
    """The person whose tokens carry this `sub`."""
    statement = select(UserRow).where(UserRow.organisation_id == organisation_id, UserRow.subject == subject)
    return session.scalars(statement).one_or_none()
