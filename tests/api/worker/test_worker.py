"""A worker in this process, its children real: every run ends once, with what it found."""

import hashlib
import io
from importlib.metadata import version
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import func, select, update

from api.apart import planning
from api.apart.messages import Message
from api.settings import Settings
from api.worker import loop
from api.worker.flag import Flag
from api.worker.found import found
from api.worker.hold import Hold
from api.worker.loop import Worker
from models.db.base import now
from models.db.engine import Database
from models.db.repositories import datasets, plans
from models.db.rows.audit import AuditRow
from models.db.rows.datasets import DatasetRow
from models.db.rows.plans import PlanLineRow, PlanRow, PlanTableRow
from models.db.rows.runs import RunEventRow, RunRow
from models.db.sessions import act_for
from models.explanation_tables import KEPT_TABLES
from tests.api.apart.recorder import Recorder
from tests.api.service.planning import put_dataset, put_run
from tests.builders import build
from tests.service import MAIN

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what asks nothing of the database."""


def _work(database: Database, leave: Flag | None = None, **settings: Any) -> int:
    return Worker(database, Settings(**settings), leave or Flag()).work(until_empty=True)


def _run(database: Database, run_id: str) -> RunRow:
    with database.read() as session:
        row = session.get(RunRow, run_id)
        assert row is not None
        return row


def _count(database: Database, row: type) -> int:
    with database.read() as session:
        return int(session.scalar(select(func.count()).select_from(row)) or 0)


def test_a_run_ends_with_its_plan_its_tables_and_its_lines(database: Database) -> None:
    # 5 units in the first week at 2 each; after the edit 10, in one order line
    dataset = put_dataset(database)
    run_id = put_run(database, dataset, edits=[{"scale": "demand.units", "by": 2}], tags=["b", "a", "b"])
    assert _work(database) == 1
    run = _run(database, run_id)
    assert (run.state, run.reason, run.attempt, run.lease_owner) == ("succeeded", "", 1, None)
    assert run.tags == ["a", "b"]
    assert (run.progress or {})["cost"] == 20.0
    with database.read() as session:
        act_for(session, MAIN)
        plan = plans.get(session, run.plan_id or "")
        assert (plan.run_id, plan.dataset_id, plan.created_by) == (run_id, dataset, "USR-planner")
        assert (plan.status, plan.objective, plan.bound, plan.currency, plan.lines) == ("optimal", 2000, 2000, "USD", 1)
        assert plan.summary["costs"]["purchase"] == 20.0
        tables = {table.name: plans.table(session, plan.id, table.name) for table in KEPT_TABLES}
        orders = pd.read_parquet(io.BytesIO(tables["orders"].content))
        assert list(orders["units"]) == [10.0]
        (line,) = session.scalars(plans.lines_of(plan.id))
        assert (line.id, line.units, line.value, line.unit_price) == (f"{plan.id}-000001", 10, 2000, 2_000_000)
        kinds = [event.kind for event in session.scalars(select(RunEventRow).order_by(RunEventRow.number))]
        assert kinds[:2] == ["queued", "started"]
        assert kinds[-1] == "ended"
        assert [row.action for row in session.scalars(select(AuditRow).order_by(AuditRow.number))] == [
            "store", "start", "end",
        ]  # fmt: skip


def test_a_run_can_be_made_again_from_what_is_kept_of_it(database: Database) -> None:
    problem = build(items=["A", "B"], demand={"A": [5, 0, 2], "B": [0, 7]}, suppliers=[{"order_cost": 30}])
    run_id = put_run(database, put_dataset(database, problem), edits=[{"scale": "demand.units", "by": 3}])
    assert _work(database) == 1
    run = _run(database, run_id)
    with database.read() as session:
        content, _ = datasets.content_of(session, run.organisation_id, run.dataset_id)
        kept = {table.name: table.digest for table in session.scalars(select(PlanTableRow))}
    line = Recorder()
    job = Message("job", {"options": run.options, "edits": run.edits}, content)
    planning.plan(line, job)  # type: ignore[arg-type] # it is as good as a line
    made = {name: hashlib.sha256(table.payload).hexdigest() for name, table in line.end().tables.items()}
    assert len(made) == len(KEPT_TABLES)
    assert made == kept
    assert run.program == version("caselot")


@ONE
def test_a_run_that_cannot_be_planned_fails_with_its_reason(database: Database) -> None:
    edits = [{"scale": "demand.units", "by": 1, "where": {"item": "X"}}]
    run_id = put_run(database, put_dataset(database), edits=edits)
    assert _work(database) == 1
    run = _run(database, run_id)
    assert (run.state, run.reason, run.plan_id) == ("failed", "refused", None)
    assert run.faults is not None
    assert run.faults[0]["sentence"].startswith("edits line 1, where.item: found 'X'")
    assert _count(database, PlanRow) == 0


@ONE
def test_a_dataset_that_was_tampered_with_is_not_planned(database: Database) -> None:
    dataset = put_dataset(database)
    run_id = put_run(database, dataset)
    with database.write.begin() as session:
        session.execute(update(DatasetRow).values(content=b"PK\x03\x04 something else"))
    assert _work(database) == 1
    assert _run(database, run_id).sentence == "The dataset is not as it was stored; the database is damaged."


def test_whoever_loses_the_run_while_it_is_planned_writes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease is taken away in the worst moment: the plan is there, and about to be written."""
    run_id = put_run(database, put_dataset(database))

    def too_late(*given: Any) -> Any:
        with database.write.begin() as session:
            past = now().replace(year=2000)
            session.execute(update(RunRow).where(RunRow.attempt == 1).values(lease_until=past))
        return found(*given)

    monkeypatch.setattr(loop, "found", too_late)
    assert _work(database) == 1  # not at the first attempt; at the second, which this worker took itself
    run = _run(database, run_id)
    assert (run.state, run.attempt, run.losses) == ("succeeded", 2, 1)
    assert _count(database, PlanRow) == _count(database, PlanLineRow) == 1


