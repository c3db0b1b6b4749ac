"""Datasets that the service has: by their content, or what the ledger knows at this moment."""

import hashlib
from pathlib import Path

from models.faults import CallError
from models.problem import Problem
from scenarios.schema import STORED

LIVE = "live"


def name_of(dataset: Path | None) -> str | None:
    """The ID (or "live") behind `stored:ID`, None where a path is meant."""
    word = "" if dataset is None else str(dataset)
    return word.removeprefix(STORED) if word.startswith(STORED) else None


def stored_problem(name: str, organisation: str) -> Problem:
    """The dataset of that ID in the service's database, or a snapshot of its master data and ledger ("live").

    Raises CallError where there is none of that name or nothing to plan, DatasetError with every fault of a snapshot.
    """
    from api.cli import service
    from api.services.live_data import live_problem
    from models.db.base import now
    from models.db.repositories import datasets
    from models.db.sessions import act_for
    from models.refusals import NotFoundError, RefusalError
    from models.uploads import read_stored

    with service.opened() as database:
        service.bring_up_to_date(database)
        try:
            with database.read() as session:
                act_for(session, organisation)
                if name == LIVE:
                    return live_problem(session, organisation, start=now().date(), periods=None)
                content, digest = datasets.content_of(session, organisation, name)
        except NotFoundError as error:
            expected = "expected the ID of a stored dataset, or live"
            raise CallError(f"{STORED}{name}: found none in the organisation {organisation}; {expected}") from error
        except RefusalError as error:
            raise CallError(f"{STORED}{name}, organisation {organisation}: {error}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise CallError(f"{STORED}{name}: the dataset is not as it was stored; the database is damaged")
    return read_stored(content)
