"""Runs and orders over HTTP in any order of calls, beside a few lines that say what must come of each call."""

from typing import Any, NamedTuple

import httpx
from fastapi.testclient import TestClient
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from models.db.repositories.audit import verify
from tests.api.service.machine import ServiceMachine, run_machine
from tests.api.service.orders import PATH, body, line, taken
from tests.api.service.planned import finish_run, solved
from tests.api.service.planning import put_dataset
from tests.databases import Template
from tests.service import MAIN

LINES = 4
EXAMPLES = 2
"""On PostgreSQL, where a copy takes longer; twice as many on SQLite."""

LEADS_TO = {
    "change": "draft", "submit": "pending_approval", "withdraw": "draft", "approve": "approved", "reject": "rejected",
    "issue": "issued", "cancel": "cancelled", "close": "closed", "acknowledge": None,
}  # fmt: skip
"""The state after each action; an acknowledgement leaves it."""
OPEN = {"draft", "pending_approval", "approved", "rejected", "issued"}
ALLOWED_IN = {
    "change": OPEN - {"pending_approval"}, "submit": {"draft"}, "withdraw": {"pending_approval"},
    "approve": {"pending_approval"}, "reject": {"pending_approval", "approved"}, "issue": {"approved"},
    "cancel": OPEN, "close": OPEN, "acknowledge": OPEN,
}  # fmt: skip
AFTER_ISSUE = {"close", "acknowledge"}
BY = {"approve": "approver", "reject": "approver"}
WITH_REASON = {"reject", "cancel", "close"}
RUN_STATES = ("queued", "running", "succeeded", "failed", "cancelled")
RIGHT = ["submit", "approve", "issue"]
"""The way that most orders go."""
RIGHT_STATES = ("pending_approval", "approved")


class Write(NamedTuple):
    """A write that was taken, and its answer."""

    role: str
    method: str
    path: str
    sent: dict[str, Any]
    answer: httpx.Response


