"""From the header Authorization to a caller."""

import datetime as dt
from typing import Literal, cast

from sqlalchemy.orm import Session

from api.auth import secrets
from api.auth.caller import Caller
from api.auth.permissions import Role
from api.auth.tokens import Claims, TokenReader, user_id_of
from api.errors import UnauthenticatedError
from models.db.base import now
from models.db.repositories import keys, users
from models.db.rows.keys import KeyRow
from models.db.rows.organisations import OrganisationRow
from models.db.rows.users import UserRow

USED_EXACT_TO = dt.timedelta(minutes=5)  # noting each use would make every read a write
UNKNOWN = "The key is not known, has expired or was revoked."


def credentials(header: str | None) -> str:
    """The key or token of a header. Raises UnauthenticatedError."""
    scheme, _, secret = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise UnauthenticatedError("This call needs the header `Authorization: Bearer KEY`.")
    return secret.strip()


async def prepare(tokens: TokenReader | None, secret: str) -> None:
    """Fetch what it takes to read a token, before a connection is taken. Raises IssuerSilentError."""
    if tokens is not None and secrets.prefix_of(secret) is None:
        await tokens.keys.prepare(secret)


def authenticate(session: Session, tokens: TokenReader | None, secret: str, request_id: str) -> tuple[Caller, bool]:
    """The caller, and whether the use of their key should be noted. Raises UnauthenticatedError.

    The session must not act for an organisation yet: the key says which it is. `prepare` comes first.
    """
    prefix = secrets.prefix_of(secret)
    if prefix is not None:
        return _by_key(session, prefix, secret, request_id)
    if tokens is None:
        raise UnauthenticatedError(UNKNOWN)
    return _by_claims(session, tokens.read(secret), request_id), False


def _by_key(session: Session, prefix: str, secret: str, request_id: str) -> tuple[Caller, bool]:
    found = keys.with_user(session, prefix)
    if found is None or not secrets.matches(secret, found[0].digest):
        raise UnauthenticatedError(UNKNOWN)
    key, user = found
    moment = now()
    if _ended(key, moment) or user.disabled_at is not None:
        raise UnauthenticatedError(UNKNOWN)
    stale = key.last_used_at is None or moment - key.last_used_at > USED_EXACT_TO
    return caller_of(user, key, request_id), stale


def caller_of(user: UserRow, key: KeyRow, request_id: str = "") -> Caller:
    """The caller that a key of a user makes: the roles that both have."""
    return Caller(
        user_id=user.id,
        name=user.name,
        organisation_id=user.organisation_id,
        roles=frozenset(Role(role) for role in user.roles if role in key.roles),
        scopes=None if key.scopes is None else frozenset(key.scopes),
        request_id=request_id,
        key_id=key.id,
        kind=cast(Literal["person", "integration"], user.kind),
    )


def _ended(key: KeyRow, moment: dt.datetime) -> bool:
    return key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= moment)


def _by_claims(session: Session, claims: Claims, request_id: str) -> Caller:
    if session.get(OrganisationRow, claims.organisation_id) is None:
        raise UnauthenticatedError("The token names an organisation that is not here.")
    user = users.by_subject(session, claims.organisation_id, claims.subject)
    if user is None:
        user_id = user_id_of(claims.organisation_id, claims.subject)
        return Caller(user_id, claims.name, claims.organisation_id, claims.roles, request_id=request_id)
    if user.disabled_at is not None:
        raise UnauthenticatedError("This user is disabled here.")
    roles = claims.roles or frozenset(Role(role) for role in user.roles)
    return Caller(user.id, user.name, user.organisation_id, roles, request_id=request_id)
