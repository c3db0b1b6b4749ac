"""The dataset `live`: a snapshot of what the ledger knows, which a run plans."""

import datetime as dt

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.services.datasets import keep_problem
from api.services.live_data import live_problem
from models.db.base import now
from models.db.engine import Database
from models.db.repositories import datasets
from models.db.rows.datasets import DatasetRow
from models.db.sessions import act_for

LIVE = "live"


def live_dataset(
    session: Session, caller: Caller, database: Database, *, start: dt.date | None = None, periods: int | None = None
) -> DatasetRow:
    """Take a snapshot of the caller's organisation, keep it as a dataset with the source "live", and return its row.

    It is read in a session of its own that sees one moment, so that the plan can be made again from it years later.
    `start` is today where nothing is said. Raises DatasetError with every fault of the snapshot, RefusalError where
    there is nothing to plan.
    """
    at = now()
    with database.read() as reading:
        act_for(reading, caller.organisation_id)
        problem = live_problem(reading, caller.organisation_id, start=start or at.date(), periods=periods)
    row = keep_problem(session, caller, problem, LIVE)[0]
    datasets.note_snapshot(session, row, at, caller.user_id)
    return row
