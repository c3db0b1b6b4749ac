"""Lists page by page."""

import base64
import hashlib
import json

import pytest

from models.db.repositories.audit import record
from tests.service import As, Served, problem_of


def pages(caller: As, path: str, **query: str | int) -> list[list[str]]:
    found, cursor = [], None
    while True:
        asked = {**query, **({} if cursor is None else {"cursor": cursor})}
        answer = caller.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        found.append([str(row.get("name") or row.get("number")) for row in answer.json()["items"]])
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found


def add(service: Served, *names: str) -> None:
    for name in names:
        answer = service.as_("admin").post("/v1/users", json={"name": name, "roles": ["viewer"]})
        assert answer.status_code == 201, answer.text


def test_pages_have_every_row_once_in_order(service: Served) -> None:
    add(service, "B", "A", "C")
    admin = service.as_("admin")
    assert pages(admin, "/v1/users", limit=3) == [["the admin", "B", "A"], ["C"]]
    assert pages(admin, "/v1/users", limit=4) == [["the admin", "B", "A", "C"]]  # no empty page follows a full one
    assert pages(admin, "/v1/users", limit=1) == [["the admin"], ["B"], ["A"], ["C"]]


def test_a_list_may_be_newest_first(service: Served) -> None:
    add(service, "A", "B")  # entries 1 and 2 are of the administrator and their key
    assert pages(service.as_("admin"), "/v1/audit", limit=3) == [["4", "3", "2"], ["1"]]


def test_rows_that_come_meanwhile_move_nothing(service: Served) -> None:
    add(service, "A", "B")
    admin = service.as_("admin")
    first = admin.get("/v1/audit", params={"limit": 2}).json()
    add(service, "C")
    second = admin.get("/v1/audit", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [row["number"] for row in first["items"] + second["items"]] == [4, 3, 2, 1]


def test_a_filter_narrows_a_list(service: Served) -> None:
    add(service, "A", "B")
    admin = service.as_("admin")
    assert pages(admin, "/v1/users", name="B") == [["B"]]
    assert pages(admin, "/v1/audit", kind="user", action="add", limit=2) == [["4", "3"], ["1"]]
    assert pages(admin, "/v1/audit", kind="nothing") == [[]]


def made(filters: object, values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps([filters, values]).encode()).decode().rstrip("=")


OWN = hashlib.sha256(json.dumps(["/v1/audit", []]).encode()).hexdigest()[:16]
WRONG = [
    "", "x", "====", "é", made(OWN, []), made(OWN, [1, 2]), made(OWN, ["1"]), made(OWN, [True]), made(OWN, [1.5]),
    made(OWN, [None]), made(OWN, [2**63]), made(OWN, 5), made("other", [1]), base64.b64encode(b"[" * 600).decode(),
]  # fmt: skip


@pytest.mark.parametrize("cursor", WRONG)
def test_a_cursor_that_no_page_gave_out_is_refused(service: Served, cursor: str) -> None:
    admin = service.as_("admin")
    assert admin.get("/v1/audit", params={"cursor": made(OWN, [1])}).status_code == 200
    problem_of(admin.get("/v1/audit", params={"cursor": cursor}), 400, "cursor-invalid")


def test_a_cursor_goes_with_its_list_and_its_filters(service: Served) -> None:
    add(service, "A", "B")
    admin = service.as_("admin")
    cursor = admin.get("/v1/users", params={"limit": 1}).json()["next_cursor"]
    assert admin.get("/v1/users", params={"limit": 2, "cursor": cursor}).status_code == 200
    problem_of(admin.get("/v1/users", params={"cursor": cursor, "name": "A"}), 400, "cursor-invalid")
    problem_of(admin.get("/v1/keys", params={"cursor": cursor}), 400, "cursor-invalid")


def test_long_filters_make_no_cursor_too_long(service: Served) -> None:
    with service.database.write.begin() as session:
        actor = service.caller("admin").actor
        for _ in range(2):
            record(session, actor, "x" * 64, "y" * 32, "z" * 64)
    query = {"action": "x" * 64, "kind": "y" * 32, "document_id": "z" * 64}
    assert pages(service.as_("admin"), "/v1/audit", limit=1, **query) == [["2"], ["1"]]
