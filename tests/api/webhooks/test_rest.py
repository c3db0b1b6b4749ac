"""An address that does not answer holds up nobody else."""

import threading
from collections import Counter
from typing import Any

import pytest

from api.webhooks import deliver
from api.webhooks.deliver import OF_ONE, Deliverer, Manner
from api.webhooks.send import Message, Outcome
from tests.api.service.orders import Orders, taken
from tests.api.webhooks.test_deliver import HOOKS, Clock, deliveries
from tests.service import OTHER, Served

DEAD, ALIVE = "http://127.0.0.1:1/", "http://127.0.0.1:2/"
MANNER = Manner(seconds=2.0, attempts=12, private=True)


class Network:
    """Answers for some addresses and not for others, and counts what it was asked to carry."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.silent = {DEAD}
        self.patience = threading.Event()
        self.patience.set()

    def __call__(self, url: str, _message: Message, _secret: str, **_: Any) -> Outcome:
        self.asked[url] += 1
        if url not in self.silent:
            return Outcome(200, "")
        assert self.patience.wait(30)
        return Outcome(None, "TimeoutError: timed out")

    def taken(self) -> tuple[int, int]:
        """How often each of the two was asked since the last time."""
        found = self.asked[DEAD], self.asked[ALIVE]
        self.asked.clear()
        return found


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network()
    monkeypatch.setattr(deliver, "send", made)
    return made


def two_hooks(service: Served, orders: int) -> dict[str, Any]:
    """Another organisation's dead address with so many events, then one event for an address of ours that answers."""
    service.configure(webhooks_private=True)
    taken(service.as_("admin", OTHER).post(HOOKS, json={"url": DEAD, "kinds": []}), 201)
    ours = taken(service.as_("admin").post(HOOKS, json={"url": ALIVE, "kinds": []}), 201)
    for _ in range(orders):
        Orders(service, OTHER).create()
    Orders(service).create()
    return ours


def test_few_messages_of_one_address_are_tried_at_a_time_and_then_it_rests(service: Served, network: Network) -> None:
    two_hooks(service, 10)
    clock = Clock()
    deliverer = Deliverer(service.database, MANNER, clock)
    assert deliverer.deliver_due() == OF_ONE + 1
    assert network.taken() == (OF_ONE, 1)
    Orders(service).create()
    assert [deliverer.deliver_due(), deliverer.deliver_due()] == [1, 0]  # six of the dead one are due, and it rests
    assert network.taken() == (0, 1)
    clock.advance(seconds=6)  # it rests for 5 s, a tenth more or less, then for 15 s
    assert deliverer.deliver_due() == OF_ONE
    clock.advance(seconds=13)
    assert deliverer.deliver_due() == 0
    clock.advance(seconds=4)
    network.silent.clear()
    network.taken()
    while deliverer.deliver_due():  # once it answers, everything goes
        pass
    assert network.taken() == (10, 0)


def test_a_rest_has_a_limit_and_an_answer_ends_it_whatever_it_says(service: Served, network: Network) -> None:
    two_hooks(service, 1)
    clock = Clock()
    deliverer = Deliverer(service.database, Manner(2.0, 100, private=True), clock)
    for times in range(1, 8):  # 5, 15, 45, 135, then 300 s instead of 405
        deliverer.deliver_due()
        (rest,) = deliverer._rests.values()
        assert rest.times == times
        assert (rest.until - clock.at).total_seconds() <= 300
        clock.advance(hours=5)
    network.silent.clear()
    assert deliverer.deliver_due() == 1
    assert deliverer._rests == {}


def test_what_is_answered_is_noted_while_others_are_waited_for(
    service: Served, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = two_hooks(service, 2)
    network.patience.clear()
    noted: list[str] = []
    finish = Deliverer._finish

    def finished(self: Deliverer, job: Any, outcome: Outcome) -> None:
        finish(self, job, outcome)
        noted.append(job.webhook.id)
        network.patience.set()  # only now does the dead one's time run out

    monkeypatch.setattr(Deliverer, "_finish", finished)
    assert Deliverer(service.database, MANNER, Clock()).deliver_due() == 3
    assert noted[0] == ours["id"]
    assert [each["state"] for each in deliveries(service, ours)] == ["delivered"]
