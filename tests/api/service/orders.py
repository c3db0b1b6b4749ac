"""Purchase orders over HTTP, for tests: a draft of 250.00 EUR unless a test says otherwise."""

from typing import Any

import httpx

from tests.service import Served

PATH = "/v1/purchase-orders"


def line(**given: Any) -> dict[str, Any]:
    return {
        "item_id": "A", "node_id": "N", "units": 100, "cases": 10, "unit_price": "2.50", "need_by": "2024-02-01",
    } | given  # fmt: skip


def body(*lines: dict[str, Any], **given: Any) -> dict[str, Any]:
    filled: dict[str, Any] = {"supplier_id": "S", "currency": "EUR", "order_date": "2024-01-01"}
    return filled | given | {"lines": list(lines) or [line()]}


class Orders:
    """One order, moved on by whoever may; each step checks that it was taken."""

    def __init__(self, service: Served, organisation: str = "main") -> None:
        self.service, self.organisation = service, organisation

    def as_(self, role: str) -> Any:
        return self.service.as_(role, self.organisation)

    def create(self, *lines: dict[str, Any], by: str = "buyer", **given: Any) -> dict[str, Any]:
        return taken(self.as_(by).post(PATH, json=body(*lines, **given)), 201)

    def step(self, order: dict[str, Any], action: str, role: str, **given: Any) -> dict[str, Any]:
        return taken(self.try_step(order, action, role, **given))

    def try_step(self, order: dict[str, Any], action: str, role: str, **given: Any) -> httpx.Response:
        sent = {"json": given} if given else {}
        answer: httpx.Response = self.as_(role).post(f"{PATH}/{order['id']}/{action}", version=order["version"], **sent)
        return answer

    def change(self, order: dict[str, Any], *lines: dict[str, Any], by: str = "buyer", **given: Any) -> dict[str, Any]:
        sent = body(*lines, **given)
        return taken(self.as_(by).put(f"{PATH}/{order['id']}", json=sent, version=order["version"]))

    def read(self, order: dict[str, Any]) -> dict[str, Any]:
        return taken(self.as_("viewer").get(f"{PATH}/{order['id']}"))

    def submitted(self, *lines: dict[str, Any], **given: Any) -> dict[str, Any]:
        return self.step(self.create(*lines, **given), "submit", "buyer")

    def approved(self, *lines: dict[str, Any], **given: Any) -> dict[str, Any]:
        return self.step(self.submitted(*lines, **given), "approve", "approver")

    def issued(self, *lines: dict[str, Any], **given: Any) -> dict[str, Any]:
        return self.step(self.approved(*lines, **given), "issue", "buyer")

    def reissue(self, order: dict[str, Any]) -> dict[str, Any]:
        return self.step(self.step(self.step(order, "submit", "buyer"), "approve", "approver"), "issue", "buyer")


def taken(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found
