"""Public keys of an issuer: fetched by one at a time, while whoever waits for them holds neither thread nor seat."""

import time
from collections.abc import Callable
from typing import Any

import anyio
import jwt
from jwt import PyJWK, PyJWKClient

from api.errors import IssuerSilentError, UnauthenticatedError

TIMEOUT_SECONDS = 10
KEPT_SECONDS = 300.0
"""Then all are fetched anew, since one may have been withdrawn."""

UNKNOWN_SECONDS = 30.0
"""A key that nobody knows makes them be fetched again, but strangers cannot have that done more often than this."""

SILENT_SECONDS = 5.0
"""After a fetch that failed nobody tries again for so long: who needs a key is told at once that none can be had."""


class IssuerKeys:
    """The keys at an address, by their id. `clock` counts seconds."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = PyJWKClient(url, cache_jwk_set=False, timeout=TIMEOUT_SECONDS)
        self._clock = clock
        self._keys: dict[Any, PyJWK] = {}
        self._fetched: float | None = None
        self._failed: float | None = None
        self._fetching = anyio.CapacityLimiter(1)

    async def prepare(self, token: str) -> None:
        """See to it that `of` knows what can be known of the token's key. Raises IssuerSilentError.

        To be awaited before a connection is taken: the issuer may take ten seconds to say nothing.
        """
        if self._missing(token):
            await anyio.to_thread.run_sync(self._fetch_for, token, limiter=self._fetching)

    def of(self, token: str) -> PyJWK:
        """The key of a token, without asking anybody. Raises UnauthenticatedError, IssuerSilentError."""
        found = self._keys.get(_key_id(token))
        if found is not None:
            return found
        if self._fetched is None:
            raise IssuerSilentError
        raise UnauthenticatedError("The token is not valid here.")

    def _missing(self, token: str) -> bool:
        """Whether a fetch could tell more. Raises IssuerSilentError where one has just failed."""
        try:
            key_id = _key_id(token)
        except UnauthenticatedError:
            return False
        age = None if self._fetched is None else self._clock() - self._fetched
        if age is not None and (age < UNKNOWN_SECONDS or (key_id in self._keys and age < KEPT_SECONDS)):
            return False
        if self._failed is not None and self._clock() - self._failed < SILENT_SECONDS:
            raise IssuerSilentError
        return True

    def _fetch_for(self, token: str) -> None:
        if not self._missing(token):  # another has fetched them meanwhile
            return
        try:
            found = self._client.get_signing_keys()
        except (jwt.PyJWTError, OSError, ValueError) as error:  # no answer, or none that holds keys
            self._failed = self._clock()
            raise IssuerSilentError from error
        self._keys, self._fetched, self._failed = {key.key_id: key for key in found}, self._clock(), None


def _key_id(token: str) -> Any:  # noqa: ANN401 - whatever a stranger wrote there
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
    except jwt.PyJWTError as error:
        raise UnauthenticatedError("The token is not valid here.") from error
    return key_id if isinstance(key_id, str) else None
