"""Whatever is sent, the answer is a problem that says what to do, and never a 5xx."""

import json
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from starlette.exceptions import HTTPException

import api.errors
import models.refusals
from api.problems import PROBLEMS, answer_to
from api.services.users import add_user
from models.faults import DatasetError, Fault, InfeasibleError, LineFault
from tests.service import Served, problem_of

X12 = {"Content-Type": "application/edi-x12"}


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Any, sqlite_template: Any) -> str:
    """What is refused before any statement is refused alike on both databases."""
    path = tmp_path / "caselot.db"
    path.write_bytes(sqlite_template.path.read_bytes())
    return f"{request.param}:///{path}"


def test_an_unknown_address_and_another_method(service: Served) -> None:
    problem_of(service.anonymous().get("/v1/nothing"), 404, "no-such-address")
    problem_of(service.anonymous().get("/v1/users/"), 404, "no-such-address")
    answer = service.anonymous().delete("/v1/me")
    problem_of(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET"


LISTS = ["/v1/purchase-orders", "/v1/runs", "/v1/plans", "/v1/datasets", "/v1/users", "/v1/keys", "/v1/audit"]


@pytest.mark.parametrize("path", [*LISTS, "/v1/webhooks", "/v1/acknowledgements", "/v1/master/changes", "/v1/me"])
def test_a_parameter_that_nobody_knows_is_refused(service: Served, path: str) -> None:
    admin = service.as_("admin")
    problem = problem_of(admin.get(path, params={"bogus": "1"}), 422, "invalid")
    assert [(fault["table"], fault["column"], fault["value"]) for fault in problem["faults"]] == [
        ("query", "bogus", "1")
    ]  # fmt: skip
    assert admin.get(path).status_code == 200
    problem_of(service.anonymous().get(path, params={"bogus": "1"}), 401, "unauthenticated")


def test_a_filter_typed_wrong_or_twice_is_refused(service: Served) -> None:
    buyer = service.as_("buyer")
    problem = problem_of(buyer.get("/v1/purchase-orders?sate=issued&limit=5&limit=6"), 422, "invalid")
    assert {(fault["column"], fault["expected"]) for fault in problem["faults"]} == {
        ("sate", "a known parameter: did you mean state?"), ("limit", "each parameter once"),
    }  # fmt: skip
    assert buyer.get("/v1/purchase-orders?state=issued&limit=5").status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/users", '{"name": "A", "roles": ["buyer"], "name": "B"}'),
        ("/v1/purchase-orders", '{"lines": [{"units": 1, "units": 2}]}'),
        ("/v1/acknowledgements", '{"order_id": "A", "order_id": "A"}'),
    ],
)
def test_a_key_that_stands_twice_is_refused(service: Served, path: str, body: str) -> None:
    json_too = {"Content-Type": "application/json"}
    role = "admin" if path == "/v1/users" else "buyer"
    problem = problem_of(service.as_(role).post(path, content=body, headers=json_too), 400, "malformed")
    assert " twice" in problem["detail"]


def test_the_same_key_in_two_objects_is_no_fault(service: Served) -> None:
    body = {"name": "A", "roles": ["buyer"]}
    assert service.as_("admin").post("/v1/users", json=body).status_code == 201
    answer = service.as_("admin").post("/v1/users", content="{", headers={"Content-Type": "application/json"})
    problem = problem_of(answer, 422, "invalid")
    assert problem["faults"][0]["table"] == "body"


def test_every_fault_of_a_body_is_listed_with_its_place(service: Served) -> None:
    body = {"name": "a\nb", "roles": ["buyer", "king"], "kind": 7, "extra": None}
    problem = problem_of(service.as_("admin").post("/v1/users", json=body), 422, "invalid")
    assert problem["fault_count"] == 4
    places = {(fault["table"], fault["row"], fault["column"]): fault for fault in problem["faults"]}
    assert places.keys() == {
        ("body", None, "name"), ("roles", 2, ""), ("body", None, "kind"), ("body", None, "extra")
    }  # fmt: skip
    assert places["body", None, "name"]["expected"] == "text without control characters"
    assert places["roles", 2, ""]["value"] == "king"
    assert places["body", None, "kind"]["value"] == "7"
    missing = problem_of(service.as_("admin").post("/v1/users", json={}), 422, "invalid")
    assert [(fault["column"], fault["expected"]) for fault in missing["faults"]] == [
        ("name", "a value"),
        ("roles", "a value"),
    ]


