"""From the outbox to the addresses: at least once, of each document in order, until taken or given up.

Any number of these may run, in any number of processes: what one has taken the others pass over until its lease ends,
and an attempt that outlived its lease changes nothing. An address that does not answer holds up nobody else: few of its
messages are tried at a time, and after that it rests for a while.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
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
OF_ONE = 4  # of one webhook in a batch: half of the senders stay free for others
LONGEST_REST = 300.0  # seconds an address is left alone that gave no answer
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


@dataclass(frozen=True, slots=True)
class _Rest:
    """How often in a row a webhook gave no answer, and until when it is left alone."""

    times: int
    until: dt.datetime


class Deliverer:
    """Delivers what is due. `clock` is for tests that cannot wait."""

    def __init__(self, database: Database, manner: Manner, clock: Callable[[], dt.datetime] = now) -> None:
        self._database, self._manner, self._clock = database, manner, clock
        self._rests: dict[str, _Rest] = {}

    def deliver_due(self) -> int:
        """Try what is due once, a batch of it; how many were tried."""
        resting = self._resting()
        with self._database.read() as session:  # so that an idle deliverer never holds an embedded database
            if not webhooks.any_due(session, self._clock(), resting=resting):
                return 0
        jobs = self._claim(resting)
        if jobs:
            answered: dict[str, bool] = {}
            with ThreadPoolExecutor(min(SENDERS, len(jobs))) as pool:
                sent = {pool.submit(self._send, job): job for job in jobs}
                for each in as_completed(sent):  # what is answered is not to wait for what is not
                    job, outcome = sent[each], each.result()
                    self._finish(job, outcome)
                    id_ = job.webhook.id
                    answered[id_] = answered.get(id_, False) or outcome.status is not None
            self._give_rest(answered)
        return len(jobs)

    def _resting(self) -> set[str]:
        at = self._clock()
        return {id_ for id_, rest in self._rests.items() if rest.until > at}

    def _give_rest(self, answered: dict[str, bool]) -> None:
        """Leave webhooks alone that gave no answer to any message of a batch, longer each time; wake those that did."""
        at = self._clock()
        for id_, any_answer in answered.items():
            before = self._rests.pop(id_, None)
            if not any_answer:
                times = before.times + 1 if before else 1
                pause = min(pause_after(times), dt.timedelta(seconds=LONGEST_REST))
                self._rests[id_] = _Rest(times, at + pause)

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

    def _claim(self, resting: set[str]) -> list[_Job]:
        # Longer than any attempt takes: a whole batch may wait its turn for one of the senders.
        lease = dt.timedelta(seconds=self._manner.seconds * (BATCH / SENDERS + 1) + 30)
        with self._database.write.begin() as session:
            rows = webhooks.claim_due(session, self._clock(), lease, BATCH, each=OF_ONE, resting=resting)
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
