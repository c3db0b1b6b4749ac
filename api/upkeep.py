"""What `caselot serve` does by itself from time to time: answers are forgotten when their days are over."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from models.db.base import now
from models.db.engine import Database
from models.db.repositories import idempotency

PAUSE = 3600.0
"""Seconds between two rounds."""
SOON = 60.0
"""Seconds until a round is tried again that the database refused."""


class Upkeep:
    """Forgets answers that are older than `days`. `clock` is for tests that cannot wait."""

    def __init__(self, database: Database, days: int, clock: Callable[[], dt.datetime] = now) -> None:
        self._database, self._days, self._clock = database, days, clock

    def once(self) -> int:
        """One round; how many answers were forgotten."""
        before = self._clock() - dt.timedelta(days=self._days)
        with self._database.write.begin() as session:
            return idempotency.forget_before(session, before)

    def run(self, stop: threading.Event, pause: float = PAUSE) -> None:
        """A round at once, and one after each pause, until told to stop."""
        while True:
            wait = pause
            try:
                structlog.get_logger().info("answers_forgotten", count=self.once())
            except SQLAlchemyError as error:
                structlog.get_logger().warning("upkeep waits for the database", error=type(error).__name__)
                wait = min(SOON, pause)
            if stop.wait(wait):
                return

    @contextmanager
    def running(self, pause: float = PAUSE) -> Iterator[None]:
        """Work in a thread of its own while the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=self.run, args=(stop, pause), name="upkeep", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(5)
