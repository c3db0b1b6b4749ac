"""API keys over HTTP."""

from sqlalchemy import select

from models.db.rows.keys import KeyRow
from tests.service import Served, problem_of


def test_me_is_who_calls(service: Served) -> None:
    answer = service.as_("planner").get("/v1/me")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["name"], body["organisation_id"], body["roles"]) == ("the planner", "main", ["planner"])
    assert "runs.start" in body["permissions"]
    assert "orders.approve" not in body["permissions"]


def test_a_key_is_shown_once_and_only_its_hash_is_kept(service: Served) -> None:
    admin = service.as_("admin")
    user = admin.post("/v1/users", json={"name": "Ada", "roles": ["buyer"]})
    assert user.status_code == 201, user.text
    made = admin.post("/v1/keys", json={"user_id": user.json()["id"], "name": "laptop"})
    assert made.status_code == 201, made.text
    secret = made.json()["key"]
    assert service.with_key(secret).get("/v1/me").json()["name"] == "Ada"
    again = admin.get(made.headers["location"])
    assert again.status_code == 200
    assert secret not in again.text
    with service.database.read() as session:
        assert secret not in str([vars(row) for row in session.scalars(select(KeyRow))])


def test_a_revoked_key_is_refused_from_then_on(service: Served) -> None:
    admin = service.as_("admin")
    buyer = service.as_("buyer")
    key_id = buyer.get("/v1/me").json()["key_id"]
    revoked = admin.post(f"/v1/keys/{key_id}/revoke")
    assert revoked.status_code == 200, revoked.text
    problem_of(buyer.get("/v1/me"), 401, "unauthenticated")
