"""Every write of the OpenAPI document, repeated under its key after a restart: the first answer, one effect."""

import json
from typing import Any, NamedTuple

import httpx
import pytest

from tests.api.service.ground import Ground, everything
from tests.api.service.test_attacks_on_ids import PARAMETER, routes, rows_of
from tests.service import MAIN, As, Served, problem_of

ORDERS = "/v1/purchase-orders/{order_id}"
HOOK = "/v1/webhooks/{webhook_id}"
DELIVERY = f"{HOOK}/deliveries/{{delivery_id}}"
DRAFT, SUBMITTED, APPROVED, ISSUED = range(4)
STEPS = {
    f"PUT {ORDERS}": DRAFT,
    f"POST {ORDERS}/submit": DRAFT,
    f"POST {ORDERS}/withdraw": DRAFT,
    f"POST {ORDERS}/approve": SUBMITTED,
    f"POST {ORDERS}/issue": SUBMITTED,
    f"POST {ORDERS}/close": SUBMITTED,
    f"POST {ORDERS}/reject": APPROVED,
    f"POST {ORDERS}/cancel": ISSUED,
}
"""Steps of orders, each possible after the one before, and which of the orders that are there takes it."""
LATE = (
    *STEPS, f"POST {DELIVERY}/skip", f"POST {DELIVERY}/replay", f"DELETE {HOOK}",
    "PUT /v1/suppliers/{supplier_id}/standing",
)  # fmt: skip
"""What is possible in this order only, after all else."""


class Sent(NamedTuple):
    """A write that was taken, and its answer."""

    route: str
    call: dict[str, Any]
    answer: httpx.Response


def in_order(names: list[str]) -> list[str]:
    """Writes, so that none takes from another what it is about: master data last, taken away, put, taken away."""

    def place(name: str) -> tuple[bool, int, int]:
        taking = 0 if name.endswith("/deletions") else 2 if name.endswith("/row") else 1
        return "/v1/master/" in name, LATE.index(name) if name in LATE else -1, taking

    return sorted(names, key=place)


def called(route: str, operation: dict[str, Any], ground: Ground, caller: As, key: str) -> dict[str, Any]:
    """A call of a route that is taken as things stand."""
    method, path = route.split(" ")
    names = dict(ground.names)
    names["order_id"] = names["order_id"][STEPS.get(route, DRAFT) :]
    if route == "POST /v1/runs/{run_id}/cancel":
        names["run_id"] = names["waiting_run_id"]
    address = PARAMETER.sub(lambda found: names[found[1]][0], path)
    call: dict[str, Any] = {"method": method, "path": address, "key": key, "params": ground.queries.get(route)}
    body = ground.bodies.get(route)
    if "requestBody" in operation and body is not None:
        call |= {"content": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}
    if any(each["name"] == "If-Match" for each in operation.get("parameters", [])):
        document = address if method != "POST" else address.rsplit("/", maxsplit=1)[0]
        told = caller.get(document).headers.get("etag")
        call["version"] = None if told is None else int(told.strip('"'))
    return call


@pytest.mark.slow
def test_every_write_again_under_its_key_has_the_first_answer_and_one_effect(
    grounded: tuple[Served, Ground],
) -> None:
    service, ground = grounded
    caller = service.with_key(everything(service))
    writes = {name: each for name, each in routes(service).items() if not name.startswith("GET ")}
    sent: list[Sent] = []
    for number, route in enumerate(in_order(list(writes))):
        call = called(route, writes[route], ground, caller, f"k{number}")
        answer = caller.send(**call)
        assert answer.status_code < 400, f"{route} is not taken; tell how: {answer.text}"
        assert "idempotency-replayed" not in answer.headers
        sent.append(Sent(route, call, answer))
    assert len(sent) > 80
    service.configure(requests_per_minute=10**6)  # a restart
    before = rows_of(service, MAIN)
    for route, call, first in sent:
        again = caller.send(**call)
        assert again.headers.get("idempotency-replayed") == "true", f"{route}: {again.text}"
        assert (again.status_code, again.content) == (first.status_code, first.content), route
        assert [again.headers.get(name) for name in ("location", "etag")] == [
            first.headers.get(name) for name in ("location", "etag")
        ], route
        other = call | {"content": call.get("content", b"") + b" "}
        problem_of(caller.send(**other), 422, "idempotency-key-reused")
    assert rows_of(service, MAIN) == before
