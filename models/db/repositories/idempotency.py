"""Answers that were given before."""

import datetime as dt
import hashlib

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.db.kinds import canonical_json
from models.db.rows.idempotency import AnswerRow


def claim(session: Session, organisation_id: str, user_id: str, key: str) -> bool:
    """Whether this transaction alone works under the key; the claim ends with the transaction, however it ends.

    On SQLite a writer is alone, so that the answer is always yes. On PostgreSQL it is a lock of the transaction.
    """
    if session.get_bind().dialect.name != "postgresql":
        return True
    spelt = canonical_json(["answers", organisation_id, user_id, key]).encode()
    number = int.from_bytes(hashlib.sha256(spelt).digest()[:8], signed=True)
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(number))))


def find(session: Session, organisation_id: str, user_id: str, key: str) -> AnswerRow | None:
    """The answer that was given under the key, if any."""
    return session.get(AnswerRow, (organisation_id, user_id, key))


def forget_before(session: Session, moment: dt.datetime) -> int:
    """Drop answers older than this; how many."""
    return int(session.execute(delete(AnswerRow).where(AnswerRow.created_at < moment)).rowcount)  # type: ignore[attr-defined] # a cursor's result
