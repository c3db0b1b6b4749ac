"""Who may approve what, over HTTP: duties, limits, rules of automatic approval."""

from typing import Any

import httpx

from api.auth.caller import console
from api.services.keys import create_key
from api.services.users import add_user
from models.db.sessions import act_for
from tests.api.service.orders import PATH, Orders, line, taken
from tests.service import MAIN, As, Served, problem_of


def user_id(caller: As) -> str:
    return str(taken(caller.get("/v1/me"))["user_id"])


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def limit(service: Served, holder: str, amount: str, **given: Any) -> dict[str, Any]:
    sent = {"holder_id": holder, "amount": eur(amount), **given}
    return taken(service.as_("admin").post("/v1/approval-limits", json=sent), 201)


def keep(service: Served, role: str, supplier: str, status: str, version: int = 0) -> dict[str, Any]:
    path = f"/v1/suppliers/{supplier}/standing"
    return taken(service.as_(role).put(path, json={"status": status}, version=version))


def test_who_wrote_an_order_cannot_approve_it(service: Served) -> None:
    both = service.as_("buyer", name="Bo")
    approver = service.as_("approver", name="Bo")
    order = taken(both.post(PATH, json={**_body(), "lines": [line()]}), 201)
    order = taken(both.post(f"{PATH}/{order['id']}/submit", version=1))
    answer = problem_of(approver.post(f"{PATH}/{order['id']}/approve", version=2), 403, "not-allowed")
    assert answer["rule"] == "writer-does-not-approve"
    assert Orders(service).step(order, "approve", "approver")["state"] == "approved"


def test_who_changed_a_line_cannot_approve_it_either(service: Served) -> None:
    orders = Orders(service)
    service.as_("approver", name="Bo")
    bo = service.as_("planner", name="Bo")
    order = orders.create()
    changed = taken(bo.put(f"{PATH}/{order['id']}", json={**_body(), "lines": [line(units=50, cases=5)]}, version=1))
    submitted = orders.step(changed, "submit", "buyer")
    approver = service.as_("approver", name="Bo")
    problem_of(approver.post(f"{PATH}/{order['id']}/approve", version=submitted["version"]), 403, "not-allowed")


def test_who_keeps_a_supplier_cannot_approve_its_orders(service: Served) -> None:
    orders = Orders(service)
    service.as_("approver", name="Bo")
    bo = service.as_("buyer", name="Bo")
    taken(bo.put("/v1/suppliers/S/standing", json={"status": "active"}, version=0))
    approver = service.as_("approver", name="Bo")
    mine, other = orders.submitted(), orders.submitted(supplier_id="T")
    answer = problem_of(approver.post(f"{PATH}/{mine['id']}/approve", version=2), 403, "not-allowed")
    assert answer["rule"] == "supplier-keeper-does-not-approve"
    assert taken(approver.post(f"{PATH}/{other['id']}/approve", version=2))["state"] == "approved"


def test_a_limit_holds_to_the_cent_and_with_duty(service: Served) -> None:
    orders = Orders(service)
    holder = user_id(service.as_("approver"))
    made = limit(service, holder, "260.00")
    # 100 x 2.50 = 250.00 and 4 % duty = 260.00; 4.01 % = 260.025 -> 260.03
    fits, exceeds = orders.submitted(line(duty_rate="0.04")), orders.submitted(line(duty_rate="0.0401"))
    assert orders.step(fits, "approve", "approver")["approved_by"] == holder
    answer = problem_of(orders.try_step(exceeds, "approve", "approver"), 403, "not-allowed")
    assert answer["reasons"] == ["its total is 260.03 EUR, the limit 260.00 EUR"]
    assert taken(service.as_("viewer").get(f"/v1/approval-limits/{made['id']}"))["amount"] == eur("260.00")
    changed = service.as_("admin").put(
        f"/v1/approval-limits/{made['id']}", json={"amount": eur("260.03")}, version=made["version"]
    )
    assert taken(changed)["version"] == 2
    assert orders.step(exceeds, "approve", "approver")["state"] == "approved"


def test_from_the_first_limit_on_nobody_approves_without_one(service: Served) -> None:
    orders = Orders(service)
    assert orders.approved(line(unit_price="9999"))["state"] == "approved"
    limit(service, user_id(service.as_("approver", name="somebody else")), "1000000.00")
    answer = problem_of(orders.try_step(orders.submitted(), "approve", "approver"), 403, "not-allowed")
    assert answer["reasons"] == ["none is set"]


def test_nobody_sets_the_own_limit(service: Served) -> None:
    admin = service.as_("admin")
    sent = {"holder_id": user_id(admin), "amount": eur("1.00")}
    problem_of(admin.post("/v1/approval-limits", json=sent), 409, "conflict")
    problem_of(admin.post("/v1/approval-limits", json={**sent, "holder_id": "USR-none"}), 404, "not-found")


