"""Holding a run: the lease is prolonged while its child works, and what is heard of it is written down."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from api.apart.messages import Message
from models.db.repositories import queue
from models.db.repositories.queue import Lease, LeaseLostError, Rules

BEAT = 2.0
"""Seconds between two beats at most; a quarter of the lease where that is less. So soon a wish to cancel is heard."""

EVENTS = 200
"""After so many seconds an event of progress is written ever more rarely: a long run has some hundreds of them."""

PAUSE = 0.2
"""Seconds before the database is asked again; doubled each time until `LONGEST_PAUSE`."""

LONGEST_PAUSE = 2.0
Answer = TypeVar("Answer")


class Hold:
    """The lease of one run, for as long as its child works. Every call may raise LeaseLostError."""

    def __init__(self, sessions: sessionmaker[Session], lease: Lease, rules: Rules) -> None:
        self.lease = lease
        self._sessions, self._rules = sessions, rules
        self._every = min(BEAT, rules.lease.total_seconds() / 4)
        self._began = self._beaten = time.monotonic()
        self._next = 0.0
        self._told_at = float("-inf")
        self._told_phase = ""
        self._progress: dict[str, Any] | None = None
        self._news = False
        self.cancelled = False

    def hear(self, message: Message) -> None:
        """Take note of progress; it is written with the next beat."""
        seconds = time.monotonic() - self._began  # of the whole run, where the child's are of one part of the search
        self._progress = {**message.facts, "seconds": round(seconds, 3)}
        self._news = True

    def beat(self, *, at_once: bool = False) -> None:
        """Prolong the lease where it is time to. Raises LeaseLostError, too where the database is silent too long."""
        now = time.monotonic()
        if now < self._next and not at_once:
            return
        self._next = now + self._every
        tell = self._news and self._worth_telling(now)
        try:
            with self._sessions.begin() as session:
                self.cancelled |= queue.beat(session, self.lease, self._rules, self._progress, tell=tell)
        except SQLAlchemyError as error:
            structlog.get_logger().warning("the database refuses a beat", run_id=self.lease.run_id, error=told(error))
            if now - self._beaten > self._rules.lease.total_seconds():
                raise LeaseLostError(self.lease.run_id) from error
            return
        self._beaten = now
        if tell and self._progress is not None:
            self._news, self._told_at, self._told_phase = False, now, self._progress["phase"]

    def _worth_telling(self, now: float) -> bool:
        assert self._progress is not None  # noqa: S101 - there are news
        apart = max(self._every / 2, (now - self._began) / EVENTS)
        return self._progress["phase"] != self._told_phase or now - self._told_at >= apart

    @property
    def progress(self) -> Mapping[str, Any] | None:
        """The last that was heard."""
        return self._progress

    def write(self, work: Callable[[Session], None]) -> None:
        """Do the last write in one transaction, again until it is done or the lease has surely ended.

        A database may be busy, break a deadlock, or be away for a while. Where it went away after it had committed, the
        write is done, and doing it again finds the run ended: LeaseLostError.
        """

        def once() -> None:
            with self._sessions.begin() as session:
                work(session)

        self.patiently(once)

    def patiently(self, work: Callable[[], Answer]) -> Answer:
        """What `work` answers, which asks the database; again while it is away, as long as the lease may last."""
        pause = PAUSE
        while True:
            try:
                return work()
            except (OperationalError, InterfaceError, PoolTimeoutError) as error:
                structlog.get_logger().warning("asked again", run_id=self.lease.run_id, error=told(error))
                if time.monotonic() - self._beaten > self._rules.lease.total_seconds():
                    raise LeaseLostError(self.lease.run_id) from error
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


def told(error: SQLAlchemyError) -> str:
    """What the database said, without the statement."""
    return str(getattr(error, "orig", None) or type(error).__name__)