@ONE
def test_a_search_that_breaks_down_is_tried_again_and_then_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "PLAN", "tests.api.apart.works:dies")
    run_id = put_run(database, put_dataset(database))
    assert _work(database, run_losses=2) == 0
    run = _run(database, run_id)
    assert (run.state, run.reason, run.attempt) == ("failed", "worker_lost", 2)
    assert run.sentence == "It lost its worker 2 times; the last time, the process was ended by signal SIGSEGV."


@ONE
def test_a_run_in_vain_is_killed_when_it_is_cancelled_and_does_not_hear(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "PLAN", "tests.api.apart.works:deaf")
    run_id = put_run(database, put_dataset(database))
    with database.write.begin() as session:
        session.execute(update(RunRow).values(cancel_asked_at=now()))
    assert _work(database, run_grace_seconds=1) == 1
    run = _run(database, run_id)
    assert (run.state, run.plan_id) == ("cancelled", None)
    assert run.sentence == "It was cancelled; no plan was found until then."


@ONE
def test_a_run_goes_back_into_the_queue_when_its_worker_is_told_to_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave, at_once = Flag(), Flag()
    hear = Hold.hear

    def leaves(self: Hold, message: Any) -> None:
        hear(self, message)
        leave.set()
        at_once.set()

    monkeypatch.setattr(Hold, "hear", leaves)
    monkeypatch.setattr(loop, "PLAN", "tests.api.apart.works:deaf")
    run_id = put_run(database, put_dataset(database))
    assert Worker(database, Settings(), leave, at_once).work() == 0
    run = _run(database, run_id)
    assert (run.state, run.attempt, run.losses, run.lease_owner) == ("queued", 1, 0, None)


def test_hostile_texts_stay_texts_in_every_table(database: Database) -> None:
    traps = ["'; DROP TABLE runs;--", "=1+1", "@SUM(A1)", "-1", "\\", "%s", "{0}", "${x}", '"', "<b>", "\u202e", "a\nb"]
    names = {"name": "'); DELETE FROM plans;--", "category": "=HYPERLINK(1)", "country_of_origin": "\t=1"}
    offers = [{"item_id": trap, "supplier_id": "S", "unit_price": 1} for trap in traps]
    items = [{"item_id": trap, **names} for trap in traps]
    problem = build(items=items, offers=offers, demand={trap: [5] for trap in traps})
    run_id = put_run(database, put_dataset(database, problem), tags=[traps[0]])
    assert _work(database) == 1
    assert _run(database, run_id).state == "succeeded"
    with database.read() as session:
        lines = session.scalars(select(PlanLineRow)).all()
    assert sorted(line.item_id for line in lines) == sorted(traps)


@ONE
def test_a_run_that_the_worker_itself_fails_at_does_not_go_round_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(loop, "found", fails)
    run_id = put_run(database, put_dataset(database))
    assert _work(database) == 1
    run = _run(database, run_id)
    assert (run.state, run.reason, run.attempt) == ("failed", "unexpected", 1)
