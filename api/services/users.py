"""Persons and integrations: add, change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.auth.permissions import Role
from api.auth.tokens import user_id_of
from models.db.base import now
from models.db.ids import new_id
from models.db.repositories import persons, users
from models.db.repositories.audit import record
from models.db.repositories.versions import change
from models.db.rows.users import UserRow
from models.refusals import ConflictError, StaleVersionError


def add_user(
    session: Session, caller: Caller, name: str, kind: str, roles: Sequence[str], subject: str | None = None,
    *, same_person_as: str | None = None,
) -> UserRow:  # fmt: skip
    """Add a user with roles; `same_person_as` is another user of the same person.

    Raises ConflictError where the name or the subject is taken, or the user would be the caller's own, NotFoundError.
    """
    if users.named(session, caller.organisation_id, name) is not None:
        raise ConflictError(f"There is a user named {name!r} already.")
    if subject is not None and users.by_subject(session, caller.organisation_id, subject) is not None:
        raise ConflictError(f"There is a user with the subject {subject!r} already.")
    id_ = new_id("USR") if subject is None else user_id_of(caller.organisation_id, subject)
    if {id_, same_person_as} & persons.one_person(session, {caller.user_id}):
        raise ConflictError("Nobody adds a user of their own; another administrator can.")
    row = UserRow(
        id=id_,
        organisation_id=caller.organisation_id,
        kind=kind,
        name=name,
        roles=in_order(roles),
        subject=subject,
        created_by=caller.user_id,
        updated_by=caller.user_id,
    )
    session.add(row)
    session.flush()
    if same_person_as is not None:
        row.person_id = _person(session, caller, row, same_person_as)
        session.flush()
    record(session, caller.actor, "add", "user", row.id, None, told(row))
    return row


def change_user(
    session: Session, caller: Caller, id_: str, expected: int, *, roles: Sequence[str] | None, disabled: bool | None,
    same_person_as: str | None = None,
) -> UserRow:  # fmt: skip
    """Change a user's roles, disable or enable them, or say whose they are as well.

    `same_person_as` is another user of the same person; the user itself, where it is a person of its own after all.
    Nobody may take the administrator's role from themselves or disable themselves: somebody must stay who can. Nobody
    gives themselves a role or says who they are: roles and identities are what duties are segregated by.
    Raises NotFoundError, StaleVersionError, ConflictError.
    """
    row = users.get(session, id_)
    if row.version != expected:
        raise StaleVersionError("user", id_, expected=expected, current=row.version)
    if id_ == caller.user_id and (disabled or (roles is not None and Role.ADMIN not in roles)):
        raise ConflictError("Nobody can disable themselves or give up being an administrator; another one can do it.")
    if id_ in persons.one_person(session, {caller.user_id}):
        _check_own(row, roles, same_person_as)
    before = told(row)
    values: dict[str, Any] = {}
    if roles is not None:
        values["roles"] = in_order(roles)
    if disabled is not None:
        values["disabled_at"] = (row.disabled_at or now()) if disabled else None
    if same_person_as is not None:
        values["person_id"] = _person(session, caller, row, same_person_as)
    row = change(session, UserRow, id_, expected, caller.user_id, **values)
    record(session, caller.actor, "change", "user", id_, before, told(row))
    return row


def _check_own(row: UserRow, roles: Sequence[str] | None, same_person_as: str | None) -> None:
    if roles is not None and not set(roles) <= set(row.roles):
        raise ConflictError("Nobody gives themselves a role; another administrator can.")
    if same_person_as is not None:
        raise ConflictError("Nobody says of themselves who they are; another administrator can.")


def _person(session: Session, caller: Caller, row: UserRow, other_id: str) -> str | None:
    """The person of a user who is said to be the same as another; all who are the same as the one are as the other."""
    if other_id == row.id:
        return None
    other = users.get(session, other_id)
    person = other.person_id or row.person_id or new_id("PSN")
    moved = [each for each in (other, *_others(session, row)) if each.person_id != person]
    for each in moved:
        before = told(each)
        now_one = change(session, UserRow, each.id, each.version, caller.user_id, person_id=person)
        record(session, caller.actor, "change", "user", each.id, before, told(now_one))
    return person


def _others(session: Session, row: UserRow) -> list[UserRow]:
    """The other users of a person."""
    return [users.get(session, id_) for id_ in sorted(persons.one_person(session, {row.id}) - {row.id})]


def in_order(roles: Sequence[str]) -> list[str]:
    """Roles, each once, in one order."""
    return sorted(set(roles))


def told(row: UserRow) -> dict[str, Any]:
    """A user as the audit log tells it."""
    disabled = None if row.disabled_at is None else row.disabled_at.isoformat()
    known = {"name": row.name, "kind": row.kind, "roles": row.roles, "subject": row.subject, "disabled_at": disabled}
    return known | ({} if row.person_id is None else {"person_id": row.person_id})
