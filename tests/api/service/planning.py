"""Datasets and runs for tests of the service, put into the database without a process that reads them."""

from typing import Any

from api.auth.caller import Caller
from api.auth.permissions import Role
from api.services.datasets import keep_problem
from api.services.runs import Wanted, start_run
from api.settings import Settings
from models.db.engine import Database
from models.db.sessions import act_for
from models.problem import Problem
from tests.builders import build
from tests.service import MAIN, Served

SMALL: dict[str, Any] = {"strategy": "exact", "time_limit": 60.0, "gap": 0.0}


def planner(user: str = "USR-planner", organisation: str = MAIN) -> Caller:
    return Caller(user, user, organisation, frozenset({Role.PLANNER}), request_id="REQ-test")


def put_dataset(database: Database, problem: Problem | None = None, organisation: str = MAIN) -> str:
    """Keep a dataset as an upload would; its id."""
    problem = build(demand=[5], offers=[{"unit_price": 2}]) if problem is None else problem
    with database.write.begin() as session:
        act_for(session, organisation)
        return keep_problem(session, planner(organisation=organisation), problem, "upload")[0].id


def put_run(database: Database, dataset_id: str, user: str = "USR-planner", **given: Any) -> str:
    """Queue a run; its id."""
    options = {**SMALL, **given.pop("options", {})}
    with database.write.begin() as session:
        act_for(session, MAIN)
        return start_run(session, planner(user), Wanted(dataset_id, options, **given), Settings()).id


def stored(service: Served, organisation: str = MAIN) -> str:
    return put_dataset(service.database, organisation=organisation)


def queued(service: Served, **given: Any) -> str:
    given.pop("organisation", None)
    return put_run(service.database, stored(service), **given)
