"""Real workers that are killed, stopped and continued while they hold a run and a real solver searches."""

import signal
import sys

import pytest
from sqlalchemy import func, select

from models.db.engine import Database
from models.db.rows.plans import PlanLineRow, PlanRow
from models.db.rows.runs import RunEventRow
from tests.api.service.planning import put_dataset, put_run
from tests.api.worker.processes import gone, long_problem, run_of, searching, waited, working

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc"),
]
QUICK = {"lease_seconds": 2, "run_losses": 10, "shutdown_seconds": 30}


def test_a_killed_worker_loses_its_run_to_another_and_a_stopped_one_comes_too_late(
    database: Database, database_url: str
) -> None:
    dataset = put_dataset(database, long_problem())
    run_id = put_run(database, dataset, options={"time_limit": 2.0})
    with working(database_url, **QUICK) as killed:
        waited(lambda: searching(database, run_id, 1), "the first worker's search")
        (child,) = killed.children()
        killed.ended(signal.SIGKILL)
        waited(lambda: gone(child), "the child of the killed worker to die with it")
    with working(database_url, **QUICK) as stopped:
        waited(lambda: searching(database, run_id, 2), "the second worker's search")
        (late,) = stopped.children()
        stopped.send(signal.SIGSTOP)  # its child goes on, and has a plan for it in the end
        with working(database_url, **QUICK) as third:
            waited(lambda: run_of(database, run_id).state == "succeeded", "the third worker's end")
            waited(lambda: gone(late), "the stopped worker's child to be done: its plan lies in the pipe")
            before = _told(database, run_id)
            stopped.send(signal.SIGCONT)
            assert stopped.ended() == 0
            assert "the lease was lost; nothing is written" in stopped.log
            assert _told(database, run_id) == before
            assert third.ended() == 0
    run = run_of(database, run_id)
    assert (run.attempt, run.losses) == (3, 2)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(PlanRow)) == 1
        lines = session.scalar(select(func.count()).select_from(PlanLineRow))
        assert lines == session.scalars(select(PlanRow)).one().lines > 0


def _told(database: Database, run_id: str) -> tuple[object, ...]:
    run = run_of(database, run_id)
    with database.read() as session:
        events = session.scalars(select(RunEventRow).where(RunEventRow.run_id == run_id).order_by(RunEventRow.number))
        return (run.state, run.attempt, run.plan_id, run.ended_at, [(event.number, event.kind) for event in events])
