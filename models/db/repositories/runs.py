"""Runs as callers see them: lists, one, its events, how many somebody has."""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.db.kinds import canonical_json
from models.db.rows.runs import RunEventRow, RunRow, RunTagRow
from models.refusals import NotFoundError


def every(tag: str | None = None) -> Select[RunRow]:
    """All runs of the organisation, for a page of them; with a tag, those that bear it."""
    statement = select(RunRow)
    return (
        statement
        if tag is None
        else statement.join(RunTagRow, RunTagRow.run_id == RunRow.id).where(RunTagRow.tag == tag)
    )


def get(session: Session, id_: str, *, lock: bool = False) -> RunRow:
    """One run; locked until the transaction ends where it is to be changed. Raises NotFoundError."""
    statement = select(RunRow).where(RunRow.id == id_)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFoundError("run", id_)
    return row


def by_ids(session: Session, ids: Collection[str]) -> dict[str, RunRow]:
    """Some runs by their ids."""
    return {row.id: row for row in session.scalars(select(RunRow).where(RunRow.id.in_(ids)))}


def queued_of(session: Session, organisation_id: str, user_id: str) -> int:
    """How many runs of a user wait; until the transaction ends nobody else is told the number of this user.

    On SQLite a writer is alone anyway. On PostgreSQL it is a lock of the transaction.
    """
    if session.get_bind().dialect.name == "postgresql":
        digest = hashlib.sha256(canonical_json(["runs", organisation_id, user_id]).encode()).digest()
        session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], signed=True))))
    statement = select(func.count()).select_from(RunRow).where(RunRow.created_by == user_id, RunRow.state == "queued")
    return int(session.scalar(statement) or 0)


def events_after(session: Session, run_id: str, number: int, most: int) -> Sequence[RunEventRow]:
    """The next events of a run, in their order."""
    statement = select(RunEventRow).where(RunEventRow.run_id == run_id, RunEventRow.number > number)
    return session.scalars(statement.order_by(RunEventRow.number).limit(most)).all()


def counts(session: Session) -> dict[str, int]:
    """How many runs of all organisations are in each state."""
    statement = select(RunRow.state, func.count()).group_by(RunRow.state)
    return {state: int(count) for state, count in session.execute(statement)}


def oldest_queued(session: Session) -> dt.datetime | None:
    """When the run that has waited longest was queued; None where none waits."""
    return session.scalar(select(func.min(RunRow.created_at)).where(RunRow.state == "queued"))


def overdue(session: Session, at: dt.datetime) -> int:
    """How many runs at work have no worker any more."""
    statement = select(func.count()).select_from(RunRow).where(RunRow.state == "running", RunRow.lease_until <= at)
    return int(session.scalar(statement) or 0)
