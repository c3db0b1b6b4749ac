"""A worker: takes a run, has it planned, writes what was found; until it is told to end."""

import datetime as dt
import hashlib
import os
import socket
import time
from importlib.metadata import version
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.apart import PLAN
from api.apart.parent import Child
from api.apart.watch import Bounds, End, watch
from api.settings import Settings
from api.worker.flag import Flag
from api.worker.found import TooLargeError, found
from api.worker.hold import Hold, told
from api.worker.outcome import CANCELLED, WORDS, Ended, ended
from models.db.engine import Database
from models.db.repositories import datasets, plans, queue
from models.db.repositories.audit import Actor, record
from models.db.repositories.queue import Lease, LeaseLostError, Rules
from models.db.rows.runs import RunRow

IDLE = 0.5
"""Seconds between two looks at an empty queue."""

LATE = 1.1
"""A search ends at its time limit by itself; at so many times of it, and `LATE_SECONDS` on top, it is asked to."""

LATE_SECONDS = 30.0


class LeavingError(Exception):
    """The worker is to end, and the run it holds goes back into the queue."""


class Worker:
    """One worker process. Once `leave` is set it ends within `shutdown_seconds`, its run done or given back.

    With `at_once` set too, the run is given back without waiting.
    """

    def __init__(
        self, database: Database, settings: Settings, leave: Flag, at_once: Flag | None = None
    ) -> None:
        self._database = database
        self._settings = settings
        self._leave, self._at_once = leave, at_once or Flag()
        self._leave_at = float("inf")
        self.owner = f"{socket.gethostname()[:100]}:{os.getpid()}:{uuid4().hex[:8]}"
        self._rules = Rules(
            dt.timedelta(seconds=settings.lease_seconds), settings.run_losses, settings.runs_running_per_user
        )

    def work(self, *, until_empty: bool = False) -> int:
        """Take runs one after the other; how many were brought to an end.

        Ends when `leave` is set, or with `until_empty` once nothing waits that it may take.
        """
        done = 0
        log = structlog.get_logger()
        log.info("worker begins", owner=self.owner)
        while not self._leave.is_set():
            run = self._claimed()
            if run is not None:
                done += self._plan(run)
            elif until_empty:
                break
            else:
                self._leave.wait(IDLE)
        log.info("worker ends", owner=self.owner, runs=done)
        return done

    def _claimed(self) -> RunRow | None:
        try:
            with self._database.read() as session:
                if not queue.anything_to_claim(session):
                    return None
            with self._database.write.begin() as session:
                return queue.claim(session, self.owner, version("caselot"), self._rules)
        except SQLAlchemyError as error:  # it may come back; the next look will tell
            structlog.get_logger().warning("the database refuses a claim", error=told(error))
            self._leave.wait(IDLE)
            return None

    def _plan(self, run: RunRow) -> bool:
        """Have one run planned and write what comes of it; whether this worker ended it."""
        log = structlog.get_logger().bind(run_id=run.id, attempt=run.attempt)
        hold = Hold(self._database.write, Lease(run.id, run.attempt, run.organisation_id), self._rules)
        log.info("run begins")
        try:
            return self._ended(run, hold, log)
        except LeaseLostError:
            log.warning("the lease was lost; nothing is written")
            return False
        except Exception:  # the queue goes on with the next run; this one is not to go round for ever
            log.exception("the worker failed at this run")
            return self._given_up(run, hold)

    def _ended(self, run: RunRow, hold: Hold, log: Any) -> bool:  # noqa: ANN401 - what structlog makes of its own
        """The same, for one who catches what it raises: LeaseLostError, and whatever nobody foresaw."""
        try:
            end = self._searched(run, hold)
        except LeavingError:
            hold.write(lambda session: queue.give_back(session, hold.lease, "its worker was told to end"))
            log.info("run given back")
            return False
        outcome = ended(end)
        if outcome is None:
            log.warning("the search broke down", sentence=end.facts["sentence"], errors=end.errors)
            hold.write(lambda session: queue.crash(session, hold.lease, self._rules, end.facts["sentence"]))
            return False
        if outcome.reason == "unexpected":
            log.error("the search failed", sentence=end.facts.get("sentence"), errors=end.errors)
        self._write(run, hold, end, outcome)
        log.info("run ended", state=outcome.state, reason=outcome.reason, peak_memory=end.peak)
        return True

    def _given_up(self, run: RunRow, hold: Hold) -> bool:
        """End a run that the worker itself failed at; where even that fails, the run goes back when its lease ends."""
        try:
            self._write(run, hold, End("unexpected"), Ended("failed", "unexpected", WORDS["unexpected"]))
        except (LeaseLostError, SQLAlchemyError):
            structlog.get_logger().exception("the run could not be ended", run_id=run.id)
            return False
        return True

    def _searched(self, run: RunRow, hold: Hold) -> End:
        content, digest = hold.patiently(lambda: self._content(run))
        if hashlib.sha256(content).hexdigest() != digest:
            sentence = "The dataset is not as it was stored; the database is damaged."
            return End("refused", {"sentence": sentence, "faults": []})
        options = run.options
        seconds = float(options["time_limit"]) * LATE + LATE_SECONDS
        bounds = Bounds(self._settings.run_memory_bytes, seconds, self._settings.run_grace_seconds)
        with Child(PLAN, {"options": options, "edits": run.edits}, content) as child:
            return watch(child, bounds, heard=hold.hear, wish=lambda: self._wish(hold))

    def _content(self, run: RunRow) -> tuple[bytes, str]:
        with self._database.read() as session:
            return datasets.content_of(session, run.organisation_id, run.dataset_id)

    def _wish(self, hold: Hold) -> str:
        """Prolong the lease; why the search is to stop, "" for no reason. Raises LeaseLostError, LeavingError."""
        hold.beat()
        if self._leave.is_set():
            self._leave_at = min(self._leave_at, time.monotonic() + self._settings.shutdown_seconds)
            if self._at_once.is_set() or time.monotonic() > self._leave_at:
                raise LeavingError
        return CANCELLED if hold.cancelled else ""

    def _write(self, run: RunRow, hold: Hold, end: End, outcome: Ended) -> None:
        """End the run and keep its plan, in one transaction. Raises LeaseLostError."""
        plan = None
        if outcome.planned:
            try:
                plan = found(end, run)
            except TooLargeError as error:
                outcome = Ended("failed", "too_large", str(error))
        columns = {
            "state": outcome.state,
            "reason": outcome.reason,
            "sentence": outcome.sentence,
            "faults": outcome.faults,
            "plan_id": None if plan is None else plan.plan["id"],
            "progress": hold.progress,
        }
        actor = Actor(run.organisation_id, "worker", self.owner, "")

        def write(session: Session) -> None:
            queue.finish(session, hold.lease, columns)
            if plan is not None:
                plans.save(session, *plan)
            after = {name: columns[name] for name in ("state", "reason", "plan_id")}
            record(session, actor, "end", "run", run.id, {"state": "running"}, after)

        hold.beat(at_once=True)
        hold.write(write)