def test_orders_of_a_blocked_supplier_are_neither_approved_nor_issued(service: Served) -> None:
    orders = Orders(service)
    approved, submitted = orders.approved(), orders.submitted()
    keep(service, "admin", "S", "blocked")
    answer = problem_of(orders.try_step(submitted, "approve", "approver"), 403, "not-allowed")
    assert "supplier S is blocked" in answer["detail"]
    problem_of(orders.try_step(approved, "issue", "buyer"), 409, "conflict")
    keep(service, "admin", "S", "active", version=1)
    assert orders.step(approved, "issue", "buyer")["state"] == "issued"


def test_critical_items_need_a_limit_that_says_so(service: Served) -> None:
    orders = Orders(service)
    holder = user_id(service.as_("approver"))
    made = limit(service, holder, "1000.00")
    taken(service.as_("planner").put("/v1/items/A/standing", json={"critical": True}, version=0))
    order = orders.submitted()
    answer = problem_of(orders.try_step(order, "approve", "approver"), 403, "not-allowed")
    assert answer["reasons"] == ["critical items (A) are beyond the limit"]
    sent = {"amount": eur("1000.00"), "critical": True}
    taken(service.as_("admin").put(f"/v1/approval-limits/{made['id']}", json=sent, version=1))
    assert orders.step(order, "approve", "approver")["state"] == "approved"


def person(service: Served, name: str, role: str, same_person_as: str | None = None) -> As:
    """A user that the console adds, and a key that the console makes."""
    with service.database.write.begin() as session:
        act_for(session, MAIN)
        user = add_user(session, console(), name, "person", [role], same_person_as=same_person_as)
        return service.with_key(create_key(session, console(), user.id, name)[1])


def submitted(who: As) -> dict[str, Any]:
    """An order that somebody wrote."""
    order = taken(who.post(PATH, json={**_body(), "lines": [line()]}), 201)
    return taken(who.post(f"{PATH}/{order['id']}/submit", version=order["version"]))


def approve(who: As, order: dict[str, Any]) -> httpx.Response:
    return who.post(f"{PATH}/{order['id']}/approve", version=order["version"])


def test_one_person_with_two_users_is_one(service: Served) -> None:
    buyer = person(service, "Bo at the desk", "buyer")
    also, another = person(service, "Bo at home", "approver", user_id(buyer)), person(service, "Cleo", "approver")
    order = submitted(buyer)
    refused = problem_of(approve(also, order), 403, "not-allowed")
    assert refused["rule"] == "writer-does-not-approve"
    assert "counts as one with" in refused["detail"]
    assert approve(another, order).status_code == 200
    # a rule that the other self sets is as idle as the own
    taken(also.post("/v1/approval-rules", json={"amount": eur("250.00")}), 201)
    assert submitted(buyer)["state"] == "pending_approval"
    assert submitted(person(service, "Di", "buyer"))["state"] == "approved"


def test_who_made_a_key_of_an_approver_does_not_approve_with_it(service: Served) -> None:
    # One person has the roles of an administrator and a buyer, and makes a user with a key that may approve.
    admin, buyer = service.as_("admin", name="Eve"), service.as_("buyer", name="Eve")
    made = taken(admin.post("/v1/users", json={"name": "nobody else", "roles": ["approver"]}), 201)
    key = taken(admin.post("/v1/keys", json={"user_id": made["id"], "name": "k"}), 201)
    order = submitted(buyer)
    refused = problem_of(approve(service.with_key(key["key"]), order), 403, "not-allowed")
    assert refused["rule"] == "writer-does-not-approve"
    # orders of others it approves
    assert approve(service.with_key(key["key"]), submitted(service.as_("buyer"))).status_code == 200
    # once that key is revoked, and the console made another, the approver is somebody else for what comes then
    taken(admin.post(f"/v1/keys/{key['id']}/revoke"))
    with service.database.write.begin() as session:
        act_for(session, MAIN)
        fresh = service.with_key(create_key(session, console(), made["id"], "k2")[1])
    problem_of(approve(fresh, order), 403, "not-allowed")
    assert approve(fresh, submitted(buyer)).status_code == 200


def test_who_made_a_key_of_the_writer_does_not_approve_what_it_wrote(service: Served) -> None:
    admin, approver = service.as_("admin", name="Eve"), service.as_("approver", name="Eve")
    made = taken(admin.post("/v1/users", json={"name": "nobody else", "roles": ["buyer"]}), 201)
    key = taken(admin.post("/v1/keys", json={"user_id": made["id"], "name": "k"}), 201)
    order = submitted(service.with_key(key["key"]))
    problem_of(approve(approver, order), 403, "not-allowed")
    # two whose keys the same administrator made are two
    other = taken(admin.post("/v1/users", json={"name": "Cleo", "roles": ["approver"]}), 201)
    second = taken(admin.post("/v1/keys", json={"user_id": other["id"], "name": "k"}), 201)
    assert approve(service.with_key(second["key"]), order).status_code == 200


def test_without_a_rule_the_smallest_order_waits_for_somebody(service: Served) -> None:
    free = line(units=1, cases=1, unit_price="0")
    waiting = Orders(service).submitted(free)
    assert (waiting["state"], waiting["approved_by"]) == ("pending_approval", None)
    rule(service, "0.00")
    assert Orders(service).submitted(free)["state"] == "approved"
    assert Orders(service).read(waiting)["state"] == "pending_approval"  # rules are for what is submitted from then on


