"""Runs over HTTP."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from api import events
from api.rates import MOST_STREAMS
from api.services.runs import cancel_run
from api.settings import Settings
from api.worker.flag import Flag
from api.worker.loop import Worker
from models.db.rows.plans import PlanRow
from models.db.sessions import act_for
from tests.api.service.planning import SMALL, planner, put_dataset, put_run, stored
from tests.api.worker.processes import long_problem
from tests.service import Served, problem_of

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _told(text: str) -> list[tuple[int, str, dict[str, Any]]]:
    """The events of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "event" in lines:
            found.append((int(lines["id"]), lines["event"], json.loads(lines["data"])))
    return found


@contextmanager
def _worker(service: Served, **settings: Any) -> Iterator[None]:
    leave, at_once = Flag(), Flag()
    worker = Worker(service.database, Settings(**settings), leave, at_once)
    thread = threading.Thread(target=worker.work)
    thread.start()
    try:
        yield
    finally:
        leave.set()
        at_once.set()
        thread.join()


def _until(service: Served, path: str, what: Any) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        body: dict[str, Any] = service.as_("viewer").get(path).json()
        if what(body):
            return body
        time.sleep(0.05)
    raise AssertionError(f"waited in vain: {body}")


def test_a_run_from_its_start_to_its_plan(service: Served) -> None:
    planner = service.as_("planner")
    wanted = {"dataset_id": stored(service), "options": SMALL, "tags": ["weekly"], "priority": 7}
    answer = planner.post("/v1/runs", json=wanted, key="once")
    assert answer.status_code == 202, answer.text
    body = answer.json()
    path = answer.headers["location"]
    assert path == f"/v1/runs/{body['id']}"
    assert (body["state"], body["priority"], body["tags"], body["plan_id"]) == ("queued", 7, ["weekly"], None)
    assert planner.post("/v1/runs", json=wanted, key="once").json() == body
    with _worker(service):
        stream = service.as_("viewer").get(f"{path}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    told = _told(stream.text)
    assert [kind for _, kind, _ in told][:2] == ["queued", "started"]
    number, kind, facts = told[-1]
    assert (kind, facts["state"]) == ("ended", "succeeded")
    body = planner.get(path).json()
    assert (body["state"], body["plan_id"]) == ("succeeded", facts["plan_id"])
    assert body["progress"]["cost"] == 10.0
    rest = planner.get(f"{path}/events", headers={"Last-Event-ID": str(number - 1)})
    assert _told(rest.text) == told[-1:]
    assert _told(planner.get(f"{path}/events", headers={"Last-Event-ID": str(number)}).text) == []
    problem_of(planner.get(f"{path}/events", headers={"Last-Event-ID": "x"}), 422, "invalid")
    problem_of(planner.post(f"{path}/cancel"), 409, "transition-not-allowed")


@ONE
def test_to_cancel_a_run_at_work_keeps_its_best_plan(service: Served) -> None:
    dataset = put_dataset(service.database, long_problem())
    path = f"/v1/runs/{put_run(service.database, dataset, options={'time_limit': 3000.0})}"
    with _worker(service):
        _until(service, path, lambda body: body["progress"] and body["progress"]["cost"] is not None)
        answer = service.as_("admin").post(f"{path}/cancel")
        assert (answer.status_code, answer.json()["state"]) == (200, "running")
        assert service.as_("admin").post(f"{path}/cancel").json()["cancel_asked_at"] == answer.json()["cancel_asked_at"]
        body = _until(service, path, lambda body: body["state"] != "running")
    assert (body["state"], body["reason"]) == ("cancelled", "cancelled")
    assert body["sentence"] == "It was cancelled; the best plan until then is kept."
    with service.database.read() as session:
        plan = session.scalars(select(PlanRow)).one()
        assert (plan.id, plan.status, plan.lines > 0) == (body["plan_id"], "cancelled", True)


def test_to_cancel_a_run_that_waits_ends_it(service: Served) -> None:
    planner = service.as_("planner")
    path = f"/v1/runs/{put_run(service.database, stored(service))}"
    body = planner.post(f"{path}/cancel").json()
    assert (body["state"], body["sentence"]) == ("cancelled", "It was cancelled before it began.")
    assert planner.post(f"{path}/cancel").json() == body
    assert [kind for _, kind, _ in _told(planner.get(f"{path}/events").text)] == ["queued", "ended"]
    assert planner.delete(path).status_code == 405


def _at_look(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object]) -> None:
    """Have something happen just before a stream looks for the so-many-th time."""
    looks = iter(range(1, 1000))
    look = events._look

    def looked(*given: Any) -> Any:
        if next(looks) == number:
            act()
        return look(*given)

    monkeypatch.setattr(events, "_look", looked)
    monkeypatch.setattr(events, "POLL", 0.0)


