"""Who is behind a user: duties are segregated by person, however many users and keys a person has."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.db.rows.keys import KeyRow
from models.db.rows.users import UserRow

PERSON = func.coalesce(UserRow.person_id, UserRow.id)


def one_person(session: Session, users: Collection[str]) -> set[str]:
    """These users, and all others of the same persons."""
    persons = select(PERSON).where(UserRow.id.in_(users))
    return {*users, *session.scalars(select(UserRow.id).where(PERSON.in_(persons)))}


def in_one_hand(session: Session, users: Collection[str], since: dt.datetime) -> set[str]:
    """These users, and all others through whom the same persons could act since then.

    Whoever makes a key of another user has seen it and can act as that user while it is valid. So a user counts as one
    with the makers of the own keys, and with the users of whom the own person made keys; two users whose keys the same
    third person made do not: an administrator makes keys for everybody.
    """
    own = one_person(session, users)
    valid = or_(KeyRow.revoked_at.is_(None), KeyRow.revoked_at > since)
    makers = session.scalars(select(KeyRow.created_by).where(KeyRow.user_id.in_(own), valid).distinct())
    served = session.scalars(select(KeyRow.user_id).where(KeyRow.created_by.in_(own), valid).distinct())
    return own | one_person(session, {*makers, *served})
