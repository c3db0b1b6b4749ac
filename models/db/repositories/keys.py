"""API keys."""

import datetime as dt

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from models.db.rows.keys import KeyRow
from models.db.rows.users import UserRow
from models.refusals import NotFoundError


def every() -> Select[KeyRow]:
    """All keys of the organisation, for a page of them."""
    return select(KeyRow)


def get(session: Session, id_: str) -> KeyRow:
    """One key. Raises NotFoundError."""
    row = session.scalars(select(KeyRow).where(KeyRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("key", id_)
    return row


def with_user(session: Session, prefix: str) -> tuple[KeyRow, UserRow] | None:
    """The key that begins so, and whose it is."""
    statement = select(KeyRow, UserRow).join(UserRow, UserRow.id == KeyRow.user_id).where(KeyRow.prefix == prefix)
    found = session.execute(statement).one_or_none()
    return None if found is None else (found[0], found[1])


def touch(session: Session, id_: str, at: dt.datetime) -> None:
    """Note that the key was used."""
    session.execute(update(KeyRow).where(KeyRow.id == id_).values(last_used_at=at))
