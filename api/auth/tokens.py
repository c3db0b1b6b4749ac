"""Bearer tokens of an OpenID Connect issuer: signature, issuer, audience and times are checked, roles are mapped."""

import hashlib
from dataclasses import dataclass
from typing import Any

import jwt

from api.auth.issuer_keys import IssuerKeys
from api.auth.permissions import Role
from api.errors import UnauthenticatedError
from api.settings import Settings
from models.db.kinds import canonical_json

LONGEST_SUBJECT = 200
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says of a person, checked."""

    subject: str
    name: str
    organisation_id: str
    roles: frozenset[Role]


class TokenReader:
    """Reads tokens of one issuer; `keys` must have been prepared for each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        assert settings.oidc_jwks_url is not None  # noqa: S101 - settings are checked when they are read
        self.keys = IssuerKeys(settings.oidc_jwks_url)

    def read(self, token: str) -> Claims:
        """The claims of a token. Raises UnauthenticatedError, which never repeats the token, IssuerSilentError."""
        try:
            claims = jwt.decode(
                token,
                self.keys.of(token),
                algorithms=ALGORITHMS,
                audience=self._settings.oidc_audience,
                issuer=self._settings.oidc_issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise UnauthenticatedError("The token has expired.") from error
        except jwt.InvalidAudienceError as error:
            raise UnauthenticatedError("The token is meant for another service.") from error
        except jwt.PyJWTError as error:
            raise UnauthenticatedError("The token is not valid here.") from error
        return self._claims(claims)

    def _claims(self, claims: dict[str, Any]) -> Claims:
        settings = self._settings
        organisation = (
            settings.oidc_organisation
            if settings.oidc_organisation_claim is None
            else _within(claims, settings.oidc_organisation_claim)
        )
        subject = claims["sub"]
        if not isinstance(organisation, str) or not 0 < len(organisation) <= 64:
            raise UnauthenticatedError("The token names no organisation.")
        if not 0 < len(subject) <= LONGEST_SUBJECT:
            raise UnauthenticatedError(f"The subject of the token has more than {LONGEST_SUBJECT} characters, or none.")
        named = _within(claims, settings.oidc_roles_claim)
        named = named.split() if isinstance(named, str) else named if isinstance(named, list) else []
        own = {role.value: role for role in Role}
        roles = {settings.oidc_roles.get(str(word), own.get(str(word))) for word in named}
        name = str(claims.get("name") or claims.get("preferred_username") or subject)[:200]
        return Claims(subject, name, organisation, frozenset(role for role in roles if role))


def user_id_of(organisation_id: str, subject: str) -> str:
    """The id of whoever signs in elsewhere, the same before and after they are added as a user here.

    Duties are segregated by this id, and an issuer cannot choose a subject that makes it another user's.
    """
    told = canonical_json([organisation_id, subject]).encode()
    return f"SUB-{hashlib.sha256(told).hexdigest()[:32]}"


def _within(claims: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - whatever a claim holds
    found: Any = claims
    for word in path.split("."):
        found = found.get(word) if isinstance(found, dict) else None
    return found
