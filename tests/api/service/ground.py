"""What generated calls can refer to: an organisation that has one of everything, and a body that each write takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from api.auth.caller import console
from api.auth.permissions import Role
from api.services.keys import create_key
from models.db.repositories import users
from models.db.sessions import act_for
from models.master.tables import MASTER_TABLES
from tests.api.service.matrix.acknowledgements import acknowledgement
from tests.api.service.matrix.orders import limit, rule
from tests.api.service.matrix.planning import cancelled, dataset, run
from tests.api.service.matrix.webhooks import delivery
from tests.api.service.orders import PATH, Orders, body, line, taken
from tests.api.service.planned import put_plan
from tests.api.service.test_master import ITEM, OFFER, basics, put, sample
from tests.databases import Template
from tests.models.uploads.forms import as_json
from tests.service import MAIN, As, Served

if TYPE_CHECKING:
    from fastapi.testclient import TestClient  # warns where it is loaded by itself; tests/service.py knows how

AMOUNT = {"amount": "100.00", "currency": "EUR"}
EDITS = [{"scale": "demand.units", "by": 2}]
REASON = {"reason": "not needed"}


@dataclass(slots=True)
class Ground:
    """Values of parameters by their names, and by operation (`POST /v1/users`) a body and a query that are taken."""

    names: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    queries: dict[str, dict[str, str]] = field(default_factory=dict)


class Seeded(NamedTuple):
    """A database with one of everything, and what that is."""

    template: Template
    ground: Ground


@pytest.fixture(scope="session")
def seeded(template: Template, app_client: TestClient) -> Iterator[Seeded]:
    """A database with one of everything, made once on each kind; `grounded` is a service on a copy of it."""
    with template.copied() as url:
        service = Served(app_client, url)
        ground = ground_of(service)
        service.close()
        yield Seeded(replace(template, url=url), ground)


@pytest.fixture
def grounded(seeded: Seeded, app_client: TestClient) -> Iterator[tuple[Served, Ground]]:
    """The service where there is one of everything, and what that is."""
    with seeded.template.copied() as url:
        service = Served(app_client, url, requests_per_minute=10**6)
        yield service, seeded.ground
        service.close()


def ground_of(service: Served) -> Ground:
    """An organisation that has one of everything."""
    ground = Ground()
    for who in (service.as_("approver"), service.as_("approver", name="everything")):
        let_approve(service, who)
    _planning(service, ground)
    _people(service, ground)
    _master(service, ground)
    _orders(service, ground)
    return ground


def let_approve(service: Served, who: As) -> None:
    """Give somebody a limit: once there is one limit, nobody approves without."""
    given = {
        "holder_id": taken(who.get("/v1/me"))["user_id"], "amount": {"amount": "1000000.00", "currency": "EUR"},
        "supplier_statuses": ["active", "blocked"], "critical": True,
    }  # fmt: skip
    taken(service.as_("admin").post("/v1/approval-limits", json=given), 201)


def everything(service: Served, organisation: str = MAIN) -> str:
    """The key of somebody who has every role in an organisation."""
    for role in Role:
        service.make_key(role.value, organisation, "everything")
    with service.database.write.begin() as session:
        act_for(session, organisation)
        user = users.named(session, organisation, "everything")
        assert user is not None
        return create_key(session, console(organisation), user.id, "everything")[1]


def _orders(service: Served, ground: Ground) -> None:
    orders = Orders(service)
    issued = orders.issued()
    made = [orders.create(), orders.submitted(), orders.approved(), issued, orders.issued(line(), line(item_id="B"))]
    ended = orders.step(orders.create(), "cancel", "buyer", reason="a mistake")
    ground.names["order_id"] = [each["id"] for each in (*made, ended)]
    ground.names["number"] = ["1", "2"]
    parts = [{"answer": "accepted", "units": 60}, {"answer": "rejected", "units": 40, "reason": "gone"}]
    ground.bodies["POST /v1/acknowledgements"] = {
        "order": issued["number"], "reference": "SO-1", "lines": [{"line": 1, "parts": parts}],
    }  # fmt: skip
    hook = delivery(service).split("/")
    ground.names |= {"webhook_id": [hook[3]], "delivery_id": [hook[5]]}


def _planning(service: Served, ground: Ground) -> None:
    plans = [put_plan(service.database), put_plan(service.database, edits=EDITS, tags=["x"])]
    ended, waiting, kept = (_last(make(service)) for make in (cancelled, run, dataset))
    ground.names |= {
        "plan_id": plans, "other_id": plans[::-1], "run_id": [ended], "waiting_run_id": [waiting], "dataset_id": [kept],
        "line_id": [f"{plan}-00000{number}" for plan in plans for number in (1, 2)],
        "table": ["orders", "items", "demand", "pegging", "settings"],
        "suffix": ["csv", "json", "x12", "html", "parquet", "xlsx"],
    }  # fmt: skip
    options = {"strategy": "exact", "gap": 0.01, "time_limit": 1.0, "seed": 1, "threads": 1, "backend": "highs"}
    ground.bodies |= {
        "POST /v1/datasets": json.loads(as_json()),
        "POST /v1/runs": {"dataset_id": kept, "options": options, "edits": EDITS, "priority": 1, "tags": ["a"]},
        "POST /v1/plans/{plan_id}/release": {
            "lines": [f"{plans[0]}-000001"], "submit": False, "despite": ["what_if", "outdated", "overtaken"],
        },
        "POST /v1/purchase-orders": body(note="soon", incoterm="FOB", incoterm_place="Hamburg", payment_days=30),
        "PUT /v1/purchase-orders/{order_id}": body(line(number=1, units=50, cases=5), change_reason="less"),
        **{f"POST {PATH}/{{order_id}}/{action}": REASON for action in ("cancel", "close", "reject")},
    }  # fmt: skip


def _people(service: Served, ground: Ground) -> None:
    viewer = taken(service.as_("viewer").get("/v1/me"))
    ground.names |= {
        "user_id": [viewer["user_id"]], "key_id": [viewer["key_id"]], "holder_id": [viewer["user_id"]],
        "limit_id": [_last(limit(service))], "rule_id": [_last(rule(service))],
        "acknowledgement_id": [_last(acknowledgement(service))], "supplier_id": ["S", "T"], "item_id": ["A", "B"],
    }  # fmt: skip
    ground.bodies |= {
        "POST /v1/users": {"name": "Ada", "kind": "person", "roles": ["buyer"], "subject": "ada"},
        "PATCH /v1/users/{user_id}": {"roles": ["viewer", "buyer"], "disabled": False},
        "POST /v1/keys": {
            "user_id": viewer["user_id"], "name": "k", "roles": ["viewer"], "scopes": ["orders.read"],
            "expires_at": "2999-12-31T00:00:00Z",
        },
        "POST /v1/webhooks": {"url": "https://erp.example/hook", "kinds": [], "description": "the ERP"},
        "PATCH /v1/webhooks/{webhook_id}": {"url": "https://erp.example/other", "kinds": [], "active": True},
        "POST /v1/approval-limits": {"holder_id": viewer["user_id"], "amount": AMOUNT, "critical": True},
        "PUT /v1/approval-limits/{limit_id}": {"amount": AMOUNT, "supplier_statuses": ["active"], "critical": False},
        "POST /v1/approval-rules": {"amount": AMOUNT, "suppliers": ["S"], "segments": ["A"], "critical": False},
        "PUT /v1/suppliers/{supplier_id}/standing": {"status": "active"},
        "PUT /v1/items/{item_id}/standing": {"segment": "A", "critical": True},
    }  # fmt: skip


def _master(service: Served, ground: Ground) -> None:
    erp = basics(service)
    put(erp, "items", {**ITEM, "item_id": "B"})
    put(erp, "nodes", {"node_id": "M"})
    put(erp, "offers", OFFER)
    for kept in MASTER_TABLES:
        row = {column.name: sample(column) for column in kept.declared.columns}
        put(service.as_("admin") if kept.name == "budgets" else erp, kept.name, row)
        path, key = f"/v1/master/{kept.name}", {name: str(row[name]) for name in kept.key}
        ground.bodies |= {f"PUT {path}": [row], f"POST {path}/deletions": [key]}
        ground.queries |= {f"{method} {path}/row": key for method in ("GET", "DELETE")}
        ground.queries[f"GET {path}/history"] = key
        ground.queries[f"GET {path}"] = {name: str(value) for name, value in row.items()}


def _last(path: str) -> str:
    return path.rsplit("/", maxsplit=1)[-1]
