"""Writes that can be repeated: the same key and call give the first answer, and have one effect.

The answer commits in the transaction of the effect, so a process that dies between commit and answer loses nothing:
whoever asks again gets what was decided. An answer of 400 or more changed nothing and is not kept. One that shows a
secret is kept sealed with the API key or token of who asked, which is stored nowhere.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Request, Response
from sqlalchemy.orm import Session

from api import body
from api.auth.authenticate import credentials
from api.auth.caller import Caller
from api.errors import KeyFormError, KeyInFlightError, KeyMissingError, KeyReusedError, KeySealedError
from api.terms import ANSWER, KEY
from models.db.repositories import idempotency
from models.db.rows.idempotency import AnswerRow

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
FORM = re.compile(r"[\x21-\x7e]{1,255}")
KEPT = frozenset({"content-type", "location", "etag"})
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Claim:
    """A call under a key: whose it is, and a hash of everything that makes it this call.

    `seal` is the key that the answer is sealed with, None where it shows no secret.
    """

    organisation_id: str
    user_id: str
    key: str
    fingerprint: str
    seal: bytes | None = field(default=None, repr=False)

    @property
    def name(self) -> tuple[str, str, str]:
        """What no two calls at work may share."""
        return self.organisation_id, self.user_id, self.key


async def claim_of(request: Request, caller: Caller, terms: dict[str, Any]) -> Claim | None:
    """The claim of a write, None where it has no key and needs none.

    A POST needs one unless its terms say otherwise; other writes may have one. Raises KeyMissingError, KeyFormError.
    """
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
    seal = _seal_of(request) if terms.get(ANSWER) == "secret" else None
    return Claim(caller.organisation_id, caller.user_id, key, told.hexdigest(), seal)


def stored_answer(session: Session, claim: Claim) -> Response | None:
    """The answer that was given to this call before, None where there is none yet.

    Raises KeyInFlightError where another process works under the key, KeyReusedError where it was another call,
    KeySealedError where the answer shows a secret and the call came with another API key or token.
    """
    if not idempotency.claim(session, *claim.name):
        raise KeyInFlightError
    row = idempotency.find(session, *claim.name)
    if row is None:
        return None
    if row.fingerprint != claim.fingerprint:
        raise KeyReusedError
    content = row.body if claim.seal is None else _opened(claim, claim.seal, row.body)
    return Response(content, row.status, {**dict(row.headers), REPLAYED: "true"})


def store(session: Session, claim: Claim, response: Response) -> None:
    """Keep the answer; it commits with the effect. Raises TypeError for a stream, which cannot be given twice."""
    if not isinstance(getattr(response, "body", None), bytes):
        raise TypeError("the answer to a write must be whole: a stream cannot be stored")
    content = bytes(response.body)
    session.add(
        AnswerRow(
            organisation_id=claim.organisation_id,
            user_id=claim.user_id,
            key=claim.key,
            fingerprint=claim.fingerprint,
            status=response.status_code,
            headers={name: value for name, value in response.headers.items() if name in KEPT},
            body=content if claim.seal is None else _sealed(claim, claim.seal, content),
        )
    )


def _seal_of(request: Request) -> bytes:
    """A key that only the bearer of these credentials can make: they have 128 random bits or more."""
    secret = credentials(request.headers.get("authorization"))
    return hmac.digest(secret.encode(), b"caselot: an answer that shows a secret", "sha256")


def _sealed(claim: Claim, seal: bytes, content: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(seal).encrypt(nonce, content, claim.fingerprint.encode())


def _opened(claim: Claim, seal: bytes, kept: bytes) -> bytes:
    try:
        return AESGCM(seal).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], claim.fingerprint.encode())
    except InvalidTag as error:
        raise KeySealedError from error
