"""Real workers that are killed, stopped and continued while they hold a run and a real solver searches.

`CASELOT_KILLS=100` in the environment kills so many instead of one, on each database.
"""

import os
import signal
import sys
from contextlib import ExitStack

import pytest
from sqlalchemy import select

from models.db.engine import Database
from models.db.rows.runs import RunEventRow
from tests.api.service.planning import put_dataset, put_run
from tests.api.worker.processes import gone, long_problem, run_of, searching, waited, working, wrong

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc"),
]
QUICK = {"lease_seconds": 2, "run_losses": 100, "runs_running_per_user": 64}
KILLS = int(os.environ.get("CASELOT_KILLS", "1"))
PER_RUN = 5
"""So often one run loses its worker, before the next run's turn."""


def test_every_run_outlives_the_workers_that_are_killed(database: Database, database_url: str) -> None:
    dataset = put_dataset(database, long_problem())
    kills: dict[str, int] = {}
    for number in range(KILLS):
        if number % PER_RUN == 0:
            run_id = put_run(database, dataset, options={"time_limit": 3.0})
            kills[run_id] = 0
        with working(database_url, **QUICK) as worker:
            attempt = kills[run_id] + 1
            waited(lambda: searching(database, run_id, attempt), "a search")  # noqa: B023 - asked at once
            (child,) = worker.children()
            assert str(worker.pid) in (run_of(database, run_id).lease_owner or "").split(":")
            worker.ended(signal.SIGKILL)
            waited(lambda: gone(child), "the child of the killed worker to die with it")  # noqa: B023 - as above
            assert run_of(database, run_id).state == "running"  # the kill came before its end
            kills[run_id] += 1
        if kills[run_id] == PER_RUN or number == KILLS - 1:
            with working(database_url, **QUICK) as worker:
                waited(lambda: run_of(database, run_id).ended_at, "its end")  # noqa: B023 - as above
                assert worker.ended() == 0
    assert sum(kills.values()) == KILLS
    for run_id, count in kills.items():
        assert (run_of(database, run_id).attempt, run_of(database, run_id).losses) == (count + 1, count)
    assert list(wrong(database)) == []


def test_a_worker_that_was_stopped_past_its_lease_writes_nothing(database: Database, database_url: str) -> None:
    run_id = put_run(database, put_dataset(database, long_problem()), options={"time_limit": 2.0})
    with ExitStack() as stack:
        stopped = stack.enter_context(working(database_url, **QUICK))
        waited(lambda: searching(database, run_id, 1), "the first worker's search")
        (late,) = stopped.children()
        stopped.send(signal.SIGSTOP)  # its child goes on
        other = stack.enter_context(working(database_url, **QUICK))
        waited(lambda: run_of(database, run_id).state == "succeeded", "the other worker's end")
        waited(lambda: gone(late), "the stopped worker's child to be done: its plan lies in the pipe")
        before = _told(database, run_id)
        stopped.send(signal.SIGCONT)
        assert stopped.ended() == other.ended() == 0
        assert "the lease was lost; nothing is written" in stopped.log
    assert _told(database, run_id) == before
    assert (run_of(database, run_id).attempt, run_of(database, run_id).losses) == (2, 1)
    assert list(wrong(database)) == []


def _told(database: Database, run_id: str) -> tuple[object, ...]:
    run = run_of(database, run_id)
    with database.read() as session:
        events = session.scalars(select(RunEventRow).where(RunEventRow.run_id == run_id).order_by(RunEventRow.number))
        return (run.state, run.attempt, run.plan_id, run.ended_at, [(event.number, event.kind) for event in events])
