"""Writes that can be repeated: the same key and call give the first answer, and have one effect.

The answer commits in the transaction of the effect, so a process that dies between commit and answer loses nothing:
whoever asks again gets what was decided. An answer of 400 or more changed nothing and is not kept.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from sqlalchemy.orm import Session

from api import body
from api.auth.caller import Caller
from api.errors import KeyFormError, KeyInFlightError, KeyMissingError, KeyReusedError
from api.terms import KEY, TRANSACTION
from models.db.repositories import idempotency
from models.db.rows.idempotency import AnswerRow

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
FORM = re.compile(r"[\x21-\x7e]{1,255}")
KEPT = frozenset({"content-type", "location", "etag"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A call under a key: whose it is, and a hash of everything that makes it this call."""

    organisation_id: str
    user_id: str
    key: str
    fingerprint: str

    @property
    def name(self) -> tuple[str, str, str]:
        """What no two calls at work may share."""
        return self.organisation_id, self.user_id, self.key


async def claim_of(request: Request, caller: Caller, terms: dict[str, Any]) -> Claim | None:
    """The claim of a write, None where it has no key and needs none.

    A POST needs one unless its terms say otherwise; other writes may have one. Raises KeyMissingError, KeyFormError.
    """
    if terms.get(TRANSACTION) == "own" or terms.get(KEY) == "none":
        return None
    key = request.headers.get(HEADER)
    if key is None:
        if request.method == "POST" and terms.get(KEY) != "optional":
            raise KeyMissingError
        return None
    if not FORM.fullmatch(key):
        raise KeyFormError
    told = hashlib.sha256()
    for part in (
        request.method, request.url.path, request.url.query, request.headers.get("content-type", ""),
        request.headers.get("if-match", ""),
    ):  # fmt: skip
        told.update(part.encode() + b"\0")
    told.update(await body.arrived(request))
    return Claim(caller.organisation_id, caller.user_id, key, told.hexdigest())


def known(session: Session, claim: Claim) -> bool:
    """Whether there is an answer under the key already. The session may be one that only reads."""
    return idempotency.find(session, *claim.name) is not None


def stored_answer(session: Session, claim: Claim) -> Response | None:
    """The answer that was given to this call before, None where there is none yet.

    Raises KeyInFlightError where another process works under the key, KeyReusedError where it was another call.
    """
    if not idempotency.claim(session, *claim.name):
        raise KeyInFlightError
    row = idempotency.find(session, *claim.name)
    if row is None:
        return None
    if row.fingerprint != claim.fingerprint:
        raise KeyReusedError
    return Response(row.body, row.status, {**dict(row.headers), REPLAYED: "true"})


def store(session: Session, claim: Claim, response: Response) -> None:
    """Keep the answer; it commits with the effect. Raises TypeError for a stream, which cannot be given twice."""
    if not isinstance(getattr(response, "body", None), bytes):
        raise TypeError("the answer to a write must be whole: a stream cannot be stored")
    session.add(
        AnswerRow(
            organisation_id=claim.organisation_id,
            user_id=claim.user_id,
            key=claim.key,
            fingerprint=claim.fingerprint,
            status=response.status_code,
            headers={name: value for name, value in response.headers.items() if name in KEPT},
            body=bytes(response.body),
        )
    )
