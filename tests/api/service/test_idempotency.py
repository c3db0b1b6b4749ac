"""The same key and call: one effect, one answer, whatever happens in between."""

import datetime as dt
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from api.app import create_app
from api.routers import datasets
from api.routers import users as router
from api.services.users import add_user
from api.settings import Settings
from api.upkeep import Upkeep
from models.db.rows.idempotency import AnswerRow
from tests.models.uploads.forms import as_json
from tests.service import LOOPBACK, OTHER, As, Served, problem_of

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
ADA = {"name": "Ada", "roles": ["buyer"]}
PATIENCE = 60.0

KILLED = """
import os, signal, socket, sys, uvicorn
from api import transaction
from api.app import create_app
from api.settings import Settings

commit = transaction._commit

def committed_then_killed(*given):
    commit(*given)
    os.kill(os.getpid(), signal.SIGKILL)

transaction._commit = committed_then_killed
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(create_app(Settings(database_url=sys.argv[1])), log_level="critical")
uvicorn.Server(config).run(sockets=[listener])
"""


def names(service: Served) -> list[str]:
    return [user["name"] for user in service.as_("admin").get("/v1/users").json()["items"]]


def test_the_same_call_again_is_answered_but_not_done_again(service: Served) -> None:
    admin = service.as_("admin")
    first = admin.post("/v1/users", json=ADA, key="k1")
    assert first.status_code == 201
    assert "idempotency-replayed" not in first.headers
    service.configure()  # a restart: keys outlive it
    again = admin.post("/v1/users", json=ADA, key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert (again.headers["location"], again.headers["etag"]) == (first.headers["location"], first.headers["etag"])
    assert names(service) == ["the admin", "Ada"]


def test_a_key_belongs_to_one_call(service: Served) -> None:
    admin = service.as_("admin")
    assert admin.post("/v1/users", json=ADA, key="k1").status_code == 201
    problem_of(admin.post("/v1/users", json={**ADA, "name": "Eve"}, key="k1"), 422, "idempotency-key-reused")
    path = f"/v1/users/{admin.get('/v1/me').json()['user_id']}"
    problem_of(admin.patch(path, json=ADA, version=1, key="k1"), 422, "idempotency-key-reused")


def test_a_key_belongs_to_one_client(service: Served) -> None:
    assert service.as_("admin").post("/v1/users", json=ADA, key="k1").status_code == 201
    second = service.as_("admin", name="a second admin").post("/v1/users", json={**ADA, "name": "Eve"}, key="k1")
    assert second.status_code == 201
    other = service.as_("admin", OTHER).post("/v1/users", json=ADA, key="k1")
    assert (other.status_code, other.headers.get("idempotency-replayed")) == (201, None)


def test_a_post_without_a_key_is_refused(service: Served) -> None:
    problem_of(service.as_("admin").post("/v1/users", json=ADA, key=None), 400, "idempotency-key-missing")
    for wrong in (" ", "a b", "x" * 256):
        answer = service.as_("admin").post("/v1/users", json=ADA, key=None, headers={"Idempotency-Key": wrong})
        problem_of(answer, 400, "idempotency-key-malformed")
    assert service.as_("admin").post("/v1/users", json=ADA, key="x" * 255).status_code == 201


def test_a_refusal_changed_nothing_and_is_not_kept(service: Served) -> None:
    admin = service.as_("admin")
    problem_of(admin.post("/v1/users", json={**ADA, "name": "the admin"}, key="k1"), 409, "conflict")
    path = f"/v1/users/{admin.get('/v1/me').json()['user_id']}"
    assert admin.patch(path, json={"roles": ["admin"]}, version=1, key="k1").status_code == 200


def test_the_same_key_while_the_first_call_is_at_work_is_told_so(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, begun, go_on = service.as_("admin"), threading.Event(), threading.Event()

    def slow(*given: object, **named: object) -> object:
        begun.set()
        assert go_on.wait(PATIENCE)
        return add_user(*given, **named)  # type: ignore[arg-type] # they are its own

    monkeypatch.setattr(router, "add_user", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(admin.post, "/v1/users", json=ADA, key="k1")
        assert begun.wait(PATIENCE)
        problem_of(admin.post("/v1/users", json=ADA, key="k1"), 409, "idempotency-key-in-flight")
        go_on.set()
        assert first.result(PATIENCE).status_code == 201
    assert admin.post("/v1/users", json=ADA, key="k1").headers["idempotency-replayed"] == "true"


def test_of_calls_at_once_under_one_key_one_has_an_effect(service: Served) -> None:
    admin = service.as_("admin")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: admin.post("/v1/users", json=ADA, key="k1"), range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    made = [answer for answer in answers if answer.status_code == 201]
    assert len({answer.content for answer in made}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in made) == 1
    assert names(service) == ["the admin", "Ada"]


def test_killed_between_commit_and_answer_then_asked_again_one_effect(service: Served) -> None:
    admin = service.as_("admin")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, service.url],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        sent = {"Authorization": f"Bearer {admin.secret}", "Idempotency-Key": "k1"}
        with pytest.raises(httpx.TransportError):
            httpx.post(f"http://127.0.0.1:{port}/v1/users", json=ADA, headers=sent, timeout=PATIENCE)
    finally:
        process.kill()
        process.communicate()
    assert names(service) == ["the admin", "Ada"]  # committed, and nobody was told
    content = httpx.Request("POST", "http://x", json=ADA).content  # the same bytes
    again = admin.post("/v1/users", content=content, headers={"Content-Type": "application/json"}, key="k1")
    assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    assert names(service) == ["the admin", "Ada"]


def test_what_fails_after_the_effect_leaves_neither_effect_nor_answer(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = service.as_("admin")

    def broken(*given: object, **named: object) -> object:
        add_user(*given, **named)  # type: ignore[arg-type] # they are its own
        raise RuntimeError("a secret of the database")

    with monkeypatch.context() as patch:
        patch.setattr(router, "add_user", broken)
        answer = admin.post("/v1/users", json=ADA, key="k1")
    problem_of(answer, 500, "unexpected")
    assert "secret" not in answer.text
    assert names(service) == ["the admin"]
    assert admin.post("/v1/users", json=ADA, key="k1").status_code == 201


def test_an_answer_that_shows_a_secret_is_given_again_to_who_asked_alone(service: Served) -> None:
    admin = service.as_("admin")
    body = {"user_id": admin.get("/v1/me").json()["user_id"], "name": "laptop"}
    first = admin.post("/v1/keys", json=body, key="k1")
    assert first.status_code == 201
    secret = first.json()["key"]
    with service.database.read() as session:
        assert secret.encode() not in b"".join(session.scalars(select(AnswerRow.body)))
    with TestClient(create_app(Settings(database_url=service.url)), client=LOOPBACK) as client:  # type: ignore[arg-type] # pydantic makes a secret of it
        again = As(client, admin.secret).post("/v1/keys", json=body, key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    same_person = service.with_key(secret)
    problem_of(same_person.post("/v1/keys", json=body, key="k1"), 409, "idempotency-key-sealed")
    assert len(admin.get("/v1/keys").json()["items"]) == 2  # the administrator's, and the laptop's


def test_of_keys_made_at_once_under_one_key_one_is_there(service: Served) -> None:
    admin = service.as_("admin")
    body = {"user_id": admin.get("/v1/me").json()["user_id"], "name": "laptop"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: admin.post("/v1/keys", json=body, key="k1"), range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert len(admin.get("/v1/keys").json()["items"]) == 2


def test_a_dataset_sent_again_is_not_read_again(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    planner, sent = service.as_("planner"), as_json()
    first = planner.post("/v1/datasets", content=sent, key="k1")
    assert first.status_code == 201, first.text
    monkeypatch.delattr(datasets, "read_apart")
    service.configure()  # a restart
    again = planner.post("/v1/datasets", content=sent, key="k1")
    assert (again.status_code, again.content, again.headers["idempotency-replayed"]) == (201, first.content, "true")
    problem_of(planner.post("/v1/datasets", content=sent + b" ", key="k1"), 422, "idempotency-key-reused")


def test_answers_are_forgotten_when_their_days_are_over(service: Served) -> None:
    admin = service.as_("admin")
    eve = {**ADA, "name": "Eve"}
    assert admin.post("/v1/users", json=ADA, key="k1").status_code == 201
    with service.database.write.begin() as session:
        session.execute(update(AnswerRow).values(created_at=NOON))
    assert admin.post("/v1/users", json=eve, key="k2").status_code == 201
    assert Upkeep(service.database, 30, lambda: NOON + dt.timedelta(days=30)).once() == 0
    assert admin.post("/v1/users", json=ADA, key="k1").headers["idempotency-replayed"] == "true"
    assert Upkeep(service.database, 30, lambda: NOON + dt.timedelta(days=30, seconds=1)).once() == 1
    problem_of(admin.post("/v1/users", json=ADA, key="k1"), 409, "conflict")  # the key is new: there is an Ada already
    assert admin.post("/v1/users", json=eve, key="k2").headers["idempotency-replayed"] == "true"


class Rounds(threading.Event):
    """Tells to stop after some rounds, and notes how long each was to be waited for."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return len(self.waited) == self.rounds


def test_that_is_done_every_hour_and_sooner_where_the_database_refused(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    upkeep, stop = Upkeep(service.database, 30), Rounds(3)
    refusals = [OperationalError("DELETE", {}, Exception("locked"))]

    def once() -> int:
        if len(stop.waited) == 1:
            raise refusals.pop()
        return 0

    monkeypatch.setattr(upkeep, "once", once)
    upkeep.run(stop)
    assert stop.waited == [3600.0, 60.0, 3600.0]


class DeadlockError(Exception):
    """What psycopg raises, as far as we look at it."""

    sqlstate = "40P01"


@pytest.mark.parametrize(("failures", "status"), [(2, 201), (9, 503)])
def test_a_transaction_that_met_a_deadlock_is_tried_again(
    service: Served, monkeypatch: pytest.MonkeyPatch, failures: int, status: int
) -> None:
    tried: list[object] = []

    def deadlocked(*given: object, **named: object) -> object:
        user = add_user(*given, **named)  # type: ignore[arg-type] # they are its own
        tried.append(user)
        if len(tried) <= failures:
            raise OperationalError("UPDATE", {}, DeadlockError())
        return user

    monkeypatch.setattr(router, "add_user", deadlocked)
    assert service.as_("admin").post("/v1/users", json=ADA).status_code == status
    assert len(tried) == min(failures + 1, 4)
    assert names(service) == ["the admin", "Ada"][: 1 + (status == 201)]
