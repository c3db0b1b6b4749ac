"""Attacks of the field's checklists (OWASP API Security Top 10): the attack, the request, the answer."""

import base64
import json
from typing import Any, NamedTuple

import pytest

from tests.api.service.orders import body, line
from tests.models.uploads.forms import files, packed
from tests.service import Served, problem_of

KEY = {"Content-Type": "application/json"}


class Attack(NamedTuple):
    """What is sent by whom, and the refusal."""

    name: str
    role: str
    method: str
    path: str
    content: bytes
    status: int
    slug: str


def user(**given: Any) -> bytes:
    return json.dumps({"name": "Ada", "roles": ["buyer"]} | given).encode()


def order(**given: Any) -> bytes:
    return json.dumps(body(line(**given))).encode()


ATTACKS = (
    Attack("mass assignment: a tenant", "admin", "POST", "/v1/users", user(organisation_id="o"), 422, "invalid"),
    Attack("mass assignment: an id", "admin", "POST", "/v1/users", user(id="USR-1"), 422, "invalid"),
    Attack("a role that is none", "admin", "POST", "/v1/users", user(roles=["root"]), 422, "invalid"),
    Attack("a planner makes users", "planner", "POST", "/v1/users", user(), 403, "not-allowed"),
    Attack("NUL in a text", "admin", "POST", "/v1/users", user(name="A\0"), 422, "invalid"),
    Attack("deep JSON", "admin", "POST", "/v1/users", b"[" * 100_000, 400, "malformed"),
    Attack("1e308 as a limit", "planner", "POST", "/v1/runs",
           b'{"dataset_id": "x", "options": {"time_limit": 1e308}}', 422, "invalid"),
    Attack("NaN as a gap", "planner", "POST", "/v1/runs",
           b'{"dataset_id": "x", "options": {"gap": NaN}}', 422, "invalid"),
    Attack("infinity by overflow", "planner", "POST", "/v1/runs",
           b'{"dataset_id": "x", "options": {"gap": 1e999}}', 422, "invalid"),
    Attack("minus infinity as a limit", "planner", "POST", "/v1/runs",
           b'{"dataset_id": "x", "options": {"time_limit": -Infinity}}', 422, "invalid"),
    Attack("1e308 as a price", "buyer", "POST", "/v1/purchase-orders", order(unit_price=1e308), 422, "invalid"),
    Attack("more digits than money has", "buyer", "POST", "/v1/purchase-orders", order(unit_price="9" * 19), 422,
           "invalid"),
    Attack("2^63 units", "buyer", "POST", "/v1/purchase-orders", order(units=2**63, cases=1), 422, "invalid"),
    Attack("a number of a version beyond 64 bits", "viewer", "GET", f"/v1/purchase-orders/x/versions/{2**63}", b"", 422,
           "invalid"),
    Attack("SQL in a filter", "viewer", "GET", "/v1/purchase-orders?supplier_id=' OR '1'='1&state=x' OR 1=1", b"", 422,
           "invalid"),
    Attack("SQL in a sort", "viewer", "GET", "/v1/plans/x/orders?sort=units;DROP TABLE plans", b"", 404, "not-found"),
    Attack("SQL in an id", "planner", "GET", "/v1/runs/' OR '1'='1", b"", 404, "not-found"),
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused(service: Served, attack: Attack) -> None:
    caller = service.as_(attack.role)
    given: dict[str, Any] = {"content": attack.content, "headers": KEY} if attack.content else {}
    problem_of(caller.send(attack.method, attack.path, **given), attack.status, attack.slug)


def test_the_nearest_call_is_taken(service: Served) -> None:
    assert service.as_("admin").post("/v1/users", content=user(), headers=KEY).status_code == 201


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE users; --", '=cmd|"/c calc"!A0', "<script>alert(1)</script>", "${7*7}"]
)
def test_text_is_kept_as_it_is_and_does_nothing(service: Served, text: str) -> None:
    admin = service.as_("admin")
    made = admin.post("/v1/users", content=user(name=text), headers=KEY)
    assert made.status_code == 201, made.text
    found = admin.get("/v1/users", params={"name": text}).json()["items"]
    assert [each["name"] for each in found] == [text]


ARCHIVES = {
    "20 MB of zeros in 20 KB": ({"demand.csv": b"0" * 20_000_000}, "at most 200 times the packed size"),
    "a path out of the archive": ({"../../items.csv": b"item_id\n"}, "a path that leads nowhere else"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it is read before any statement
@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_made_to_harm_is_refused(service: Served, name: str) -> None:
    members, told = ARCHIVES[name]
    answer = service.as_("planner").post("/v1/datasets", content=packed({**files("csv"), **members}))
    assert told in problem_of(answer, 422, "dataset-faulty")["detail"]


def test_a_token_without_a_signature_is_nobody(service: Served) -> None:
    parts = [{"alg": "none", "typ": "JWT"}, {"sub": "admin", "roles": ["admin"]}]
    token = ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts) + "."
    problem_of(service.with_key(token).get("/v1/me"), 401, "unauthenticated")
