"""Worker processes for tests: started as anybody starts them, and killed, stopped and continued as nobody would."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from models.db.engine import Database
from models.db.rows.plans import PlanLineRow, PlanRow, PlanTableRow
from models.db.rows.runs import RunEventRow, RunRow
from models.explanation_tables import KEPT_TABLES
from models.problem import Problem
from optimizer.generate import GenerateOptions, generate

ROOT = Path(__file__).parents[3]
PATIENCE = 180.0
Found = TypeVar("Found")


def long_problem() -> Problem:
    """20 items that HiGHS searches for hours; it has a first plan within a second."""
    settings, tables = generate(GenerateOptions(items=20, suppliers=3, nodes=2, periods=12, seed=1))
    return Problem.from_tables(settings, tables)


class WorkerProcess:
    """A worker and its children."""

    def __init__(self, url: str, **settings: object) -> None:
        given: Mapping[str, str] = {f"CASELOT_{name.upper()}": str(value) for name, value in settings.items()}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api", "worker"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "CASELOT_DATABASE_URL": url, **given},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log = ""

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def children(self) -> list[int]:
        """The processes that it started and that are still there."""
        return children(self.pid)

    def ended(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end and wait; its exit code. What it logged is in `log`."""
        if self._process.poll() is None:
            self.send(number)
        _, self.log = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode


@contextlib.contextmanager
def working(url: str, **settings: object) -> Iterator[WorkerProcess]:
    """A worker; killed on the way out if it is still there."""
    worker = WorkerProcess(url, **settings)
    try:
        yield worker
    finally:
        worker.send(signal.SIGCONT)
        worker.ended(signal.SIGKILL)


def waited(look: Callable[[], Found | None], what: str, patience: float = PATIENCE) -> Found:
    """The first answer that is one. Raises AssertionError where none comes."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain: {what}")


def run_of(database: Database, run_id: str) -> RunRow:
    with database.read() as session:
        row = session.get(RunRow, run_id)
        assert row is not None
        return row


def searching(database: Database, run_id: str, attempt: int) -> RunRow | None:
    """The run, where it is at work in that attempt and a solver searches: there is a plan already, and no end yet."""
    row = run_of(database, run_id)
    progress = row.progress or {"cost": None}
    if row.state != "running" or row.attempt != attempt or progress["cost"] is None:
        return None
    return None if progress["phase"] == "storing" else row


def children(pid: int) -> list[int]:
    """The processes that a process started and that are still there."""
    return [each for each in _processes() if _parent(each) == pid]


def gone(pid: int) -> bool:
    return pid not in _processes()


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _alive(path)]


def _alive(path: Path) -> bool:
    try:
        return (path / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _parent(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(text.rpartition(")")[2].split()[1])


def wrong(database: Database) -> Iterator[str]:
    """What is wrong with the runs: each must have ended once, with one whole plan."""
    with database.read() as session:
        for run in session.scalars(select(RunRow)):
            events = select(RunEventRow.kind).where(RunEventRow.run_id == run.id)
            kinds = list(session.scalars(events.order_by(RunEventRow.number)))
            if run.state != "succeeded" or kinds.count("ended") != 1 or kinds[-1] != "ended":
                yield f"{run.id} is {run.state} after {kinds}"
            found = session.scalars(select(PlanRow).where(PlanRow.run_id == run.id)).all()
            if [plan.id for plan in found] != [run.plan_id]:
                yield f"{run.id} has the plans {found}"
            for plan in found:
                lines = select(func.count()).select_from(PlanLineRow).where(PlanLineRow.plan_id == plan.id)
                tables = select(PlanTableRow.name).where(PlanTableRow.plan_id == plan.id)
                if session.scalar(lines) != plan.lines:
                    yield f"{plan.id} has not the {plan.lines} lines it should have"
                if set(session.scalars(tables)) != {table.name for table in KEPT_TABLES}:
                    yield f"{plan.id} has not all its tables"
        orphans = select(func.count()).select_from(PlanRow).where(PlanRow.run_id.not_in(select(RunRow.id)))
        if session.scalar(orphans):
            yield "there are plans of no run"
