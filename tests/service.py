"""The service under test: the whole app on each database, with callers of every role and of two organisations.

A `conftest.py` that wants these fixtures imports `*`. Databases are made once; each test gets an empty one.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.app import create_app
from api.auth.caller import Caller, console
from api.auth.permissions import Role
from api.services.keys import create_key, create_key_of_integration
from api.services.users import add_user
from api.settings import Settings
from api.state import Service, make_service
from models.db import rows
from models.db.base import Base
from models.db.engine import Database, make_engine, open_database
from models.db.repositories import organisations, users
from models.db.sessions import act_for
from tests.databases import Template, migrated, new_database, started

__all__ = (  # the fixtures
    "app_client",
    "database",
    "database_url",
    "empty_postgres",
    "postgres_database",
    "postgres_server",
    "postgres_template",
    "service",
    "sqlite_template",
    "template",
)

with warnings.catch_warnings():
    # Starlette wants a successor of httpx that the pinned set does not have; httpx is still fully supported.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

MAIN, OTHER = "main", "other"
LOOPBACK = ("127.0.0.1", 50_000)
assert rows.__all__
EMPTYING = "; ".join(
    [
        "SET LOCAL session_replication_role = replica",  # no triggers, no foreign keys
        *(f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables),  # noqa: S608 - names of our tables
    ]
)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An empty database at the newest version, to be copied."""
    return Template(migrated(f"sqlite:///{tmp_path_factory.mktemp('template') / 'caselot.db'}"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server: `DATABASE_URL` where it is one, else one of our own, shared by all workers of a run."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)
    with started(Path(tempfile.gettempdir()) / f"caselot-{run[:12]}") as server:
        yield server.get_uri()


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: str) -> Iterator[str]:
    """The URL of a new database without tables, dropped in the end."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[Template]:
    """An empty database at the newest version, to be copied."""
    with new_database(postgres_server) as url:
        yield Template(migrated(url), postgres_server)


@pytest.fixture(scope="session")
def postgres_database(postgres_template: Template) -> Iterator[tuple[str, Engine]]:
    """The URL of a new database at the newest version, and an engine to empty it."""
    with postgres_template.copied() as url:
        engine = make_engine(url)
        yield url, engine
        engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def template(request: pytest.FixtureRequest) -> Template:
    """An empty database at the newest version on each kind, for tests that make one for themselves."""
    found: Template = request.getfixturevalue(f"{request.param}_template")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database at the newest version that holds the organisation `main` and nothing else."""
    if request.param == "sqlite":
        path = tmp_path / "caselot.db"
        shutil.copy(request.getfixturevalue("sqlite_template").path, path)
        return f"sqlite:///{path}"
    url, engine = request.getfixturevalue("postgres_database")
    with engine.begin() as connection:
        connection.exec_driver_sql(EMPTYING)  # at once: a statement for each table took ten times as long
    with Session(engine) as session, session.begin():
        organisations.ensure(session, MAIN, "test")
    return str(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app, built once: building it takes longer than most tests. `service` gives it the database of a test."""
    structlog.configure(
        processors=[structlog.processors.LogfmtRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    unused = tmp_path_factory.mktemp("unused") / "unused.db"
    app = create_app(Settings(database_url=f"sqlite:///{unused}"))  # type: ignore[arg-type] # pydantic makes a secret of it
    with TestClient(app, client=LOOPBACK, raise_server_exceptions=True, follow_redirects=False) as client:
        yield client


@pytest.fixture
def service(database_url: str, app_client: TestClient) -> Iterator["Served"]:
    """The service on an empty database: `service.as_("buyer").post("/v1/orders", json=...)`."""
    served = Served(app_client, database_url)
    yield served
    served.close()


class As:
    """A caller: each method sends one request with their key, and to a POST a new Idempotency-Key."""

    def __init__(self, client: httpx.Client, secret: str | None) -> None:
        self.secret = secret
        self._client = client
        self.get = partial(self.send, "GET")
        self.post = partial(self.send, "POST")
        self.put = partial(self.send, "PUT")
        self.patch = partial(self.send, "PATCH")
        self.delete = partial(self.send, "DELETE")

    def send(
        self, method: str, path: str, *, key: str | None = "", version: int | None = None,
        headers: dict[str, str] | None = None, **given: Any,
    ) -> httpx.Response:  # fmt: skip
        """One request; `key` is the Idempotency-Key (None: none), `version` the If-Match, the rest is httpx's."""
        sent = {} if self.secret is None else {"Authorization": f"Bearer {self.secret}"}
        if key or (key == "" and method == "POST"):
            sent["Idempotency-Key"] = key or uuid4().hex
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        return self._client.request(method, path, headers={**sent, **(headers or {})}, **given)


class Served:
    """The service of one test."""

    def __init__(self, client: TestClient, database_url: str, **settings: Any) -> None:
        self.client = client
        self.app: FastAPI = client.app  # type: ignore[assignment] # it is the one that was given
        self.url = database_url
        self.configure(**settings)
        self._secrets: dict[tuple[str, str, str], str] = {}
        with self.state.database.write.begin() as session:
            organisations.ensure(session, OTHER, "test")

    @property
    def state(self) -> Service:
        """What lives as long as the service does."""
        state: Service = self.app.state.service
        return state

    @property
    def database(self) -> Database:
        """The database, to look at or to tamper with."""
        return self.state.database

    def configure(self, **settings: Any) -> None:
        """Start anew with other settings on the same database, as after a restart."""
        if getattr(self, "_own", None) is not None:
            self.close()
        self._own = make_service(Settings(database_url=self.url, **settings))  # type: ignore[arg-type] # as above
        self.app.state.service = self._own

    def as_(self, role: str, organisation: str = MAIN, name: str | None = None) -> As:
        """A caller with one role. The same name is the same person; without one, each role is somebody else."""
        name = name or f"the {role}"
        found = self._secrets.get((organisation, name, role))
        if found is None:
            found = self.make_key(role, organisation, name)
            self._secrets[organisation, name, role] = found
        return As(self.client, found)

    def with_key(self, secret: str | None) -> As:
        """Whoever has this key; nobody where None."""
        return As(self.client, secret)

    def anonymous(self) -> As:
        """Nobody."""
        return As(self.client, None)

    def make_key(self, role: str, organisation: str = MAIN, name: str = "somebody", **given: Any) -> str:
        """A new key of a person with (at least) the role; `given` are `scopes` and `expires_at`."""
        caller = console(organisation)
        with self.database.write.begin() as session:
            act_for(session, organisation)
            user = users.named(session, organisation, name)
            if user is None:
                user = add_user(session, caller, name, "person", [role])
            elif role not in user.roles:
                user.roles = sorted([*user.roles, role])
                session.flush()
            return create_key(session, caller, user.id, name, roles=[role], **given)[1]

    def make_integration(self, name: str, organisation: str = MAIN) -> str:
        """A new key of an integration."""
        with self.database.write.begin() as session:
            act_for(session, organisation)
            return create_key_of_integration(session, console(organisation), name, Role.INTEGRATION)[1]

    def caller(self, role: str, organisation: str = MAIN) -> Caller:
        """A caller for calls of services without HTTP."""
        return Caller(f"USR-{role}", f"the {role}", organisation, frozenset({Role(role)}), request_id="REQ-test")

    def close(self) -> None:
        """Give the connections back."""
        self._own.database.close()


def problem_of(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The problem details of a refusal, after a look at what all of them must have."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:caselot:problem:{slug}", body
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == response.headers["x-request-id"]
    return body
