"""A request is one transaction; those who wait for the database never keep others from ending."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.app import create_app
from api.auth.caller import Caller
from api.auth.guard import may
from api.schemas.kinds import Answer
from api.services.users import add_user
from api.settings import Settings
from api.terms import after, terms
from api.transaction import Transaction, TransactionRoute
from models.db.rows.users import UserRow
from tests.service import Served, problem_of

MANY = 60  # more than the threads and the connections that there are
router = APIRouter(prefix="/v1/trial", route_class=TransactionRoute)
Planner = Annotated[Caller, Depends(may("runs.start"))]


WORKED: list[str] = []


class Measured(Answer):
    """What is answered here."""

    users: int
    size: int


async def measured(request: Request) -> int:
    """Long work, as far as it matters here."""
    WORKED.append("once")
    return len(await request.body())


@router.post("/long", openapi_extra=terms(body="upload"))
@after(measured)
def work_long(request: Request, caller: Planner, session: Transaction, fail: bool = False) -> Measured:
    """Write after long work."""
    add_user(session, caller, "made", "person", ["viewer"])
    if fail:
        raise RuntimeError
    return Measured(users=count(session), size=request.state.work)


@router.post("/answer")
def answer_only(caller: Planner, session: Transaction, status: int) -> Response:
    """Write, and answer with a status."""
    add_user(session, caller, "made", "person", ["viewer"])
    return Response(status_code=status)


@router.post("/stream")
def stream(_: Planner) -> StreamingResponse:
    """Answer with what cannot be stored."""
    return StreamingResponse(iter([b"a"]))


@router.get("/write")
def write_while_reading(caller: Planner, session: Transaction) -> None:
    """Write where only reading is allowed."""
    add_user(session, caller, "made", "person", ["viewer"])


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(UserRow)) or 0


@pytest.fixture
def trial(service: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The service with the routes above."""
    app = create_app(Settings(database_url=service.url))  # type: ignore[arg-type] # pydantic makes a secret of it
    app.include_router(router)
    app.state.service.database.close()
    app.state.service = service.state
    monkeypatch.setattr(service, "client", TestClient(app, client=("127.0.0.1", 1)))
    return service


def users(service: Served) -> int:
    with service.database.read() as session:
        return count(session)


def test_what_comes_after_long_work_commits_with_its_answer_or_leaves_nothing(trial: Served) -> None:
    planner = trial.as_("planner")
    problem_of(planner.post("/v1/trial/long", params={"fail": True}, key="k1"), 500, "unexpected")
    assert users(trial) == 1
    WORKED.clear()
    for _ in range(2):
        answer = planner.post("/v1/trial/long", content=b"x" * 2_000_000, key="k2")
        assert answer.json() == {"users": 2, "size": 2_000_000}
    assert answer.headers["idempotency-replayed"] == "true"
    assert (users(trial), WORKED) == (2, ["once"])


def test_a_write_outside_of_its_transaction_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="commit with its effect"):
        router.post("/own", openapi_extra=terms(transaction="own"))(answer_only)
    router.get("/own", openapi_extra=terms(transaction="own"))(write_while_reading)


@pytest.mark.parametrize(("status", "kept"), [(200, 2), (202, 2), (399, 2), (400, 1), (404, 1), (500, 1)])
def test_an_answer_of_400_or_more_is_rolled_back(trial: Served, status: int, kept: int) -> None:
    planner = trial.as_("planner")
    assert planner.post("/v1/trial/answer", params={"status": status}, key="k").status_code == status
    assert users(trial) == kept


def test_a_stream_cannot_be_stored(trial: Served) -> None:
    problem_of(trial.as_("planner").post("/v1/trial/stream"), 500, "unexpected")


def test_a_reading_request_cannot_write(trial: Served) -> None:
    answer = trial.as_("planner").get("/v1/trial/write")
    assert answer.status_code == 500
    assert users(trial) == 1


def test_those_who_wait_for_the_database_keep_nobody_from_ending(service: Served) -> None:
    # All send at once; a waiting writer that held a thread would keep the one at work from going on.
    admin = service.as_("admin")
    barrier = threading.Barrier(MANY)

    def send(number: int) -> int:
        barrier.wait()
        if number % 3 == 0:
            return admin.get("/v1/users").status_code
        return admin.post("/v1/users", json={"name": f"user {number}", "roles": ["viewer"]}).status_code

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(send, range(MANY)))
    assert sorted(answers) == [200] * (MANY // 3) + [201] * (MANY - MANY // 3)
    assert admin.get("/v1/audit", params={"limit": 1}).json()["items"][0]["number"] == 2 + MANY - MANY // 3


def test_a_database_that_does_not_answer_is_503(service: Served) -> None:
    planner = service.as_("planner")
    service.url = "postgresql+psycopg://u:hunter2@127.0.0.1:9/caselot"
    service.configure()
    answer = planner.get("/v1/me")
    problem_of(answer, 503, "database-unreachable")
    assert answer.headers["retry-after"] == "1"
    ready = service.anonymous().get("/readyz")
    assert (ready.status_code, ready.json()["reason"]) == (503, "the database does not answer")
    assert "hunter2" not in answer.text + ready.text
