"""Runs: starting one, cancelling one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.apart.edits import edits_of
from api.auth.caller import Caller
from api.services.live import LIVE, Snapshot, keep_snapshot
from api.settings import Settings
from models.db.ids import new_id
from models.db.repositories import datasets, runs
from models.db.repositories.audit import record
from models.db.repositories.queue import moment, note
from models.db.rows.runs import ENDED, RunRow, RunTagRow
from models.faults import Fault
from models.refusals import ConflictError, InvalidError, TransitionError
from optimizer.options import Options


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run that is asked for."""

    dataset_id: str
    options: Mapping[str, Any]
    edits: Sequence[Any] = ()
    priority: int = 5
    tags: Sequence[str] = ()
    start: dt.date | None = None
    periods: int | None = None


def start_run(
    session: Session, caller: Caller, wanted: Wanted, settings: Settings, snapshot: Snapshot | None = None
) -> RunRow:
    """Put a run into the queue; one of `live` plans the snapshot, which was taken before this transaction.

    Raises NotFoundError for an unknown dataset, InvalidError, CallError and ScenarioError for options and edits that
    cannot be, ConflictError where too many runs of the caller wait.
    """
    options = Options(**wanted.options)
    if options.time_limit > settings.run_seconds:
        most = f"at most {settings.run_seconds:g} seconds"
        raise InvalidError([Fault("options", None, "time_limit", f"{options.time_limit:g}", most)])
    edits_of(wanted.edits)
    if wanted.dataset_id != LIVE and (wanted.start or wanted.periods):
        raise InvalidError([Fault("body", None, "start", str(wanted.start), "a start and periods for `live` only")])
    dataset = datasets.get(session, wanted.dataset_id) if snapshot is None else keep_snapshot(session, caller, snapshot)
    waiting = runs.queued_of(session, caller.organisation_id, caller.user_id)
    if waiting >= settings.runs_queued_per_user:
        raise ConflictError(
            f"{waiting} runs of yours wait already, which is as many as may; cancel one or wait for one to begin."
        )
    row = RunRow(
        id=new_id("RUN"),
        organisation_id=caller.organisation_id,
        dataset_id=dataset.id,
        state="queued",
        options=dict(wanted.options),
        edits=list(wanted.edits),
        tags=sorted(set(wanted.tags)),
        priority=wanted.priority,
        created_by=caller.user_id,
    )
    session.add(row)
    session.flush()
    session.add_all(RunTagRow(organisation_id=row.organisation_id, run_id=row.id, tag=tag) for tag in row.tags)
    note(session, row, "queued", {"state": "queued"}, moment(session))
    session.flush()
    record(session, caller.actor, "start", "run", row.id, None, {"dataset_id": dataset.id, "options": row.options})
    return row


def cancel_run(session: Session, caller: Caller, run_id: str) -> RunRow:
    """End a run that waits, or ask the worker of one at work to stop it and keep its best plan.

    To cancel one that is cancelled, or about to be, changes nothing. Raises NotFoundError, TransitionError for one that
    has ended otherwise.
    """
    row = runs.get(session, run_id, lock=True)
    if row.state == "cancelled" or (row.state == "running" and row.cancel_asked_at is not None):
        return row
    if row.state in ENDED:
        raise TransitionError(f"The run has {row.state} already.", state=row.state, allowed=[])
    before, at = row.state, moment(session)
    row.cancel_asked_at, row.cancel_asked_by = at, caller.user_id
    if row.state == "queued":
        row.state, row.ended_at, row.reason = "cancelled", at, "cancelled"
        row.sentence = "It was cancelled before it began."
        facts = {"state": "cancelled", "reason": "cancelled", "sentence": row.sentence, "plan_id": None}
        note(session, row, "ended", facts, at)
    else:
        note(session, row, "cancel_asked", {"state": "running", "by": caller.user_id}, at)
    session.flush()
    record(session, caller.actor, "cancel", "run", row.id, {"state": before}, {"state": row.state})
    return row
