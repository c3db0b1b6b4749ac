"""API keys: how one is made, read and recognised. Only the SHA-256 of a key is ever stored.

256 random bits cannot be guessed, so a fast hash is as good as a slow one, and no request can be made costly by it.
"""

import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

PATTERN = re.compile(r"caselot_([0-9a-f]{12})_([0-9a-f]{64})")


class NewKey(NamedTuple):
    """A key that was just made: shown once in full, then known by its prefix and digest alone."""

    secret: str
    prefix: str
    digest: str


def make() -> NewKey:
    """A new key with 256 random bits."""
    prefix = secrets.token_hex(6)
    secret = f"caselot_{prefix}_{secrets.token_hex(32)}"
    return NewKey(secret, prefix, digest_of(secret))


def prefix_of(text: str) -> str | None:
    """The prefix by which a key is found, None where the text is no key of ours."""
    found = PATTERN.fullmatch(text)
    return found[1] if found else None


def digest_of(secret: str) -> str:
    """SHA-256 of a key, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, digest: str) -> bool:
    """Whether the key has the digest, compared in constant time."""
    return hmac.compare_digest(digest_of(secret), digest)