def test_a_silent_stream_says_that_it_is_still_there(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "SILENCE", 0.0)
    run_id = put_run(service.database, stored(service))

    def cancel() -> None:
        with service.database.write.begin() as session:
            act_for(session, "main")
            cancel_run(session, planner(), run_id)

    _at_look(monkeypatch, 4, cancel)
    text = service.as_("planner").get(f"/v1/runs/{run_id}/events").text
    assert text.count(": still here\n\n") == 3
    assert [kind for _, kind, _ in _told(text)] == ["queued", "ended"]


def test_a_stream_outlives_a_database_that_is_away_for_a_moment(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = put_run(service.database, stored(service))

    def away() -> None:
        with service.database.write.begin() as session:
            act_for(session, "main")
            cancel_run(session, planner(), run_id)
        raise OperationalError("SELECT", {}, psycopg.errors.AdminShutdown("57P01"))

    _at_look(monkeypatch, 2, away)
    text = service.as_("planner").get(f"/v1/runs/{run_id}/events").text
    assert [kind for _, kind, _ in _told(text)] == ["queued", "ended"]


def test_streams_end_with_the_service(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = put_run(service.database, stored(service))
    _at_look(monkeypatch, 2, lambda: setattr(service.state, "ending", True))
    text = service.as_("planner").get(f"/v1/runs/{run_id}/events").text
    assert [kind for _, kind, _ in _told(text)] == ["queued"]


def test_a_stream_ends_once_its_key_is_revoked(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "CHECK", 0.0)
    run_id = put_run(service.database, stored(service))
    admin, reader = service.as_("admin"), service.as_("viewer")
    key_id = reader.get("/v1/me").json()["key_id"]
    revoked: list[int] = []

    def revoke() -> None:
        revoked.append(admin.post(f"/v1/keys/{key_id}/revoke").status_code)

    _at_look(monkeypatch, 3, revoke)  # two looks that are allowed, the third is under way, and none after it
    text = reader.get(f"/v1/runs/{run_id}/events").text
    assert revoked == [200]
    assert [kind for _, kind, _ in _told(text)] == ["queued"]
    assert text.endswith(": you may not read this any longer\n\n")
    problem_of(reader.get(f"/v1/runs/{run_id}/events"), 401, "unauthenticated")


def test_a_user_has_so_many_streams_at_a_time(service: Served) -> None:
    planner = service.as_("planner")
    path = f"/v1/runs/{put_run(service.database, stored(service))}"
    planner.post(f"{path}/cancel")
    me = planner.get("/v1/me").json()
    with contextlib.ExitStack() as stack:
        for _ in range(MOST_STREAMS - 1):
            stack.enter_context(service.state.streams.hold(f"{me['organisation_id']}/{me['user_id']}"))
        assert planner.get(f"{path}/events").status_code == 200  # the tenth, which has ended
        assert planner.get(f"{path}/events").status_code == 200
        stack.enter_context(service.state.streams.hold(f"{me['organisation_id']}/{me['user_id']}"))
        problem_of(planner.get(f"{path}/events"), 429, "too-many-streams")
        assert service.as_("viewer").get(f"{path}/events").status_code == 200
    assert planner.get(f"{path}/events").status_code == 200


def test_runs_are_found_by_state_dataset_owner_and_tag(service: Served) -> None:
    planner = service.as_("planner")
    dataset = stored(service)
    mine = [put_run(service.database, dataset, tags=["a", f"n{number}"]) for number in range(3)]
    theirs = put_run(service.database, dataset, user="USR-other", tags=["b"])

    def found(**query: Any) -> list[str]:
        return [row["id"] for row in planner.get("/v1/runs", params=query).json()["items"]]

    assert found() == [theirs, *mine[::-1]]
    assert found(tag="a") == mine[::-1]
    assert found(tag="n1") == [mine[1]]
    assert found(tag="a", created_by="USR-other") == []
    assert found(created_by="USR-other", dataset_id=dataset, state="queued") == [theirs]
    assert found(state="running") == []
    first = planner.get("/v1/runs", params={"limit": 3}).json()
    assert first["next_cursor"] is not None
    assert found(limit=3, cursor=first["next_cursor"]) == [mine[0]]
    problem_of(planner.get("/v1/runs", params={"state": "lost"}), 422, "invalid")


def _post(service: Served, **changes: Any) -> httpx.Response:
    return service.as_("planner").post("/v1/runs", json={"dataset_id": stored(service), "options": SMALL} | changes)


@ONE
@pytest.mark.parametrize(
    ("changes", "slug", "detail"),
    [
        ({"dataset_id": "live"}, "refused", "There is no master data to plan yet"),
        ({"options": {"time_limit": 3601}}, "invalid", "at most 3600 seconds"),
        ({"options": {"time_limit": 0}}, "invalid", '"expected": "more than 0"'),
        ({"options": {"gap": 1}}, "invalid", "less than 1"),
        ({"options": {"side_constraints": "/etc/passwd"}}, "invalid", "no such field"),
        ({"options": {"backend": "pyomo:sh"}}, "invalid", '"expected": "highs, cp-sat or scip"'),
        ({"options": {"seed": 2**63}}, "invalid", "less than"),
        ({"priority": 10}, "invalid", '"expected": "at most 9"'),
        ({"tags": ["a\u0000"]}, "invalid", "without control characters"),
        ({"tags": ["x" * 65]}, "invalid", "at most 64"),
        ({"edits": [{"scale": "demand.unit", "by": "x"}]}, "scenarios-faulty", "edits line 1, by"),
        ({"edits": [{"insert": "items", "file": "/etc/passwd"}]}, "scenarios-faulty", "no file is read here"),
        ({"edits": [{"insert": "items", "rows": [{"item_id": "A\u0000"}]}]}, "scenarios-faulty", "character NUL"),
        ({"edits": [1] * 101}, "invalid", "at most 100"),
    ],
)
def test_what_cannot_be_run(service: Served, changes: dict[str, Any], slug: str, detail: str) -> None:
    body = problem_of(_post(service, **changes), 422, slug)
    assert detail in json.dumps(body, ensure_ascii=False)


@ONE
@pytest.mark.parametrize(
    "raw",
    [
        '{"dataset_id": "X", "options": {"gap": NaN}}',
        '{"dataset_id": "X", "options": {"gap": 1e999}}',
        '{"dataset_id": "X", "options": {"time_limit": "1e308"}}',
        '{"dataset_id": "X", "edits": [{"scale": "demand.units", "by": 1e999}]}',
        '{"dataset_id": "X", "edits": [{"scale": "demand.units", "by": NaN}]}',
        '{"dataset_id": "\\ud800", "edits": [{"scale": "\\ud800", "by": 1}]}',
        '{"dataset_id": "X", "edits": [' + '{"a":' * 500 + "1" + "}" * 500 + "]}",
        '{"dataset_id": "X", "edits": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"dataset_id": "X", "edits": [' + "9" * 5000 + "]}",
        '{"dataset_id": "X", "edits": [{"scale": "demand.units", "by": ' + "9" * 4000 + "}]}",
        '{"dataset_id": "; DROP TABLE runs;--"}',
        '{"dataset_id": "=1+1"}',
    ],
)
def test_no_body_breaks_anything(service: Served, raw: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = service.as_("planner").post("/v1/runs", content=raw.encode(), headers=headers)
    assert answer.status_code in {400, 404, 422}, answer.text
    assert service.as_("planner").get("/v1/runs").json()["items"] == []


def test_no_more_runs_of_a_user_wait_than_may(service: Served) -> None:
    service.configure(runs_queued_per_user=2)
    path = _post(service).headers["location"]
    assert _post(service).status_code == 202
    assert "2 runs of yours wait already" in problem_of(_post(service), 409, "conflict")["detail"]
    assert service.as_("integration").post("/v1/runs", json={"dataset_id": stored(service)}).status_code == 202
    assert service.as_("planner").post(f"{path}/cancel").status_code == 200
    assert _post(service).status_code == 202


def test_prometheus_is_told_of_runs(service: Served) -> None:
    put_run(service.database, stored(service))
    text = service.anonymous().get("/metrics").text
    assert 'caselot_runs{state="queued"} 1.0' in text
    assert 'caselot_runs{state="failed"} 0.0' in text
    assert "caselot_runs_overdue 0.0" in text
