"""The outbox: at least once, in order per document, retried with growing pauses, given up, replayed."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from api.server import _webhooks
from api.webhooks.deliver import Deliverer, Manner, pause_after
from api.webhooks.send import Message, send
from models.db.base import now
from models.db.repositories import webhooks
from models.db.rows.events import WebhookRow
from tests.api.service.orders import Orders, line, taken
from tests.api.webhooks.listener import Listener, listening
from tests.service import Served, problem_of

HOOKS = "/v1/webhooks"
INSIDE = Manner(seconds=2.0, attempts=3, private=True)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as made:
        yield made


class Clock:
    def __init__(self) -> None:
        self.at = now() + dt.timedelta(seconds=1)

    def __call__(self) -> dt.datetime:
        return self.at

    def advance(self, **given: float) -> None:
        self.at += dt.timedelta(**given)


def hook(service: Served, url: str, *kinds: str) -> dict[str, Any]:
    service.configure(webhooks_private=True)
    return taken(service.as_("admin").post(HOOKS, json={"url": url, "kinds": list(kinds)}), 201)


def deliveries(service: Served, made: dict[str, Any], **filters: str) -> list[dict[str, Any]]:
    found = taken(service.as_("admin").get(f"{HOOKS}/{made['id']}/deliveries", params=filters))["items"]
    return sorted(found, key=lambda each: each["position"])


def kinds_of(messages: list[dict[str, Any]]) -> list[str]:
    return [message["type"].split(".")[1] for message in messages]


def test_what_happens_is_told_signed_and_once(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    order = Orders(service).issued()
    deliverer = Deliverer(service.database, INSIDE, Clock())
    # One document: one after the other, in the order of the commits.
    assert [deliverer.deliver_due() for _ in range(6)] == [1, 1, 1, 1, 0, 0]
    messages = listener.verified(made["secret"])
    assert kinds_of(messages) == ["created", "submitted", "approved", "issued"]
    assert [message["position"] for message in messages] == [1, 2, 3, 4]
    assert messages[3]["document"] == {"kind": "purchase_order", "id": order["id"], "version": 1}
    assert messages[3]["data"]["number"] == "PO-000001"
    found = deliveries(service, made)
    assert [(each["state"], each["attempts"], each["last_status"]) for each in found] == [("delivered", 1, 200)] * 4
    assert [each["webhook-id"] for each in listener.headers] == [each["event_id"] for each in found]


def test_only_what_is_asked_for_is_told_and_only_in_the_organisation(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url, "purchase_order.issued")
    Orders(service, "other").issued()
    Orders(service).issued()
    assert Deliverer(service.database, INSIDE, Clock()).deliver_due() == 1
    assert kinds_of(listener.verified(made["secret"])) == ["issued"]


def test_what_is_rolled_back_is_not_told(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    orders = Orders(service)
    problem_of(orders.try_step(orders.create(), "approve", "approver"), 409, "transition-not-allowed")
    assert len(deliveries(service, made)) == 1


def test_a_failure_is_tried_again_later_and_holds_back_its_document_alone(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    orders, clock = Orders(service), Clock()
    first = orders.create()
    orders.step(first, "submit", "buyer")
    other = orders.create(line(item_id="B"))
    listener.answer = lambda body: 500 if body["document"]["id"] == first["id"] else 200
    deliverer = Deliverer(service.database, INSIDE, clock)
    assert deliverer.deliver_due() == 2
    assert deliverer.deliver_due() == 0
    told = {each["position"]: each for each in deliveries(service, made)}
    assert (told[1]["state"], told[1]["last_error"], told[2]["attempts"]) == ("waiting", "answered 500", 0)
    assert (told[3]["state"], told[3]["document_id"]) == ("delivered", other["id"])
    listener.answer = lambda _: 204
    clock.advance(seconds=4)
    assert deliverer.deliver_due() == 0
    clock.advance(seconds=3)  # the first pause is 5 s, a tenth more or less
    assert [deliverer.deliver_due(), deliverer.deliver_due()] == [1, 1]
    assert {each["state"] for each in deliveries(service, made)} == {"delivered"}
    messages = [each for each in listener.taken if each["document"]["id"] == first["id"]]
    assert kinds_of(messages) == ["created", "created", "submitted"]


def test_what_is_given_up_is_dead_and_can_be_replayed(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    orders, clock = Orders(service), Clock()
    orders.step(orders.create(), "submit", "buyer")
    listener.answer = lambda _: 503
    deliverer = Deliverer(service.database, INSIDE, clock)
    for _ in range(5):
        deliverer.deliver_due()
        clock.advance(hours=5)
    (dead,) = deliveries(service, made, state="dead")
    assert (dead["attempts"], dead["last_status"]) == (3, 503)
    assert [each["attempts"] for each in deliveries(service, made, state="waiting")] == [0]
    listener.answer = lambda _: 200
    admin = service.as_("admin")
    path = f"{HOOKS}/{made['id']}/deliveries"
    assert taken(admin.post(f"{path}/{dead['id']}/replay"))["state"] == "waiting"
    problem_of(admin.post(f"{path}/{dead['id']}/replay"), 409, "conflict")
    assert [deliverer.deliver_due(), deliverer.deliver_due(), deliverer.deliver_due()] == [1, 1, 0]
    assert kinds_of(listener.taken[-2:]) == ["created", "submitted"]
    problem_of(admin.post(f"{path}/{dead['id']}/skip"), 409, "conflict")


def test_a_dead_one_is_skipped_so_that_the_rest_can_go(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    orders = Orders(service)
    orders.step(orders.create(), "submit", "buyer")
    listener.answer = lambda body: 400 if body["position"] == 1 else 200
    deliverer = Deliverer(service.database, Manner(2.0, 1, private=True), Clock())
    assert [deliverer.deliver_due(), deliverer.deliver_due()] == [1, 0]
    (dead,) = deliveries(service, made, state="dead")
    admin = service.as_("admin")
    assert taken(admin.post(f"{HOOKS}/{made['id']}/deliveries/{dead['id']}/skip"))["state"] == "skipped"
    assert deliverer.deliver_due() == 1


def test_what_one_deliverer_holds_another_passes_over(service: Served, listener: Listener) -> None:
    hook(service, listener.url)
    Orders(service).create()
    clock = Clock()
    with service.database.write.begin() as session:
        (held,) = webhooks.claim_due(session, clock(), dt.timedelta(seconds=60), 10)
    deliverer = Deliverer(service.database, INSIDE, clock)
    assert deliverer.deliver_due() == 0
    clock.advance(seconds=61)
    assert deliverer.deliver_due() == 1
    # Whoever held it comes back too late: its outcome is not kept.
    with service.database.write.begin() as session:
        assert not webhooks.finish(session, held, "dead", clock(), next_at=clock(), status=500, error="late")


def test_a_redirect_is_not_followed(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    Orders(service).create()
    listener.answer = lambda _: 302
    Deliverer(service.database, INSIDE, Clock()).deliver_due()
    assert len(listener.taken) == 1
    assert deliveries(service, made)[0]["last_error"] == "answered 302 (redirects are not followed)"


def test_an_address_that_turns_out_to_be_inside_is_not_called(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    Orders(service).create()
    with service.database.write.begin() as session:
        inside = listener.url.replace("http://127.0.0.1", "https://localhost")
        session.execute(update(WebhookRow).values(url=inside))
    Deliverer(service.database, Manner(2.0, 3, private=False), Clock()).deliver_due()
    assert listener.taken == []
    assert "which is no public address" in deliveries(service, made)[0]["last_error"]


def test_an_inactive_webhook_waits_and_an_ended_one_is_told_nothing(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    orders, admin = Orders(service), service.as_("admin")
    orders.create()
    path = f"{HOOKS}/{made['id']}"
    off = taken(admin.patch(path, json={"active": False}, version=1))
    deliverer = Deliverer(service.database, INSIDE, Clock())
    assert deliverer.deliver_due() == 0
    on = taken(admin.patch(path, json={"active": True}, version=off["version"]))
    assert deliverer.deliver_due() == 1
    assert admin.delete(path, version=on["version"]).status_code == 200
    orders.create()
    assert deliverer.deliver_due() == 0
    problem_of(admin.get(path), 404, "not-found")


def test_a_webhook_is_refused_where_it_leads_inside_or_asks_for_nothing_known(service: Served) -> None:
    admin = service.as_("admin")
    for url in ("https://127.0.0.1/x", "http://example.com/x", "https://[fe80::1]/"):
        problem_of(admin.post(HOOKS, json={"url": url}), 422, "refused")
    sent = {"url": "https://erp.example/x", "kinds": ["purchase_order.isued"]}
    answer = problem_of(admin.post(HOOKS, json=sent), 422, "invalid")
    assert answer["faults"][0]["value"] == "purchase_order.isued"


def test_a_secret_is_shown_once_and_renewed(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    admin = service.as_("admin")
    assert made["secret"] not in admin.get(f"{HOOKS}/{made['id']}").text
    renewed = taken(admin.post(f"{HOOKS}/{made['id']}/renew-secret", version=1))
    assert renewed["secret"] != made["secret"]
    Orders(service).create()
    Deliverer(service.database, INSIDE, Clock()).deliver_due()
    assert len(listener.verified(renewed["secret"])) == 1
    log = admin.get("/v1/audit").text
    assert made["secret"] not in log
    assert renewed["secret"] not in log


def test_serve_delivers_beside_the_api_unless_told_not_to(service: Served, listener: Listener) -> None:
    made = hook(service, listener.url)
    Orders(service).create()
    found = service.state.settings.model_copy(update={"webhooks": False})
    before = threading.active_count()
    with _webhooks(found):
        assert threading.active_count() == before
    with _webhooks(found.model_copy(update={"webhooks": True})):
        assert listener.arrived.wait(30)
    assert threading.active_count() == before
    assert [each["state"] for each in deliveries(service, made)] == ["delivered"]


def test_pauses_grow_and_have_a_limit() -> None:
    # 5, 15, 45 ... 5 x 3^7 = 10,935 s; then four hours; each a tenth more or less
    for attempts, seconds in ((1, 5), (2, 15), (3, 45), (8, 10_935), (9, 14_400), (100, 14_400)):
        assert 0.9 * seconds <= pause_after(attempts).total_seconds() <= 1.1 * seconds


def test_nobody_listening_is_a_failure_with_its_reason() -> None:
    outcome = send("http://127.0.0.1:9/", Message("EVT-1", {}), "whsec_" + "A" * 43 + "=", seconds=1, private=True)
    assert (outcome.status, outcome.taken) == (None, False)
    assert "refused" in outcome.error
