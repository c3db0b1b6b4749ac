"""Persons and integrations: add, change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.auth.permissions import Role
from api.auth.tokens import user_id_of
from models.db.base import now
from models.db.ids import new_id
from models.db.repositories import users
from models.db.repositories.audit import record
from models.db.repositories.versions import change
from models.db.rows.users import UserRow
from models.refusals import ConflictError, StaleVersionError


def add_user(
    session: Session, caller: Caller, name: str, kind: str, roles: Sequence[str], subject: str | None = None
) -> UserRow:  # fmt: skip
    """Add a user with roles. Raises ConflictError where the name or the subject is taken."""
    if users.named(session, caller.organisation_id, name) is not None:
        raise ConflictError(f"There is a user named {name!r} already.")
    if subject is not None and users.by_subject(session, caller.organisation_id, subject) is not None:
        raise ConflictError(f"There is a user with the subject {subject!r} already.")
    row = UserRow(
        id=new_id("USR") if subject is None else user_id_of(caller.organisation_id, subject),
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
    record(session, caller.actor, "add", "user", row.id, None, told(row))
    return row


def change_user(
    session: Session, caller: Caller, id_: str, expected: int, *, roles: Sequence[str] | None, disabled: bool | None
) -> UserRow:  # fmt: skip
    """Change a user's roles, or disable or enable them. Raises NotFoundError, StaleVersionError, ConflictError.

    Nobody may take the administrator's role from themselves or disable themselves: somebody must stay who can.
    """
    row = users.get(session, id_)
    if row.version != expected:
        raise StaleVersionError("user", id_, expected=expected, current=row.version)
    if id_ == caller.user_id and (disabled or (roles is not None and Role.ADMIN not in roles)):
        raise ConflictError("Nobody can disable themselves or give up being an administrator; another one can do it.")
    before = told(row)
    values: dict[str, Any] = {}
    if roles is not None:
        values["roles"] = in_order(roles)
    if disabled is not None:
        values["disabled_at"] = (row.disabled_at or now()) if disabled else None
    row = change(session, UserRow, id_, expected, caller.user_id, **values)
    record(session, caller.actor, "change", "user", id_, before, told(row))
    return row


def in_order(roles: Sequence[str]) -> list[str]:
    """Roles, each once, in one order."""
    return sorted(set(roles))


def told(row: UserRow) -> dict[str, Any]:
    """A user as the audit log tells it."""
    disabled = None if row.disabled_at is None else row.disabled_at.isoformat()
    return {"name": row.name, "kind": row.kind, "roles": row.roles, "subject": row.subject, "disabled_at": disabled}