UNREADABLE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 422),
    "no JSON": (b"{", 422),
    "no object": (b"[]", 422),
    "deep lists": (b"[" * 200_000, 400),
    "deep objects": (b'{"name":' * 100_000, 400),
    "a long number": (b'{"name": ' + b"9" * 10_000 + b"}", 400),
    "no UTF-8": (b'{"name": "\xff"}', 400),
    "half a character": (b'{"name": "\\ud800", "roles": ["buyer"]}', 422),
    "NUL": (b'{"name": "a\\u0000b", "roles": ["buyer"]}', 422),
    "NaN": (b'{"name": NaN, "roles": ["buyer"]}', 422),
    "infinity": (b'{"name": "Ada", "roles": 1e999}', 422),
    "a list too long": (json.dumps({"name": "Ada", "roles": ["buyer"] * 9}).encode(), 422),
    "a name too long": (json.dumps({"name": "A" * 201, "roles": ["buyer"]}).encode(), 422),
}


WHY = {
    "deep lists": "nested too deep", "deep objects": "nested too deep", "a long number": "too many digits",
    "no UTF-8": "is no text",
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_body_that_is_none_is_refused(service: Served, name: str) -> None:
    content, status = UNREADABLE[name]
    answer = service.as_("admin").post("/v1/users", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 5_000
    assert WHY.get(name, "") in answer.json()["detail"]
    assert (name in WHY) == (status == 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
def test_a_body_of_another_kind_is_refused(service: Served, kind: str) -> None:
    content = b'{"name": "Ada", "roles": ["buyer"]}'
    answer = service.as_("admin").post("/v1/users", content=content, headers={"Content-Type": kind})
    problem_of(answer, 422, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/users/{2**63}", "/v1/users/%00", "/v1/users/%ff", "/v1/users/%0a", f"/v1/users/{'x' * 65}",
        "/v1/users?limit=0", "/v1/users?limit=501", "/v1/users?limit=1e3", "/v1/users?limit=" + "9" * 30,
        "/v1/users?cursor=x", "/v1/users?cursor=" + "x" * 1001, "/v1/users?name=%00", "/v1/users?name=" + "x" * 201,
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(service: Served, path: str) -> None:
    answer = service.as_("admin").get(path)
    assert answer.status_code in {400, 404, 422}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_may_be_so_large_and_no_larger(service: Served) -> None:
    service.configure(max_body_bytes=1_000)
    admin = service.as_("admin")
    whole = json.dumps({"name": "Ada", "roles": ["buyer"]}).encode().ljust(1_000)
    headers = {"Content-Type": "application/json"}
    assert admin.post("/v1/users", content=whole, headers=headers).status_code == 201
    problem_of(admin.post("/v1/users", content=whole + b" ", headers=headers), 413, "too-large")
    pieces = (piece for piece in (whole, b" "))  # in pieces, without a Content-Length
    problem_of(admin.post("/v1/users", content=pieces, headers=headers), 413, "too-large")


def test_the_request_id_comes_back_or_is_made(service: Served) -> None:
    admin = service.as_("admin")
    assert admin.get("/v1/me", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    made = admin.get("/v1/me", headers={"X-Request-ID": "a b\tc"}).headers["x-request-id"]
    assert made.startswith("REQ-")
    answer = admin.post("/v1/users", json={"name": "Ada", "roles": ["buyer"]}, headers={"X-Request-ID": "abc-2"})
    assert answer.status_code == 201
    assert admin.get("/v1/audit").json()["items"][0]["request_id"] == "abc-2"


def test_too_many_requests_are_refused_for_a_while(service: Served) -> None:
    service.configure(requests_per_minute=2)
    planner = service.as_("planner")
    assert [planner.get("/v1/me").status_code for _ in range(2)] == [200, 200]
    answer = planner.get("/v1/me")
    problem_of(answer, 429, "rate-limited")
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert service.as_("buyer").get("/v1/me").status_code == 200  # each has a bucket of their own


@pytest.mark.parametrize(
    ("role", "method", "path", "given"),
    [
        ("planner", "POST", "/v1/runs", {"content": b'{"dataset_id": "X", "edits": [{"scale": "\\ud800", "by": 1}]}'}),
        ("planner", "POST", "/v1/runs", {"content": b'{"dataset_id": "X", "edits": [{"\\ud800": "x"}]}'}),
        ("planner", "POST", "/v1/runs", {"content": b'{"dataset_id": "X", "edits": [{"a\\u0000": "x"}]}'}),
        ("planner", "POST", "/v1/runs", {"content": b'{"dataset_id": "X", "\\ud800": 1}'}),
        ("buyer", "POST", "/v1/acknowledgements", {"content": b"ISA\xff", "headers": X12}),
        ("viewer", "GET", "/v1/plans/X/lines", {"params": {"item_id": "a\0"}}),
        ("viewer", "GET", "/v1/plans/X/lines", {"params": {"item_id": "x" * 65}}),
    ],
)
def test_a_value_that_cannot_be_stored_is_the_callers_fault_where_they_sent_it(
    service: Served, role: str, method: str, path: str, given: dict[str, Any]
) -> None:
    given = {"headers": {"Content-Type": "application/json"}, **given}
    answer = service.as_(role).send(method, path, key="once", **given)
    assert answer.status_code == 422, answer.text
    assert answer.json()["faults"]
    assert service.as_("viewer").get("/v1/plans/X/lines", params={"item_id": "a\u00a0"}).status_code == 404


@pytest.mark.parametrize("name", ["a\0", "\ud800", "x" * 201, 7])
def test_a_value_that_cannot_be_stored_is_our_fault_where_we_made_it(
    service: Served, monkeypatch: pytest.MonkeyPatch, name: Any
) -> None:
    def made(*given: Any, **_: Any) -> Any:
        return add_user(given[0], given[1], name, "person", ["buyer"])

    body = {"name": "Ada", "roles": ["buyer"]}
    admin = service.as_("admin")
    with monkeypatch.context() as patched:
        patched.setattr("api.routers.users.add_user", made)
        answer = problem_of(admin.post("/v1/users", json=body), 500, "unexpected")
    assert "faults" not in answer
    assert admin.post("/v1/users", json=body).status_code == 201


def test_a_database_without_its_tables_is_our_fault_and_tells_nothing(service: Served) -> None:
    planner = service.as_("planner")
    with service.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE keys"))
    problem = problem_of(planner.get("/v1/me"), 500, "unexpected")
    assert "keys" not in str(problem)


def test_every_refusal_has_a_line_in_the_table() -> None:
    listed = {cause for cause, *_ in PROBLEMS}
    known = {
        thing
        for module in (api.errors, models.refusals)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, models.refusals.RefusalError)
    }
    assert known <= listed
    slugs = [slug for _, _, slug, _ in PROBLEMS]
    assert len(set(slugs)) == len(slugs)
    for place, (cause, *_) in enumerate(PROBLEMS):  # a line that an earlier one hides would never be used
        assert not any(issubclass(cause, earlier) for earlier, *_ in PROBLEMS[:place])


class Orig(Exception):  # noqa: N818 - it stands for a driver's
    sqlstate = "57014"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: keys.digest")), 409),
        (OperationalError("SELECT", {}, Orig("canceling statement")), 503),
        (StatementError("x", "SELECT", {}, ValueError("expected a whole number of 64 bits, found 1.5")), 500),
        (OverflowError("Python int too large"), 500),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 500),
        (HTTPException(418), 418),
        (InfeasibleError(["no supplier sells A"]), 422),
        (DatasetError([Fault("items", 3, "id", "", "a value")] * 2, 5_000), 422),
        (models.refusals.InvalidError([LineFault("x.yaml", 3, "id", "", "a value")]), 422),
        (RuntimeError("the password is x"), 500),
    ],
    ids=lambda value: str(type(value).__name__),
)
def test_an_error_becomes_an_answer(error: Exception, status: int) -> None:
    answer = answer_to(None, error)
    assert answer.status_code == status
    body = json.loads(bytes(answer.body))
    assert body["status"] == status
    assert "password" not in str(body)
    assert "constraint" not in str(body)
    if isinstance(error, DatasetError):
        assert (body["fault_count"], len(body["faults"])) == (5_000, 2)
    if isinstance(error, InfeasibleError):
        assert body["reasons"] == ["no supplier sells A"]
