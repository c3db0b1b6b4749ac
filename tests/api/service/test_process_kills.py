"""The service as a process that is killed (SIGKILL) while it writes: what it acknowledged is there, whole, and once.

`CASELOT_KILLS=20` in the environment kills so many processes instead of one, on each database.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from models.db.engine import Database
from models.db.repositories import audit
from models.db.rows.audit import AuditRow
from models.db.rows.events import CounterRow, EventRow
from models.db.rows.orders import OrderLineRow, OrderRow, OrderVersionRow
from tests.api.cli.test_serve import serving
from tests.api.service.orders import PATH, body, line
from tests.api.worker.processes import waited
from tests.service import MAIN, Served

KILLS = int(os.environ.get("CASELOT_KILLS", "1"))
CLIENTS = 6
ENOUGH = 12
"""Orders that are acknowledged before a kill."""

PATIENCE = 60.0
ALONE = {"CASELOT_WORKERS": "0", "CASELOT_WEBHOOKS": "false"}
ORDER = body(*(line(item_id=item) for item in "ABC"))


class Writers:
    """Clients that create orders as fast as they are answered, each under a key of its own, until nobody answers."""

    def __init__(self, address: str, secret: str, begin: int) -> None:
        self.address, self.headers = address, {"Authorization": f"Bearer {secret}"}
        self.keys = iter(range(begin, 10**6))
        self.sent: set[str] = set()
        self.acknowledged: dict[str, httpx.Response] = {}
        self._turn = threading.Lock()

    def work(self) -> None:
        with httpx.Client(base_url=self.address, timeout=PATIENCE, headers=self.headers) as client:
            while True:
                with self._turn:
                    key = f"order-{next(self.keys)}"
                    self.sent.add(key)
                try:
                    answer = client.post(PATH, json=ORDER, headers={"Idempotency-Key": key})
                except httpx.TransportError:
                    return
                assert answer.status_code == 201, answer.text
                self.acknowledged[key] = answer


@pytest.mark.slow
def test_what_a_killed_service_acknowledged_is_there_whole_and_once(service: Served, tmp_path: Path) -> None:
    secret = service.as_("buyer").secret
    assert secret is not None
    draw = random.Random(1)  # noqa: S311 - for no secret
    first: dict[str, httpx.Response] = {}
    before: set[str] = set()
    for number in range(KILLS):
        with serving(tmp_path, CASELOT_DATABASE_URL=service.url, **ALONE) as (process, address):
            writers = Writers(address, secret, number * 10_000)
            with ThreadPoolExecutor(CLIENTS) as pool:
                done = [pool.submit(writers.work) for _ in range(CLIENTS)]
                waited(lambda: len(writers.acknowledged) >= ENOUGH or None, "some orders")  # noqa: B023 - asked at once
                time.sleep(draw.uniform(0, 0.05))  # not always at the same place of a request
                process.send_signal(signal.SIGKILL)
                for each in done:
                    each.result(PATIENCE)
        first |= writers.acknowledged
        before |= writers.sent
        assert list(_wrong(service.database, set(first), before)) == []
    sent = next(iter(first.values())).request.content
    for key in sorted(before):  # to another process than the one that was killed
        answer = service.as_("buyer").post(PATH, content=sent, key=key, headers={"Content-Type": "application/json"})
        assert answer.status_code == 201
        if key in first:
            assert answer.content == first[key].content
            assert answer.headers["idempotency-replayed"] == "true"
    assert list(_wrong(service.database, before, before)) == []


def _wrong(database: Database, least: set[str], most: set[str]) -> Iterator[str]:
    """What is wrong: each order has its version, three lines, one event and one entry of the log, or is not there."""
    with database.read() as session:
        orders = list(session.scalars(select(OrderRow).order_by(OrderRow.number)))
        if not len(least) <= len(orders) <= len(most):
            yield f"{len(orders)} orders are there, of {len(least)} acknowledged and {len(most)} sent"
        if [order.number for order in orders] != [f"PO-{place:06d}" for place in range(1, len(orders) + 1)]:
            yield "numbers are missing"
        for row, count in ((OrderVersionRow, 1), (OrderLineRow, 3)):
            counted = select(row.order_id, func.count()).group_by(row.order_id)
            found = {order_id: int(times) for order_id, times in session.execute(counted)}
            if found != {order.id: count for order in orders}:
                yield f"not each order has {count} of {row.__tablename__}"
        told = select(EventRow.document_id, EventRow.position).order_by(EventRow.position)
        events = [(document_id, position) for document_id, position in session.execute(told)]
        if [position for _, position in events] != list(range(1, len(orders) + 1)):
            yield f"events have the positions {[position for _, position in events]}"
        logged = select(AuditRow.document_id).where(AuditRow.kind == "purchase_order")
        ids = sorted(order.id for order in orders)
        if sorted(id_ for id_, _ in events) != ids or sorted(session.scalars(logged)) != ids:
            yield "events or the log do not tell of each order once"
        given = session.scalar(select(CounterRow.value).where(CounterRow.name == "order"))
        if given != len(orders):
            yield f"{given} numbers were given out"
        if audit.verify(session, MAIN).fault:
            yield audit.verify(session, MAIN).fault
