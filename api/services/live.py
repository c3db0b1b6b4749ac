"""The dataset `live`: a snapshot of what the ledger knows, which a run plans."""

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from models.db.rows.datasets import DatasetRow
from models.refusals import RefusalError

LIVE = "live"


def live_dataset(session: Session, caller: Caller) -> DatasetRow:  # noqa: ARG001 - what a snapshot will be made of
    """Take a snapshot of the caller's organisation, keep it as a dataset with the source "live", and return its row.

    To be taken from one consistent view of the database and kept with `api.services.datasets.keep_dataset`, so that the
    plan can be made again from it years later. Raises RefusalError: no snapshot can be taken yet.
    """
    raise RefusalError("There is no live data to plan yet: send a dataset (POST /v1/datasets) and name its id.")
