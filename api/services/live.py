"""The dataset `live`: a snapshot of what the ledger knows, which a run plans."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.apart.reading import facts_of
from api.auth.caller import Caller
from api.services.datasets import keep_dataset
from api.services.live_data import live_problem
from models.db.base import now
from models.db.engine import Database
from models.db.repositories import datasets
from models.db.rows.datasets import DatasetRow
from models.db.sessions import act_for
from models.uploads import stored_form

LIVE = "live"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the ledger knew at a moment: facts and the form that is stored, as `keep_dataset` takes them."""

    at: dt.datetime
    facts: Mapping[str, Any]
    content: bytes


def take_snapshot(
    caller: Caller, database: Database, *, start: dt.date | None = None, periods: int | None = None
) -> Snapshot:
    """A snapshot of the caller's organisation, read in a session of its own that sees one moment.

    With millions of rows it takes many seconds: take it before a transaction that writes, so that nobody waits for it.
    `start` is today where nothing is said. Raises DatasetError with every fault of the snapshot, RefusalError where
    there is nothing to plan.
    """
    at = now()
    with database.read() as reading:
        act_for(reading, caller.organisation_id)
        problem = live_problem(reading, caller.organisation_id, start=start or at.date(), periods=periods)
    return Snapshot(at, facts_of(problem), stored_form(problem))


def keep_snapshot(session: Session, caller: Caller, snapshot: Snapshot) -> DatasetRow:
    """Keep a snapshot as a dataset with the source "live", so that its plan can be made again years later."""
    row = keep_dataset(session, caller, snapshot.facts, snapshot.content, LIVE)[0]
    datasets.note_snapshot(session, row, snapshot.at, caller.user_id)
    return row
