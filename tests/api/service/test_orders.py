"""Purchase orders over HTTP: from draft to the end, versions, refusals."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.db.repositories import audit
from tests.api.service.orders import PATH, Orders, body, line, taken
from tests.service import Served, problem_of


def test_an_order_goes_from_draft_to_the_supplier(service: Served) -> None:
    orders = Orders(service)
    # 100 x 2.50 = 250.00, duty 4 % = 10.00
    order = orders.create(line(duty_rate="0.04"), payment_days=30, incoterm="DAP", incoterm_place="Hamburg")
    assert (order["number"], order["state"], order["present_version"]) == ("PO-000001", "draft", 1)
    assert order["value"] == {"amount": "250.00", "currency": "EUR"}
    assert order["total"] == {"amount": "260.00", "currency": "EUR"}
    assert (order["payment_date"], order["receipt"], order["billing"]) == ("2024-01-31", "none", "none")
    assert order["actions"] == ["change", "submit", "cancel"]
    order = orders.step(order, "submit", "buyer")
    assert order["state"] == "pending_approval"
    order = orders.step(order, "approve", "approver")
    assert (order["state"], order["approved_version"]) == ("approved", 1)
    order = orders.step(order, "issue", "buyer")
    assert (order["state"], order["issued_version"], order["acknowledgement"]) == ("issued", 1, "none")
    assert orders.read(order) == order
    assert taken(service.as_("viewer").get(f"{PATH}/PO-000001")) == order


def test_numbers_have_no_gaps_even_where_orders_are_refused(service: Served) -> None:
    orders = Orders(service)
    assert orders.create()["number"] == "PO-000001"
    problem_of(service.as_("buyer").post(PATH, json=body(line(cases=3))), 422, "invalid")
    assert orders.create()["number"] == "PO-000002"
    assert Orders(service, "other").create()["number"] == "PO-000001"


def test_every_fault_of_an_order_is_told(service: Served) -> None:
    odd = body(line(cases=3), line(item_id="B", need_by="2023-12-31"), line(item_id="C", unit_price="1234567890123"))
    answer = problem_of(service.as_("buyer").post(PATH, json=odd), 422, "invalid")
    assert [(fault["row"], fault["column"]) for fault in answer["faults"]] == [(3, "unit_price")]
    assert answer["faults"][0]["expected"].startswith("a finite number of at most 6 decimals")
    answer = problem_of(service.as_("buyer").post(PATH, json=body(*odd["lines"][:2])), 422, "invalid")
    assert [(fault["row"], fault["column"]) for fault in answer["faults"]] == [(1, "cases"), (2, "need_by")]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"unit_price": 2.5}, "unit_price"),
        ({"unit_price": "NaN"}, "unit_price"),
        ({"unit_price": "1e3"}, "unit_price"),
        ({"unit_price": "-1"}, "unit_price"),
        ({"units": 1.5}, "units"),
        ({"units": 2**63}, "units"),
        ({"item_id": "a\x00"}, "item_id"),
        ({"need_by": "2024-02-30"}, "need_by"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_value_that_is_none_is_refused_with_its_place(service: Served, given: dict[str, object], place: str) -> None:
    answer = problem_of(service.as_("buyer").post(PATH, json=body(line(**given))), 422, "invalid")
    assert [(fault["table"], fault["row"], fault["column"]) for fault in answer["faults"]] == [("lines", 1, place)]


def test_a_currency_that_nobody_has_is_refused(service: Served) -> None:
    answer = problem_of(service.as_("buyer").post(PATH, json=body(currency="XXX")), 422, "invalid")
    assert answer["faults"][0]["column"] == "currency"


def test_a_draft_is_changed_in_place_and_an_issued_order_by_a_new_version(service: Served) -> None:
    orders = Orders(service)
    draft = orders.change(orders.create(), line(units=50, cases=5))
    assert (draft["present_version"], draft["lines"][0]["units"]) == (1, 50)
    issued = orders.reissue(draft)
    changed = orders.change(
        issued, line(number=1, units=80, cases=8), line(item_id="B"), change_reason="more is needed"
    )
    assert (changed["state"], changed["present_version"], changed["issued_version"]) == ("draft", 2, 1)
    assert (changed["approved_version"], changed["approved_by"]) == (None, None)
    assert [each["number"] for each in changed["lines"]] == [1, 2]
    history = taken(service.as_("viewer").get(f"{PATH}/{issued['id']}/versions"))
    assert [version["number"] for version in history["versions"]] == [1, 2]
    told = [
        (each["line"], each["field"], each["before"], each["after"]) for each in history["versions"][1]["differences"]
    ]
    assert told[:2] == [(1, "units", "50", "80"), (1, "cases", "5", "8")]
    assert history["versions"][1]["reason"] == "more is needed"
    assert [(each["order_version"], each["decision"]) for each in history["decisions"]] == [(1, "approved")]
    first = taken(service.as_("viewer").get(f"{PATH}/{issued['id']}/versions/1"))
    assert first["lines"][0]["units"] == 50
    again = orders.reissue(changed)
    assert (again["state"], again["issued_version"]) == ("issued", 2)
    problem_of(service.as_("viewer").get(f"{PATH}/{issued['id']}/versions/3"), 404, "not-found")


def test_a_line_that_was_dropped_does_not_give_its_number_away(service: Served) -> None:
    orders = Orders(service)
    issued = orders.issued(line(), line(item_id="B"))
    changed = orders.change(issued, line(number=1), line(item_id="C"))
    assert [(each["number"], each["item_id"]) for each in changed["lines"]] == [(1, "A"), (3, "C")]
    answer = service.as_("buyer").put(f"{PATH}/{issued['id']}", json=body(line(number=2)), version=changed["version"])
    assert problem_of(answer, 422, "invalid")["faults"][0]["column"] == "number"


def test_a_refused_transition_names_what_would_be_allowed(service: Served) -> None:
    orders = Orders(service)
    answer = problem_of(orders.try_step(orders.create(), "approve", "approver"), 409, "transition-not-allowed")
    assert (answer["state"], answer["allowed"]) == ("draft", ["draft", "pending_approval", "cancelled"])
    assert (answer["actions"], answer["allowed_in"]) == (["change", "submit", "cancel"], ["pending_approval"])
    assert "approve is allowed in pending_approval only" in answer["detail"]


def test_a_stale_version_is_refused_and_a_missing_one_too(service: Served) -> None:
    orders = Orders(service)
    order = orders.create()
    orders.change(order, line(units=50, cases=5))
    answer = problem_of(orders.try_step(order, "submit", "buyer"), 412, "version-stale")
    assert answer["current_version"] == 2
    problem_of(service.as_("buyer").post(f"{PATH}/{order['id']}/submit"), 428, "version-missing")


def test_an_order_ends_with_a_reason(service: Served) -> None:
    orders = Orders(service)
    issued = orders.issued()
    problem_of(orders.try_step(issued, "close", "buyer", reason=None), 409, "transition-not-allowed")
    closed = orders.step(issued, "close", "buyer", reason="the rest is not made any more")
    assert (closed["state"], closed["reason"], closed["actions"]) == ("closed", "the rest is not made any more", [])
    cancelled = orders.step(orders.issued(), "cancel", "buyer", reason="no demand")
    assert cancelled["state"] == "cancelled"
    problem_of(orders.try_step(cancelled, "submit", "buyer"), 409, "transition-not-allowed")


def test_what_was_received_is_closed_and_not_cancelled(service: Served) -> None:
    orders = Orders(service)
    issued = orders.issued()
    _receive(service, issued["id"], 40)
    assert orders.read(issued)["receipt"] == "partial"
    problem_of(orders.try_step(issued, "cancel", "buyer", reason="no demand"), 409, "transition-not-allowed")
    problem_of(orders.try_step(issued, "close", "buyer", reason=None), 409, "transition-not-allowed")
    _receive(service, issued["id"], 60)
    assert orders.read(issued)["receipt"] == "full"
    assert orders.step(issued, "close", "buyer", reason=None)["state"] == "closed"


def test_a_change_does_not_ask_for_less_than_has_come(service: Served) -> None:
    orders = Orders(service)
    issued = orders.issued(line(), line(item_id="B"))
    _receive(service, issued["id"], 40)
    sent = body(line(number=1, units=30, cases=3), line(item_id="C"))
    refused = service.as_("buyer").put(f"{PATH}/{issued['id']}", json=sent, version=issued["version"])
    faults = problem_of(refused, 422, "invalid")["faults"]
    assert [(fault["row"], fault["value"], fault["expected"]) for fault in faults] == [
        (1, "30", "at least the 40 received"), (2, "", "at least the 40 received"),
    ]  # fmt: skip
    changed = orders.change(issued, line(number=1, units=40, cases=4), line(number=2, item_id="B", units=50, cases=5))
    _receive(service, issued["id"], 5)
    submitted = orders.step(changed, "submit", "buyer")
    approved = orders.step(submitted, "approve", "approver")
    refused = orders.try_step(approved, "issue", "buyer")
    assert problem_of(refused, 422, "invalid")["faults"][0]["value"] == "40"


def _receive(service: Served, order_id: str, units: int) -> None:
    with service.database.write.begin() as session:
        session.execute(
            text("UPDATE order_balances SET received = received + :units WHERE order_id = :id"),
            {"units": units, "id": order_id},
        )


def test_orders_are_found_page_by_page(service: Served) -> None:
    orders = Orders(service)
    made = [
        orders.create(supplier_id="S" if place % 2 else "T", order_date=f"2024-01-0{place + 1}") for place in range(5)
    ]
    viewer = service.as_("viewer")
    first = taken(viewer.get(PATH, params={"limit": 2}))
    second = taken(viewer.get(PATH, params={"limit": 2, "cursor": first["next_cursor"]}))
    third = taken(viewer.get(PATH, params={"limit": 2, "cursor": second["next_cursor"]}))
    assert [each["number"] for page in (first, second, third) for each in page["items"]] == [
        each["number"] for each in made
    ]
    assert third["next_cursor"] is None

    def numbers(**filters: str) -> list[str]:
        return [each["number"] for each in taken(viewer.get(PATH, params=filters))["items"]]

    assert numbers(supplier_id="S") == ["PO-000002", "PO-000004"]
    assert numbers(ordered_from="2024-01-02", ordered_to="2024-01-03") == ["PO-000002", "PO-000003"]
    assert numbers(state="issued") == []
    assert numbers(state="draft", currency="EUR", created_by=made[0]["created_by"]) == [each["number"] for each in made]


def test_another_organisation_sees_nothing(service: Served) -> None:
    order = Orders(service).create()
    other = service.as_("buyer", "other")
    problem_of(other.get(f"{PATH}/{order['id']}"), 404, "not-found")
    problem_of(other.post(f"{PATH}/{order['id']}/submit", version=1), 404, "not-found")
    assert taken(other.get(PATH))["items"] == []


def test_every_change_is_in_the_audit_log(service: Served) -> None:
    orders = Orders(service)
    issued = orders.issued()
    orders.change(issued, line(number=1, units=50, cases=5))
    entries = taken(service.as_("admin").get("/v1/audit", params={"document_id": issued["id"]}))["items"]
    assert [entry["action"] for entry in entries] == ["change", "issue", "approve", "submit", "create"]
    assert (entries[1]["before"]["state"], entries[1]["after"]["state"]) == ("approved", "issued")
    assert [1, "units", "100", "50"] in entries[0]["after"]["differences"]
    with service.database.read() as session:
        assert audit.verify(session, "main").fault == ""


def test_the_same_key_creates_one_order(service: Served) -> None:
    buyer = service.as_("buyer")
    first = buyer.post(PATH, json=body(), key="once")
    again = buyer.post(PATH, json=body(), key="once")
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert len(taken(buyer.get(PATH))["items"]) == 1
    problem_of(buyer.post(PATH, json=body(currency="USD"), key="once"), 422, "idempotency-key-reused")


def test_the_database_itself_refuses_a_self_approval(service: Served) -> None:
    order = Orders(service).submitted()
    statement = text("UPDATE purchase_orders SET approved_by = created_by, state = 'approved' WHERE id = :id")
    with service.database.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(statement, {"id": order["id"]})
