"""What answers without a key."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.routers.health import is_loopback
from tests.service import Served, problem_of


def test_the_process_is_alive_and_ready(service: Served) -> None:
    assert service.anonymous().get("/healthz").json() == {"status": "alive"}
    assert service.anonymous().get("/readyz").json() == {"status": "ready"}


def test_who_asks_every_second_is_logged_as_a_request_only(service: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="alembic")
    assert service.anonymous().get("/readyz").status_code == 200
    assert [record.name for record in caplog.records if record.name.startswith("alembic")] == []


def test_who_watches_is_answered_while_every_connection_is_taken(service: Served) -> None:
    service.configure(database_connections=1)
    portal, holder = service.client.portal, object()
    assert portal is not None
    portal.call(service.state.seats.acquire_on_behalf_of, holder)
    try:
        assert service.anonymous().get("/readyz").json() == {"status": "ready"}
        assert service.anonymous().get("/healthz").json() == {"status": "alive"}
        assert "caselot_runs_overdue 0.0" in service.anonymous().get("/metrics").text  # it waited for a connection
    finally:
        portal.call(service.state.seats.release_on_behalf_of, holder)


def test_an_outdated_database_is_not_ready(service: Served) -> None:
    with service.database.engine.begin() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        answer = service.anonymous().get("/readyz")
    finally:
        with service.database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert "9999" in answer.json()["reason"]


def test_requests_are_counted_by_route_not_by_address(service: Served) -> None:
    admin = service.as_("admin")
    for name in ("a", "b"):
        assert admin.get(f"/v1/users/{name}").status_code == 404
    admin.get("/nothing/at/all")
    found = service.anonymous().get("/metrics").text
    assert 'caselot_requests_total{method="GET",route="/v1/users/{user_id}",status="404"} 2.0' in found
    assert 'caselot_requests_total{method="GET",route="(none)",status="404"} 1.0' in found
    assert "caselot_request_seconds_bucket" in found


def test_metrics_are_for_this_machine_unless_allowed(service: Served) -> None:
    far = TestClient(service.app, client=("203.0.113.9", 1))
    problem_of(far.get("/metrics"), 403, "not-allowed")
    service.configure(metrics_everywhere=True)
    assert far.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("10.0.0.1", False), ("", False), ("localhost", False)],
)
def test_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_the_document_describes_every_route(service: Served) -> None:
    document = service.anonymous().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    post = document["paths"]["/v1/users"]["post"]
    key = next(one for one in post["parameters"] if one["name"] == "Idempotency-Key")
    assert key["required"]
    assert post["responses"]["422"]["content"].keys() == {"application/problem+json"}
    assert post["security"] == [{"HTTPBearer": []}]
    patch = document["paths"]["/v1/users/{user_id}"]["patch"]
    assert {one["name"]: one["required"] for one in patch["parameters"]} == {
        "user_id": True, "If-Match": False, "Idempotency-Key": False,
    }  # fmt: skip
    assert {"Problem", "FaultSchema"} <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in str(document["paths"])
    assert service.anonymous().get("/docs").status_code == 200


def test_every_answer_is_kept_out_of_caches_and_guesses(service: Served) -> None:
    headers = service.as_("planner").get("/v1/me").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
