"""Every route x nobody, each role, another organisation, an expired, a revoked and a foreign key, a foreign token."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.auth.permissions import PERMISSIONS, Role
from api.transaction import TransactionRoute
from models.db.base import now
from models.db.rows.keys import KeyRow
from tests.api.service.matrix import EVERYBODY, Row, all_rows
from tests.databases import Template
from tests.issuer import Issuer, issuing
from tests.service import OTHER, Served, problem_of

ROWS = all_rows()
WITHOUT_KEY = {"/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"}


def routes(app: FastAPI) -> dict[str, object]:
    found: dict[str, object] = {}
    for context in iter_route_contexts(app.routes):
        for method in (context.methods or set()) - {"HEAD", "OPTIONS"}:
            found[f"{method} {context.path}"] = context.original_route
    return found


class Cast(NamedTuple):
    service: Served
    refused: dict[str, str | None]


@pytest.fixture(scope="module")
def cast(template: Template, app_client: TestClient) -> Iterator[Cast]:
    with issuing() as issuer, template.copied() as url:
        service = Served(app_client, url, **issuer.settings)
        yield Cast(service, strangers(service, issuer))
        service.close()


def strangers(service: Served, issuer: Issuer) -> dict[str, str | None]:
    revoked = service.make_key("admin", name="the revoked")
    key_id = service.with_key(revoked).get("/v1/me").json()["key_id"]
    assert service.as_("admin").post(f"/v1/keys/{key_id}/revoke").status_code == 200
    every = [role.value for role in Role]
    assert service.with_key(issuer.token(*every)).get("/v1/me").status_code == 200
    return {
        "nobody": None,
        "an unknown key": "caselot_0123456789ab_" + "0" * 64,
        "no key at all": "planner",
        "a revoked key": revoked,
        "an expired key": expired(service),
        "a token for others": issuer.token(*every, aud="another service"),
        "an expired token": issuer.token(*every, exp=int(now().timestamp()) - 3600),
        "a token of an unknown organisation": issuer.token(*every, org="nowhere"),
    }


def expired(service: Served) -> str:
    secret = service.make_key("admin", name="the expired", expires_at=now() + dt.timedelta(days=1))
    key_id = service.with_key(secret).get("/v1/me").json()["key_id"]
    with service.database.write.begin() as session:
        session.execute(update(KeyRow).where(KeyRow.id == key_id).values(expires_at=now() - dt.timedelta(days=1)))
    return secret


def test_every_route_has_a_row_and_every_row_a_route(app_client: TestClient) -> None:
    app: FastAPI = app_client.app  # type: ignore[assignment] # it is the one that was given
    assert {name for name in routes(app) if name.split(" ")[1] not in WITHOUT_KEY} == ROWS.keys()


def test_every_route_with_a_key_is_a_transaction(app_client: TestClient) -> None:
    app: FastAPI = app_client.app  # type: ignore[assignment] # it is the one that was given
    others = [name for name, route in routes(app).items() if name in ROWS and not isinstance(route, TransactionRoute)]
    assert others == []


def test_a_route_without_a_permission_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="names no permission"):
        TransactionRoute("/v1/open", lambda: None, methods={"GET"})
    assert isinstance(APIRoute("/open", lambda: None), APIRoute)


def test_every_row_names_roles_that_exist() -> None:
    assert {role for row in ROWS.values() for role in row.roles.split()} == set(EVERYBODY.split()) == set(Role)
    assert all(roles for roles in PERMISSIONS.values())


@pytest.mark.parametrize("name", ROWS)
def test_whoever_is_not_known_is_told_so(cast: Cast, name: str) -> None:
    method, path = name.split(" ")
    for who, secret in cast.refused.items():
        answer = cast.service.with_key(secret).send(method, path, key=None)
        assert answer.status_code == 401, f"{who}: {answer.text}"
        assert answer.headers["www-authenticate"] == "Bearer", who
        problem_of(answer, 401, "unauthenticated")


@pytest.mark.parametrize("name", ROWS)
def test_each_role_may_or_may_not(cast: Cast, name: str) -> None:
    method, path = name.split(" ")
    may = {role.value for role in Role if cast.service.as_(role.value).send(method, path, key=None).status_code != 403}
    assert may == set(ROWS[name].roles.split())


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.path])
def test_documents_of_another_organisation_are_as_good_as_absent(cast: Cast, name: str) -> None:
    row: Row = ROWS[name]
    assert row.path is not None
    method = name.split(" ", maxsplit=1)[0]
    path = row.path(cast.service)
    role = row.roles.split()[0]
    body: dict[str, str] | None = {} if method in {"POST", "PUT", "PATCH"} else None
    own = cast.service.as_(role).send(method, path, key="", version=1, json=body)
    foreign = cast.service.as_(role, OTHER).send(method, path, key="", version=1, json=body)
    assert own.status_code not in {401, 403, 404}, own.text
    if own.status_code != 422:  # the body is looked at before the document; an empty one tells nothing of it
        problem_of(foreign, 404, "not-found")
    assert own.text not in foreign.text
