"""The queue: which run a worker takes, how long it holds it, and that nobody writes to a run that is not theirs.

A claim gives a run a new `attempt` and a lease. Every later write of the worker is one conditional UPDATE, `WHERE id =
? AND attempt = ? AND state = 'running' AND lease_until > now`: it changes a row or the worker has lost the run, be it
that another one has it by now, or that nobody does yet. Time is the database's own, so that clocks of several machines
need not agree.

Claims are made one at a time (the writer of SQLite is alone; a lock of the transaction on PostgreSQL): so that limits
by user hold exactly. The row itself is taken with SKIP LOCKED, past rows that a caller is changing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.db.base import now
from models.db.rows.runs import RunEventRow, RunRow
from models.faults import CaselotError

CLAIMS = 5_170_321_909  # of all workers on one PostgreSQL database, one at a time claims
BETTER = 0.001
"""A cost this share lower is worth an event that stays."""


class LeaseLostError(CaselotError):
    """The run is not this worker's any more; nothing it found may be written."""

    def __init__(self, run_id: str) -> None:
        super().__init__(f"the lease on {run_id} is lost")


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a lease lasts, how often a run may lose its worker, how many runs of one user are at work at a time."""

    lease: dt.timedelta
    losses: int
    running_per_user: int


@dataclass(frozen=True, slots=True)
class Lease:
    """What a worker holds: a run and the number of its attempt."""

    run_id: str
    attempt: int
    organisation_id: str


def moment(session: Session) -> dt.datetime:
    """The present moment by the clock that all workers share: the database's, or this machine's where it is a file."""
    connection = session.connection()  # a writer of SQLite waits here for its turn, and only then looks at the clock
    if connection.dialect.name != "postgresql":
        return now()
    found = session.scalar(select(func.clock_timestamp()))
    assert isinstance(found, dt.datetime)  # noqa: S101 - a clock always answers
    return found


def anything_to_claim(session: Session) -> bool:
    """Whether a claim may find something, told by a look that hinders nobody."""
    at = moment(session)
    due = or_(RunRow.state == "queued", and_(RunRow.state == "running", RunRow.lease_until <= at))
    return session.scalar(select(RunRow.id).where(due).limit(1)) is not None


def claim(session: Session, owner: str, program: str, rules: Rules) -> RunRow | None:
    """The next run, leased to `owner`; None where none waits, or all that wait are beyond their owners' limits.

    Runs whose lease has ended go back into the queue first, or end: with `cancelled` where that was asked for, with
    `failed` where they have lost too many workers.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CLAIMS)))
    at = moment(session)
    for lost in session.scalars(_expired(at)).all():
        lose(session, lost, at, rules, "its worker was lost")
    session.flush()
    row = session.scalars(_next(rules)).first()
    if row is None:
        return None
    row.state, row.lease_owner, row.lease_until, row.heartbeat_at = "running", owner, at + rules.lease, at
    row.attempt, row.program, row.progress = row.attempt + 1, program, None
    row.started_at = row.started_at or at
    note(session, row, "started", {"state": "running", "attempt": row.attempt}, at)
    session.flush()
    return row


def _expired(at: dt.datetime) -> Select[RunRow]:
    statement = select(RunRow).where(RunRow.state == "running", RunRow.lease_until <= at).order_by(RunRow.id)
    return statement.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def _next(rules: Rules) -> Select[RunRow]:
    other = aliased(RunRow)
    at_work = (
        select(func.count())
        .select_from(other)
        .where(
            other.state == "running",
            other.organisation_id == RunRow.organisation_id,
            other.created_by == RunRow.created_by,
        )
        .correlate(RunRow)
        .scalar_subquery()
    )
    statement = select(RunRow).where(RunRow.state == "queued", at_work < rules.running_per_user)
    statement = statement.order_by(RunRow.priority.desc(), RunRow.id).limit(1)
    return statement.with_for_update(skip_locked=True, of=RunRow).execution_options(populate_existing=True)


def lose(session: Session, row: RunRow, at: dt.datetime, rules: Rules, why: str) -> None:
    """Take a running run back from a worker that went without a word. The row is locked."""
    row.lease_owner = row.lease_until = None
    row.losses += 1
    if row.cancel_asked_at is not None:
        _end(session, row, at, "cancelled", "cancelled", f"It was cancelled while {why}.")
    elif row.losses >= rules.losses:
        _end(session, row, at, "failed", "worker_lost", f"It lost its worker {row.losses} times; the last time, {why}.")
    else:
        row.state = "queued"
        note(session, row, "requeued", {"state": "queued", "attempt": row.attempt, "why": why}, at)


