"""Live runs: what is ordered is on its way and paid for, and who keeps a supplier's terms approves no order of it."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.services import live_data
from api.services.live_data import live_problem
from models.db.repositories.ordered import ordered_lines
from tests.api.service.orders import PATH, Orders, body, line, taken
from tests.api.service.test_acknowledgements import SPLIT, sent
from tests.api.service.test_master import basics, put
from tests.service import MAIN, Served, problem_of

START = dt.date(2024, 1, 1)


def _with_budget(service: Served) -> None:
    erp = basics(service)
    put(erp, "lanes", {"supplier_id": "S", "node_id": "N", "lead_time_days": 1})
    put(erp, "offers", {"item_id": "A", "supplier_id": "S", "unit_price": 2.5, "case_pack": 10})
    put(service.as_("admin"), "budgets", {
        "budget_id": "B", "first_date": "2024-01-01", "last_date": "2024-12-31", "amount": 1000, "basis": "order",
    })  # fmt: skip


def test_an_issued_order_is_inbound_as_answered_and_its_money_is_spent(service: Served) -> None:
    _with_budget(service)
    # 100 units of A for 250: accepted 60 for February 1, backordered 30 to February 15, rejected 10
    order = Orders(service).issued()
    sent(service.as_("buyer"), order, *SPLIT)
    with service.database.read() as session:
        problem = live_problem(session, MAIN, start=START, periods=8)
    inbound = problem.inbound[["item_id", "node_id", "units"]].to_numpy().tolist()
    assert inbound == [["A", "N", 60.0], ["A", "N", 30.0]]
    assert problem.inbound["arrival_date"].dt.strftime("%m-%d").tolist() == ["02-01", "02-15"]
    # what was rejected is not paid: 1000 - 90 x 2.50
    assert problem.budgets["amount"].tolist() == [775.0]


def test_commitments_are_what_the_ledger_says_to_the_cent(service: Served) -> None:
    _with_budget(service)
    # 3 x 0.335 = 1.005, rounded half up 1.01; duty of 0.5 on that 0.505, 0.51: the order says 1.52, and so must we,
    # in one row and in the two of an answer (2 x 0.335 = 0.67 and 0.34 of duty, then what is missing to 1.52)
    odd = line(units=3, cases=3, unit_price="0.335", duty_rate="0.5")
    order = Orders(service).issued(odd)
    assert order["total"]["amount"] == "1.52"
    with service.database.read() as session:
        whole = live_problem(session, MAIN, start=START, periods=8)
    parts = [{"answer": "accepted", "units": 2}, {"answer": "backordered", "units": 1, "date": "2024-02-15"}]
    sent(service.as_("buyer"), order, *parts)
    with service.database.read() as session:
        split = live_problem(session, MAIN, start=START, periods=8)
    assert split.inbound["units"].tolist() == [2.0, 1.0]
    assert whole.budgets["amount"].tolist() == split.budgets["amount"].tolist() == [998.48]


def test_a_draft_is_not_on_its_way_an_approved_order_is(service: Served) -> None:
    _with_budget(service)
    orders = Orders(service)
    orders.create()
    with service.database.read() as session:
        before = live_problem(session, MAIN, start=START, periods=8)
    assert (len(before.inbound), before.budgets["amount"].tolist()) == (0, [1000.0])
    orders.approved()
    with service.database.read() as session:
        after = live_problem(session, MAIN, start=START, periods=8)
    assert (after.inbound["units"].tolist(), after.budgets["amount"].tolist()) == ([100.0], [750.0])


def test_money_is_in_the_currency_of_the_organisation(service: Served) -> None:
    _with_budget(service)
    orders, buyer = Orders(service), service.as_("buyer")
    yen = orders.approved(line(unit_price="3"), currency="JPY")  # nobody has said what the currency is
    draft = orders.create(line(unit_price="3"), currency="JPY")
    put(service.as_("integration"), "settings", {"key": "currency", "value": "EUR"})
    refused = [
        buyer.post(PATH, json=body(line(unit_price="3"), currency="JPY")),
        buyer.put(f"{PATH}/{draft['id']}", json=body(line(unit_price="3"), currency="JPY"), version=draft["version"]),
    ]
    for each in refused:
        (fault,) = problem_of(each, 422, "invalid")["faults"]
        assert (fault["column"], fault["value"], fault["expected"][:3]) == ("currency", "JPY", "EUR")
    assert orders.change(draft)["total"]["currency"] == "EUR"
    # 100 x 3 JPY is no 300 EUR of the budget; the draft commits nothing
    live = {"dataset_id": "live", "start": "2024-01-01", "periods": 4}
    (fault,) = problem_of(service.as_("planner").post("/v1/runs", json=live), 422, "invalid")["faults"]
    assert (fault["table"], fault["value"]) == (f"order {yen['number']}", "JPY")
    orders.step(yen, "cancel", "buyer", reason="in yen")
    taken(service.as_("planner").post("/v1/runs", json=live), 202)


def test_an_order_of_what_nobody_knows_is_not_submitted(service: Served) -> None:
    orders = Orders(service)
    lines = (line(), line(item_id="UNKNOWN"), line(node_id="NOWHERE"))
    early = orders.submitted(*lines, supplier_id="NOPE")  # there are no master data that could know it
    late = orders.create(*lines, supplier_id="NOPE")
    _with_budget(service)
    problem = problem_of(orders.try_step(late, "submit", "buyer"), 422, "invalid")
    assert [(each["row"], each["column"], each["value"]) for each in problem["faults"]] == [
        (None, "supplier_id", "NOPE"), (2, "item_id", "UNKNOWN"), (3, "node_id", "NOWHERE"),
    ]  # fmt: skip
    assert orders.read(late)["state"] == "draft"
    # nobody knows that the supplier is active, until somebody says so
    refused = orders.try_step(early, "approve", "approver")
    assert "NOPE is unknown" in problem_of(refused, 403, "not-allowed")["detail"]
    taken(service.as_("integration").put("/v1/suppliers/NOPE/standing", json={"status": "active"}, version=0))
    assert orders.step(early, "approve", "approver")["state"] == "approved"
    # of its lines one can come; each of them is paid: 1000 - 3 x 250
    with service.database.read() as session:
        found = live_problem(session, MAIN, start=START, periods=8)
    assert (found.inbound[["item_id", "node_id"]].to_numpy().tolist(), found.budgets["amount"].tolist()) == (
        [["A", "N"]], [250.0],
    )  # fmt: skip
    told = {each.rule: each.examples for each in found.notices}
    number = early["number"]
    assert told["ordered-unknown"] == (f"{number}-2, UNKNOWN, N, NOPE", f"{number}-3, A, NOWHERE, NOPE")
    assert told["ordered-from-unknown"] == (f"{number}-1, A, N, NOPE",)


def test_a_live_run_keeps_what_it_planned_as_a_dataset(service: Served) -> None:
    _with_budget(service)
    planner = service.as_("planner")
    run = taken(planner.post("/v1/runs", json={"dataset_id": "live", "start": "2024-01-01", "periods": 4}), 202)
    (kept,) = taken(planner.get("/v1/datasets", params={"source": "live"}))["items"]
    assert run["dataset_id"] == kept["id"]
    # the same facts are the same dataset
    again = planner.post("/v1/runs", json={"dataset_id": "live", "start": "2024-01-01", "periods": 4})
    assert taken(again, 202)["dataset_id"] == kept["id"]
    refused = planner.post("/v1/runs", json={"dataset_id": kept["id"], "start": "2024-01-01"})
    assert "for `live` only" in problem_of(refused, 422, "invalid")["faults"][0]["expected"]


def test_others_write_while_a_snapshot_is_read_and_it_sees_one_moment(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_budget(service)
    erp, planner = service.as_("integration"), service.as_("planner")
    live = {"dataset_id": "live", "start": "2024-01-01", "periods": 4}
    order: list[str] = []

    def slowly(session: Session, organisation: str) -> Any:
        # the items were read; on SQLite whoever held the one writer's place would keep this write waiting for ever
        put(erp, "items", {"item_id": "NEW", "unit_cost": 2, "shortage_cost": 1})
        order.append("written")
        return ordered_lines(session, organisation)

    monkeypatch.setattr(live_data, "ordered_lines", slowly)
    run = taken(planner.post("/v1/runs", json=live, key="once"), 202)
    items = f"/v1/datasets/{run['dataset_id']}/tables/items"
    assert [each["item_id"] for each in taken(planner.get(items))["items"]] == ["A"]
    assert taken(planner.post("/v1/runs", json=live, key="once"), 202) == run
    assert order == ["written"]  # an answer that is known needs no snapshot


def test_who_changed_a_suppliers_terms_approves_no_order_of_it(service: Served) -> None:
    _with_budget(service)
    orders = Orders(service)
    keeper = service.as_("buyer", name="Kim")
    put(keeper, "offers", {"item_id": "A", "supplier_id": "S", "unit_price": 3, "case_pack": 10})
    order = orders.submitted()
    tried = service.as_("approver", name="Kim").post(f"{PATH}/{order['id']}/approve", version=order["version"])
    assert problem_of(tried, 403, "not-allowed")["rule"] == "supplier-keeper-does-not-approve"
    assert orders.step(order, "approve", "approver")["state"] == "approved"