def test_an_approval_is_not_taken_over_by_a_new_version(service: Served) -> None:
    orders = Orders(service)
    approved = orders.approved()
    changed = orders.change(approved, line(number=1, unit_price="99"))
    assert (changed["state"], changed["approved_version"]) == ("draft", None)
    problem_of(orders.try_step(changed, "issue", "buyer"), 409, "transition-not-allowed")
    again = orders.step(changed, "submit", "buyer")
    problem_of(orders.try_step(approved, "approve", "approver"), 412, "version-stale")
    assert orders.step(again, "approve", "approver")["approved_version"] == 2


def rule(service: Served, amount: str, **given: Any) -> dict[str, Any]:
    return taken(service.as_("approver").post("/v1/approval-rules", json={"amount": eur(amount), **given}), 201)


def test_a_rule_approves_what_it_is_about_when_it_is_submitted(service: Served) -> None:
    orders = Orders(service)
    taken(service.as_("planner").put("/v1/items/A/standing", json={"segment": "toys"}, version=0))
    made = rule(service, "250.00", suppliers=["S"], segments=["toys"])
    order = orders.submitted()
    assert (order["state"], order["rule_id"], order["approved_by"]) == ("approved", made["id"], made["created_by"])
    history = taken(service.as_("viewer").get(f"{PATH}/{order['id']}/versions"))
    assert history["decisions"][0]["rule_id"] == made["id"]
    for other in (
        orders.submitted(line(unit_price="2.51")),
        orders.submitted(supplier_id="T"),
        orders.submitted(line(), line(item_id="B", units=1, cases=1, unit_price="0")),
        orders.submitted(line(unit_price="1"), currency="USD"),
    ):
        assert (other["state"], other["rule_id"]) == ("pending_approval", None)
    assert orders.step(order, "issue", "buyer")["state"] == "issued"


def test_a_rule_ends(service: Served) -> None:
    orders = Orders(service)
    made = rule(service, "250.00")
    assert orders.submitted()["state"] == "approved"
    ended = taken(service.as_("approver").post(f"/v1/approval-rules/{made['id']}/end", version=1))
    assert ended["active"] is False
    assert orders.submitted()["state"] == "pending_approval"
    assert taken(service.as_("viewer").get("/v1/approval-rules", params={"active": True}))["items"] == []


def test_a_rule_does_not_reach_beyond_its_setter(service: Served) -> None:
    orders = Orders(service)
    approver = service.as_("approver")
    made = limit(service, user_id(approver), "100.00")
    refused = approver.post("/v1/approval-rules", json={"amount": eur("250.00")})
    problem_of(refused, 403, "not-allowed")
    admin = service.as_("admin")
    taken(admin.put(f"/v1/approval-limits/{made['id']}", json={"amount": eur("250.00")}, version=1))
    rule(service, "250.00")
    assert orders.submitted()["state"] == "approved"
    # The limit is lowered, the rule idle.
    taken(admin.put(f"/v1/approval-limits/{made['id']}", json={"amount": eur("249.99")}, version=2))
    assert orders.submitted()["state"] == "pending_approval"


def test_the_rule_of_who_wrote_the_order_or_left_is_idle(service: Served) -> None:
    orders = Orders(service)
    service.as_("approver", name="Bo")
    taken(service.as_("approver", name="Bo").post("/v1/approval-rules", json={"amount": eur("250.00")}), 201)
    bo = service.as_("buyer", name="Bo")
    own = taken(bo.post(PATH, json={**_body(), "lines": [line()]}), 201)
    assert taken(bo.post(f"{PATH}/{own['id']}/submit", version=1))["state"] == "pending_approval"
    assert orders.submitted()["state"] == "approved"
    holder = user_id(bo)
    version = taken(service.as_("admin").get(f"/v1/users/{holder}"))["version"]
    taken(service.as_("admin").patch(f"/v1/users/{holder}", json={"disabled": True}, version=version))
    assert orders.submitted()["state"] == "pending_approval"


def test_a_standing_is_kept_by_versions(service: Served) -> None:
    kept = keep(service, "buyer", "S", "active")
    assert (kept["version"], len(kept["kept_by"])) == (1, 1)
    path = "/v1/suppliers/S/standing"
    problem_of(service.as_("admin").put(path, json={"status": "blocked"}, version=0), 412, "version-stale")
    assert len(keep(service, "admin", "S", "blocked", version=1)["kept_by"]) == 2
    problem_of(
        service.as_("admin").put("/v1/suppliers/T/standing", json={"status": "blocked"}, version=3),
        412,
        "version-stale",
    )
    assert taken(service.as_("viewer").get("/v1/suppliers/T/standing"))["status"] == "active"


def _body() -> dict[str, Any]:
    return {"supplier_id": "S", "currency": "EUR", "order_date": "2024-01-01"}