class Machine(ServiceMachine):
    """What the service holds, as it is remembered here: orders by id with state and version, runs by id with state."""

    @initialize()
    def begin(self) -> None:
        self.open()
        self.dataset = put_dataset(self.service.database, solved()[0])
        self.orders: dict[str, dict[str, Any]] = {}
        self.runs: dict[str, str] = {}
        self.plans: dict[str, set[int]] = {}
        self.writes: list[Write] = []
        self.happened: list[tuple[str, str]] = []
        self.pulled: list[tuple[int, str, str]] = []
        self.cursor = "0"
        for steps in (1, 2, 3, 3):
            self.create(10)
            self.onward(list(self.orders)[-1], steps)

    def write(self, role: str, method: str, path: str, **sent: Any) -> httpx.Response:
        sent["key"] = f"key-{len(self.writes)}"
        answer: httpx.Response = self.service.as_(role).send(method, path, **sent)
        if answer.status_code < 400:
            self.writes.append(Write(role, method, path, sent, answer))
        return answer

    # runs

    @rule(tag=st.sampled_from("ab"))
    def start(self, tag: str) -> None:
        answer = self.write("planner", "POST", "/v1/runs", json={"dataset_id": self.dataset, "tags": [tag]})
        self.runs[taken(answer, 202)["id"]] = "queued"

    @precondition(lambda self: self.runs)
    @rule(data=st.data())
    def stop(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(list(self.runs)))
        answer = self.write("planner", "POST", f"/v1/runs/{run}/cancel")
        if self.runs[run] == "succeeded":
            assert answer.status_code == 409, answer.text
            return
        assert taken(answer)["state"] == "cancelled"
        self.runs[run] = "cancelled"

    @precondition(lambda self: "queued" in self.runs.values())
    @rule(data=st.data())
    def plan(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from([run for run, state in self.runs.items() if state == "queued"]))
        self.plans[finish_run(self.service.database, run, *solved())] = set()
        self.runs[run] = "succeeded"

    @precondition(lambda self: self.plans)
    @rule(data=st.data(), numbers=st.sets(st.integers(1, LINES), min_size=1))
    def release(self, data: st.DataObject, numbers: set[int]) -> None:
        plan = data.draw(st.sampled_from(list(self.plans)))
        new = numbers - self.plans[plan]
        sent = {"lines": [f"{plan}-{number:06d}" for number in sorted(numbers)], "despite": ["overtaken"]}
        done = taken(self.write("planner", "POST", f"/v1/plans/{plan}/release", json=sent), 201 if new else 200)
        assert (done["lines"], done["before_count"]) == (len(new), len(numbers - new))
        for order in done["orders"]:
            self.orders[order["id"]] = {"state": "draft", "version": 1, "issued": False, "number": order["number"]}
        self.plans[plan] |= numbers

    # orders

    @rule(units=st.sampled_from([10, 20]))
    def create(self, units: int) -> None:
        made = taken(self.write("buyer", "POST", PATH, json=body(line(units=units, cases=1))), 201)
        self.orders[made["id"]] = {"state": "draft", "version": 1, "issued": False, "number": made["number"]}

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), action=st.sampled_from(sorted(LEADS_TO)), stale=st.integers(0, 4))
    def step(self, data: st.DataObject, action: str, stale: int) -> None:
        order = data.draw(st.sampled_from(list(self.orders)))
        known = self.orders[order]
        if stale == 0 and action != "acknowledge":
            answer = self.act(order, action, known["version"] + 1)
            assert answer.status_code == 412, answer.text
            return
        self.expect(order, action, self.act(order, action, known["version"]))

    @precondition(lambda self: any(known["state"] in {"draft", *RIGHT_STATES} for known in self.orders.values()))
    @rule(data=st.data(), steps=st.integers(1, 3))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        onward = [order for order, known in self.orders.items() if known["state"] in {"draft", *RIGHT_STATES}]
        order = data.draw(st.sampled_from(onward))
        self.onward(order, steps)

    def onward(self, order: str, steps: int) -> None:
        """The next steps on the way that most orders go."""
        place = ["draft", *RIGHT_STATES].index(self.orders[order]["state"])
        for action in RIGHT[place : place + steps]:
            self.expect(order, action, self.act(order, action, self.orders[order]["version"]))

    def act(self, order: str, action: str, version: int) -> httpx.Response:
        if action == "acknowledge":
            before = taken(self.service.as_("buyer").get(f"{PATH}/{order}"))
            first = before["lines"][0]
            parts = [{"answer": "accepted", "units": first["units"]}]
            answered = {"order": order, "lines": [{"line": first["number"], "parts": parts}]}
            answered |= {"order_version": before["issued_version"]}
            return self.write("buyer", "POST", "/v1/acknowledgements", json=answered)
        if action == "change":
            before = taken(self.service.as_("buyer").get(f"{PATH}/{order}"))
            changed = body(
                line(number=1, units=before["lines"][0]["units"], cases=1), supplier_id=before["supplier_id"]
            )
            return self.write("buyer", "PUT", f"{PATH}/{order}", json=changed, version=version)
        sent: dict[str, Any] = {"json": {"reason": "so it is"}} if action in WITH_REASON else {}
        return self.write(BY.get(action, "buyer"), "POST", f"{PATH}/{order}/{action}", version=version, **sent)

    def expect(self, order: str, action: str, answer: httpx.Response) -> None:
        known = self.orders[order]
        allowed = known["state"] in ALLOWED_IN[action] and (known["issued"] or action not in AFTER_ISSUE)
        if not allowed:
            assert answer.status_code == 409, answer.text
            return
        assert answer.status_code == (201 if action == "acknowledge" else 200), answer.text
        known["version"] += 1
        known["state"] = LEADS_TO[action] or known["state"]
        told = {"issue": "changed" if known["issued"] else "issued", "cancel": "cancelled", "close": "closed"}
        if action == "issue" or (known["issued"] and action in told):
            self.happened.append((known["number"], f"purchase_order.{told[action]}"))
        known["issued"] |= action == "issue"
        if action != "acknowledge":
            assert (answer.json()["state"], answer.json()["version"]) == (known["state"], known["version"])

    @precondition(lambda self: self.writes)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """Whatever came between: the first answer, and no other effect."""
        write = data.draw(st.sampled_from(self.writes))
        again = self.service.as_(write.role).send(write.method, write.path, **write.sent)
        assert (again.status_code, again.content) == (write.answer.status_code, write.answer.content)
        assert again.headers["idempotency-replayed"] == "true"

    @rule(limit=st.integers(1, 3))
    def pulled_next(self, limit: int) -> None:
        self.pull(limit)

    def pull(self, limit: int) -> None:
        page = taken(
            self.service.as_("integration").get(f"{PATH}/feed", params={"cursor": self.cursor, "limit": limit})
        )
        self.pulled += [(each["position"], each["order"]["number"], each["event"]) for each in page["items"]]
        self.cursor = page["cursor"]
        assert page["more"] or len(self.pulled) == len(self.happened)

    # what always holds

    @invariant()
    def the_feed_skips_and_repeats_nothing(self) -> None:
        if not hasattr(self, "pulled"):
            return
        positions = [position for position, *_ in self.pulled]
        assert positions == sorted(set(positions))
        assert [(number, event) for _, number, event in self.pulled] == self.happened[: len(self.pulled)]

    @invariant()
    def everything_is_in_the_state_and_version_that_its_calls_led_to(self) -> None:
        if not hasattr(self, "orders"):
            return
        found = taken(self.service.as_("viewer").get(PATH, params={"limit": 500}))["items"]
        assert {each["id"]: (each["state"], each["version"]) for each in found} == {
            order: (known["state"], known["version"]) for order, known in self.orders.items()
        }
        with self.service.database.read() as session:
            assert verify(session, MAIN).fault == ""

    def look_back(self) -> None:
        """In the end the feed has told everything, and everything is found in its own state alone."""
        for _ in range(len(self.happened) - len(self.pulled)):
            self.pull(1)
        assert [told[1:] for told in self.pulled] == self.happened
        viewer, listed = self.service.as_("viewer"), {}
        for state in RUN_STATES:  # each is in one state, and one alone
            for each in taken(viewer.get("/v1/runs", params={"state": state, "limit": 500}))["items"]:
                assert each["id"] not in listed
                listed[each["id"]] = state
        assert listed == self.runs
        for state in (*OPEN, "cancelled", "closed"):
            ids = {each["id"] for each in taken(viewer.get(PATH, params={"state": state, "limit": 500}))["items"]}
            assert ids == {order for order, known in self.orders.items() if known["state"] == state}


def test_whatever_is_called_in_whatever_order(template: Template, app_client: TestClient) -> None:
    run_machine(Machine, template, app_client, examples=EXAMPLES, steps=12)
