"""API keys: create, revoke."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.auth import secrets
from api.auth.caller import Caller
from api.auth.permissions import PERMISSIONS, Role
from api.services.users import add_user, in_order
from models.db.base import now
from models.db.ids import new_id
from models.db.repositories import keys, users
from models.db.repositories.audit import record
from models.db.repositories.versions import change
from models.db.rows.keys import KeyRow
from models.db.rows.users import UserRow
from models.faults import Fault
from models.refusals import InvalidError


def create_key(
    session: Session, caller: Caller, user_id: str, name: str, *, roles: Sequence[str] | None = None,
    scopes: Sequence[str] | None = None, expires_at: dt.datetime | None = None,
) -> tuple[KeyRow, str]:  # fmt: skip
    """Make a key of a user; the row, and the key itself, which nobody can find out afterwards.

    Raises NotFoundError, and InvalidError where it would have a role that the user has not, an unknown permission as a
    scope, or have expired already.
    """
    user = users.get(session, user_id)
    chosen = in_order(user.roles if roles is None else roles)
    _check(user, chosen, scopes, expires_at)
    made = secrets.make()
    row = KeyRow(
        id=new_id("KEY"),
        organisation_id=user.organisation_id,
        user_id=user.id,
        name=name,
        prefix=made.prefix,
        digest=made.digest,
        roles=chosen,
        scopes=None if scopes is None else sorted(set(scopes)),
        expires_at=expires_at,
        created_by=caller.user_id,
    )
    session.add(row)
    session.flush()
    record(session, caller.actor, "create", "key", row.id, None, told(row))
    return row, made.secret


def create_key_of_integration(
    session: Session, caller: Caller, name: str, role: Role, expires_at: dt.datetime | None = None
) -> tuple[KeyRow, str]:  # fmt: skip
    """Make a key with one role for the user of that name; an integration is added where there is no such user.

    An integration is given the role; a person must have it (InvalidError).
    """
    user = users.named(session, caller.organisation_id, name)
    if user is None:
        user = add_user(session, caller, name, "integration", [role])
    elif user.kind == "integration" and role not in user.roles:
        before = list(user.roles)
        roles = in_order([*before, role])
        user = change(session, UserRow, user.id, user.version, caller.user_id, roles=roles)
        record(session, caller.actor, "change", "user", user.id, {"roles": before}, {"roles": roles})
    return create_key(session, caller, user.id, name, roles=[role], expires_at=expires_at)


def revoke_key(session: Session, caller: Caller, id_: str) -> KeyRow:
    """Make a key useless from now on; one that is so already stays as it is. Raises NotFoundError."""
    row = keys.get(session, id_)
    if row.revoked_at is None:
        before = told(row)
        row.revoked_at, row.revoked_by = now(), caller.user_id
        session.flush()
        record(session, caller.actor, "revoke", "key", row.id, before, told(row))
    return row


def told(row: KeyRow) -> dict[str, Any]:
    """A key as the audit log tells it, without its hash."""
    return {
        "user_id": row.user_id,
        "name": row.name,
        "prefix": row.prefix,
        "roles": row.roles,
        "scopes": row.scopes,
        "expires_at": None if row.expires_at is None else row.expires_at.isoformat(),
        "revoked_at": None if row.revoked_at is None else row.revoked_at.isoformat(),
    }


def _check(
    user: UserRow, roles: Sequence[str], scopes: Sequence[str] | None, expires_at: dt.datetime | None
) -> None:  # fmt: skip
    faults = [
        Fault("key", None, "roles", role, f"a role of {user.name}: {', '.join(user.roles)}")
        for role in roles
        if role not in user.roles
    ]
    faults += [
        Fault("key", None, "scopes", scope, "the name of a permission, such as orders.read")
        for scope in scopes or ()
        if scope not in PERMISSIONS
    ]
    if expires_at is not None and expires_at <= now():
        faults.append(Fault("key", None, "expires_at", expires_at.isoformat(), "a time to come"))
    if faults:
        raise InvalidError(faults)