def _end(session: Session, row: RunRow, at: dt.datetime, state: str, reason: str, sentence: str) -> None:
    row.state, row.ended_at, row.reason, row.sentence = state, at, reason, sentence
    note(session, row, "ended", {"state": state, "reason": reason, "sentence": sentence, "plan_id": None}, at)


def note(session: Session, row: RunRow, kind: str, facts: Mapping[str, Any], at: dt.datetime) -> None:
    """Add an event to a run whose row is locked, or new."""
    row.event_count = (row.event_count or 0) + 1
    session.add(_event(row.organisation_id, row.id, row.event_count, kind, facts, at))


def _event(
    organisation_id: str, run_id: str, number: int, kind: str, facts: Mapping[str, Any], at: dt.datetime
) -> RunEventRow:
    return RunEventRow(
        organisation_id=organisation_id, run_id=run_id, number=number, at=at, kind=kind, facts=dict(facts)
    )


def beat(session: Session, lease: Lease, rules: Rules, progress: Mapping[str, Any] | None, *, tell: bool) -> bool:
    """Prolong a lease, with the last that was heard of the search; whether somebody has asked to cancel the run.

    With `tell`, the progress is an event too. Raises LeaseLostError.
    """
    at = moment(session)
    values: dict[str, Any] = {"lease_until": at + rules.lease, "heartbeat_at": at}
    if progress is not None:
        values["progress"] = dict(progress)
    row = _fenced(session, lease, at, events=int(tell), **values)
    if tell and progress is not None:
        session.add(_event(lease.organisation_id, lease.run_id, row.event_count, "progress", progress, at))
    return bool(row.cancel_asked_at is not None)


def give_back(session: Session, lease: Lease, why: str) -> None:
    """Put a run back into the queue, at its place: its worker is about to end in good order. Raises LeaseLostError."""
    at = moment(session)
    row = _fenced(session, lease, at, events=1, state="queued", lease_owner=None, lease_until=None)
    facts = {"state": "queued", "attempt": lease.attempt, "why": why}
    session.add(_event(lease.organisation_id, lease.run_id, row.event_count, "requeued", facts, at))


def crash(session: Session, lease: Lease, rules: Rules, why: str) -> None:
    """Count the death of a search like that of its worker. Raises LeaseLostError."""
    at = moment(session)
    _fenced(session, lease, at, events=0, heartbeat_at=at)
    statement = select(RunRow).where(RunRow.id == lease.run_id)
    row = session.scalars(statement.execution_options(populate_existing=True)).one()
    lose(session, row, at, rules, why)


def finish(session: Session, lease: Lease, ended: Mapping[str, Any]) -> None:
    """End a run: the columns `state`, `reason`, `sentence`, `faults`, `plan_id`, `progress` of it, in `ended`.

    What the run found is to be written in the same transaction, after this: from here on the row is locked. Raises
    LeaseLostError, after which nothing may be written.
    """
    at = moment(session)
    row = _fenced(session, lease, at, events=1, ended_at=at, lease_owner=None, lease_until=None, **ended)
    facts = {name: ended[name] for name in ("state", "reason", "sentence", "plan_id")}
    session.add(_event(lease.organisation_id, lease.run_id, row.event_count, "ended", facts, at))
    session.flush()
    _thin(session, lease.run_id)


def _fenced(session: Session, lease: Lease, at: dt.datetime, *, events: int, **values: Any) -> Any:  # noqa: ANN401 - a row of what is returned
    """Change the run if it is still the worker's. Raises LeaseLostError."""
    statement = (
        update(RunRow)
        .where(
            RunRow.id == lease.run_id,
            RunRow.attempt == lease.attempt,
            RunRow.state == "running",
            RunRow.lease_until > at,
        )
        .values(event_count=RunRow.event_count + events, **values)
        .returning(RunRow.event_count, RunRow.cancel_asked_at)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise LeaseLostError(lease.run_id)
    return row


def _thin(session: Session, run_id: str) -> None:
    """Drop events of progress that tell a later reader nothing: the same phase, no better cost."""
    statement = select(RunEventRow.number, RunEventRow.facts).where(
        RunEventRow.run_id == run_id, RunEventRow.kind == "progress"
    )
    told = session.execute(statement.order_by(RunEventRow.number)).all()
    dropped, phase, cost = [], "", float("inf")
    for number, facts in told[:-1]:
        own = float("inf") if facts.get("cost") is None else facts["cost"]
        if facts["phase"] == phase and not own < cost - BETTER * abs(own):
            dropped.append(number)
        else:
            phase, cost = facts["phase"], min(own, cost)
    if dropped:
        session.execute(
            delete(RunEventRow)
            .where(RunEventRow.run_id == run_id, RunEventRow.number.in_(dropped))
            .execution_options(synchronize_session=False)
        )
