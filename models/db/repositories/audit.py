"""The audit log: recorded during a transaction, sealed into the chain when it commits, verified from end to end.

Entries wait in the session and are numbered and hashed at the commit, under a lock on the organisation's head (on
SQLite a writer is alone anyway). So the chain never forks, the head is the last lock that a transaction takes, and it
is held for a moment only.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, SessionTransaction

from models.db.base import now
from models.db.kinds import canonical_json
from models.db.rows.audit import AuditHeadRow, AuditRow

WAITING = "audit_waiting"
BEGINNING = "0" * 64  # what the first entry is hashed over
BATCH = 1000


class Actor(NamedTuple):
    """Who acts, as the log needs it. `api.auth.caller.Caller.actor` is one."""

    organisation_id: str
    user_id: str
    name: str
    request_id: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    actor: Actor
    at: dt.datetime
    action: str
    kind: str
    document_id: str
    before: Any
    after: Any
    within: SessionTransaction | None


def record(  # noqa: PLR0917 - the columns of an entry in their order
    session: Session, actor: Actor, action: str, kind: str, document_id: str,
    before: Any = None, after: Any = None,  # noqa: ANN401 - whatever JSON can hold
) -> None:  # fmt: skip
    """Note one change. It enters the log when, and only if, the session commits.

    `action` is a word of the field such as `approve`, `before` and `after` are what JSON can hold, secrets left out.
    Raises ValueError for NaN or infinity.
    """
    canonical_json([before, after])
    if not session.in_transaction():
        session.begin()  # a rollback then takes the entry back, too, when nothing else was said to the database yet
    session.info.setdefault(WAITING, []).append(
        _Waiting(actor, now(), action, kind, document_id, before, after, session.get_nested_transaction())
    )


def seal(session: Session) -> None:
    """Write what waits into the chain; called by every session before it commits."""
    if session.in_nested_transaction() or not (waiting := session.info.get(WAITING)):
        return
    session.info[WAITING] = []
    session.flush()
    for organisation_id in sorted({entry.actor.organisation_id for entry in waiting}):
        head = _locked_head(session, organisation_id)
        for entry in waiting:
            if entry.actor.organisation_id == organisation_id:
                _append(session, head, entry)
    session.flush()


def forget(session: Session, ended: SessionTransaction) -> None:
    """Drop what was noted in a transaction, or a savepoint, that was rolled back."""
    waiting: list[_Waiting] = session.info.get(WAITING, [])
    session.info[WAITING] = [entry for entry in waiting if ended.nested and not _inside(entry.within, ended)]


def _inside(transaction: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is outer:
            return True
        transaction = transaction.parent
    return False


def _locked_head(session: Session, organisation_id: str) -> AuditHeadRow:
    statement = select(AuditHeadRow).where(AuditHeadRow.organisation_id == organisation_id)
    head = session.scalars(statement.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if head is None:
        raise RuntimeError(f"the organisation {organisation_id!r} has no audit head")
    return head


def _append(session: Session, head: AuditHeadRow, entry: _Waiting) -> None:
    row = AuditRow(
        organisation_id=head.organisation_id,
        number=head.number + 1,
        at=entry.at,
        user_id=entry.actor.user_id,
        user_name=entry.actor.name,
        action=entry.action,
        kind=entry.kind,
        document_id=entry.document_id,
        before=entry.before,
        after=entry.after,
        request_id=entry.actor.request_id,
        previous=head.digest,
    )
    row.digest = digest(row)
    session.add(row)
    head.number, head.digest = row.number, row.digest


def digest(row: Any) -> str:  # noqa: ANN401 - an AuditRow, or a tuple with its columns
    """SHA-256, in hexadecimal, of an entry and of the hash of the one before, in one spelling on every database."""
    told = [
        row.organisation_id, row.number, row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"), row.user_id,
        row.user_name, row.action, row.kind, row.document_id, row.before, row.after, row.request_id, row.previous,
    ]  # fmt: skip
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying an organisation's log found: `fault` is "" where every entry is as it was written.

    `number` and `digest` are of its last entry; noted elsewhere, they prove later that nothing before was replaced.
    """

    organisation_id: str
    number: int
    digest: str
    fault: str


def verify(session: Session, organisation_id: str) -> Verdict:
    """Walk the chain from its first entry to its head, and name the first entry that is not as it was written."""
    head = session.get(AuditHeadRow, organisation_id)
    number, last, fault = 0, BEGINNING, ""
    for row in _entries(session, organisation_id):
        if row.number != number + 1:
            fault = f"entry {number + 1} is missing"
        elif row.previous != last:
            fault = f"entry {row.number} does not follow the one before it"
        elif digest(row) != row.digest:
            fault = f"entry {row.number} was changed"
        if fault:
            break
        number, last = row.number, row.digest
    if not fault and head is None:
        fault = "the head is missing"
    elif not fault and head is not None and (head.number, head.digest) != (number, last):
        fault = (
            f"entries {number + 1} to {head.number} are missing at the end"
            if head.number > number
            else f"the head is at entry {head.number}, the log at {number}"
        )
    return Verdict(organisation_id, number, last, fault)


def digest_of(session: Session, organisation_id: str, number: int) -> str | None:
    """The hash of one entry, None where there is none."""
    row = session.get(AuditRow, (organisation_id, number))
    return None if row is None else row.digest


def _entries(session: Session, organisation_id: str) -> Iterator[Any]:
    """All entries in order, read in batches, as plain tuples: a log of years must not stay in memory."""
    columns = AuditRow.__table__.c
    after = -(2**63) + 1
    while True:
        statement = select(*columns).where(columns.organisation_id == organisation_id, columns.number > after)
        batch = session.execute(statement.order_by(columns.number).limit(BATCH)).all()
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].number


def every() -> Select[AuditRow]:
    """All entries of the organisation, for a page of them."""
    return select(AuditRow)
