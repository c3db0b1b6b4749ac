"""From the outbox to the addresses: at least once, of each document in order, until taken or given up.

Any number of these may run, in any number of processes: what one has taken the others pass over until its lease ends,
and an attempt that outlived its lease changes nothing.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.webhooks.send import Message, Outcome, send
from models.db.base import now
from models.db.engine import Database
from models.db.repositories import webhooks
from models.db.rows.events import DeliveryRow, EventRow, WebhookRow

FIRST_PAUSE, GROWTH, LONGEST_PAUSE = 5.0, 3.0, 4 * 3600.0  # seconds
BATCH, SENDERS = 32, 8
IDLE = 1.0  # seconds between two looks at an outbox in which nothing is due


@dataclass(frozen=True, slots=True)
class Manner:
    """How messages are delivered: seconds for an answer, attempts before giving up, private addresses or none."""

    seconds: float = 10.0
    attempts: int = 12
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    taken: DeliveryRow
    webhook: WebhookRow
    message: Message


class Deliverer:
    """Delivers what is due. `clock` is for tests that cannot wait."""

    def __init__(self, database: Database, manner: Manner, clock: Callable[[], dt.datetime] = now) -> None:
        self._database, self._manner, self._clock = database, manner, clock

    def deliver_due(self) -> int:
        """Try everything that is due once; how many were tried."""
        with self._database.read() as session:  # so that an idle deliverer never holds an embedded database
            if not webhooks.any_due(session, self._clock()):
                return 0
        jobs = self._claim()
        if jobs:
            with ThreadPoolExecutor(min(SENDERS, len(jobs))) as pool:
                for job, outcome in zip(jobs, pool.map(self._send, jobs), strict=True):
                    self._finish(job, outcome)
        return len(jobs)

    def run(self, stop: threading.Event) -> None:
        """Deliver until told to stop; a database that refuses is asked again a little later."""
        while not stop.is_set():
            try:
                idle = not self.deliver_due()
            except SQLAlchemyError as error:
                structlog.get_logger().warning("webhooks wait for the database", error=type(error).__name__)
                idle = True
            if idle:
                stop.wait(IDLE)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Deliver in a thread of its own while the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=self.run, args=(stop,), name="webhooks", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(self._manner.seconds + 5)

    def _claim(self) -> list[_Job]:
        # Longer than any attempt takes: a whole batch may wait its turn for one of the senders.
        lease = dt.timedelta(seconds=self._manner.seconds * (BATCH / SENDERS + 1) + 30)
        with self._database.write.begin() as session:
            rows = webhooks.claim_due(session, self._clock(), lease, BATCH)
            return [
                _Job(row, webhook, message_of(event)) for row, webhook, event in webhooks.with_events(session, rows)
            ]

    def _send(self, job: _Job) -> Outcome:
        manner = self._manner
        return send(job.webhook.url, job.message, job.webhook.secret, seconds=manner.seconds, private=manner.private)

    def _finish(self, job: _Job, outcome: Outcome) -> None:
        at, taken = self._clock(), job.taken
        state, next_at = webhooks.DELIVERED, at
        if not outcome.taken:
            given_up = taken.attempts >= self._manner.attempts
            state = webhooks.DEAD if given_up else webhooks.WAITING
            next_at = at + pause_after(taken.attempts)
        with self._database.write.begin() as session:
            webhooks.finish(session, taken, state, at, next_at=next_at, status=outcome.status, error=outcome.error)
        structlog.get_logger().info(
            "webhook", webhook_id=taken.webhook_id, delivery_id=taken.id, attempt=taken.attempts, state=state,
            status=outcome.status, error=outcome.error,
        )  # fmt: skip


def message_of(event: EventRow) -> Message:
    """What is told of an event. `position` orders the events of an organisation."""
    body = {
        "type": event.kind,
        "timestamp": event.at.isoformat(),
        "position": event.position,
        "document": {"kind": event.document_kind, "id": event.document_id, "version": event.document_version},
        "data": event.body,
    }
    return Message(event.id, body)


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: three times as long each time, up to four hours, a fifth at random."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * GROWTH ** min(attempts - 1, 20))
    return dt.timedelta(seconds=pause * (0.9 + 0.2 * secrets.randbelow(1000) / 1000))
