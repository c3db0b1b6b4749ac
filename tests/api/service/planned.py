"""Plans for tests of the service, put into the database as a worker would, without one."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from api.apart.messages import Message
from api.apart.watch import End
from api.services.runs import Wanted, start_run
from api.settings import Settings
from api.worker.found import found
from models.db.base import now
from models.db.engine import Database
from models.db.repositories import plans, runs
from models.db.sessions import act_for
from models.explanation_tables import PEGGING
from models.files.arrow import arrow_tables
from models.plan import Plan
from models.problem import Problem
from models.tables import PLAN_TABLES
from models.uploads.stored import parquet_bytes
from optimizer.explain.pegging import pegging
from optimizer.options import Options
from optimizer.solve import solve
from tests.api.service.planning import SMALL, planner, put_dataset
from tests.builders import build
from tests.service import MAIN

PATH = "/v1/plans"
EVIL = "=HYPERLINK(A1)"


def problem() -> Problem:
    """Two items of two suppliers; four order lines on three orders.

    A (2.00 each, from S) and B (3.00, from S) are asked for 5 and 7 in the first week, A 4 more in the third; C (from
    R) is asked for 6 in the second. Carrying costs keep the third week's 4 apart from the first week's 5.
    """
    return build(
        currency="EUR", carrying_rate=0.5,
        items=[{"item_id": each, "unit_cost": 2.0} for each in ("A", "B", EVIL)],
        suppliers=["S", "R"],
        offers=[
            {"item_id": "A", "supplier_id": "S", "unit_price": 2.0},
            {"item_id": "B", "supplier_id": "S", "unit_price": 3.0, "duty_rate": 0.1},
            {"item_id": EVIL, "supplier_id": "R", "unit_price": 1.5},
        ],
        lanes=[{"supplier_id": each} for each in "SR"],
        demand={"A": [5, 0, 4], "B": [7], EVIL: [0, 6]},
    )  # fmt: skip


@cache
def solved() -> tuple[Problem, Plan]:
    """The problem and its best plan."""
    mine = problem()
    plan = solve(mine, Options(**SMALL)).plan
    assert plan is not None
    return mine, plan


def put_plan(
    database: Database, given: Problem | None = None, plan: Plan | None = None, *, organisation: str = MAIN,
    edits: Sequence[Any] = (), tags: Sequence[str] = (), status: str = "optimal", by: str = "USR-planner",
) -> str:  # fmt: skip
    """Keep a plan as a worker would; its id. By default the plan of `problem()`."""
    if given is None or plan is None:
        given, plan = solved()
    dataset = put_dataset(database, given, organisation)
    caller = planner(by, organisation)
    with database.write.begin() as session:
        act_for(session, organisation)
        wanted = Wanted(dataset, SMALL, list(edits), tags=list(tags))
        run_id = start_run(session, caller, wanted, Settings()).id
    return finish_run(database, run_id, given, plan, organisation=organisation, status=status)


def finish_run(
    database: Database, run_id: str, given: Problem, plan: Plan, *, organisation: str = MAIN, status: str = "optimal"
) -> str:
    """End a run with a plan as a worker would; the id of the plan."""
    with database.write.begin() as session:
        act_for(session, organisation)
        run = runs.get(session, run_id)
        run.program = "0"
        rows = found(ended(given, plan, status), run)
        plans.save(session, *rows)
        run.state, run.ended_at, run.plan_id = "succeeded", now(), rows.plan["id"]
        return str(rows.plan["id"])


def ended(given: Problem, plan: Plan, status: str) -> End:
    """What the child of a worker says in the end."""
    frames: dict[str, pd.DataFrame] = plan.tables()
    told = [*arrow_tables(PLAN_TABLES, frames, skip_empty=False)]
    told += arrow_tables((PEGGING,), {PEGGING.name: pegging(given, plan)}, skip_empty=False)
    tables = {
        name: Message("table", {"name": name, "rows": table.num_rows}, parquet_bytes(table)) for name, table in told
    }
    summary: Mapping[str, Any] = plan.summary
    facts = {"status": status, "objective": summary["objective"], "bound": summary.get("bound")}
    return End("planned", facts | {"currency": given.settings.currency, "summary": dict(summary)}, tables=tables)
