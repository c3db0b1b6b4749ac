"""Plans released over HTTP: each line once, in part or whole, and what speaks against it."""

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select

from api.services.live_data import live_problem
from models.db.rows.audit import AuditRow
from models.db.rows.events import EventRow
from models.db.rows.orders import OrderVersionRow
from models.problem import Problem
from optimizer.options import Options
from optimizer.solve import solve
from tests.api.service.orders import PATH as ORDERS
from tests.api.service.orders import Orders, taken
from tests.api.service.planned import PATH, finish_run, put_plan
from tests.api.service.planning import SMALL, put_dataset
from tests.api.service.test_master import basics, put
from tests.api.service.test_order_approvals import eur, limit, user_id
from tests.builders import build
from tests.service import MAIN, Served, problem_of


def lines_of(service: Served, plan_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = taken(service.as_("viewer").get(f"{PATH}/{plan_id}/lines"))["items"]
    return found


def orders_of(service: Served, plan_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = taken(service.as_("viewer").get(ORDERS, params={"plan_id": plan_id}))["items"]
    return found


def test_a_part_is_released_then_the_rest_and_each_line_once(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    path, lines = f"{PATH}/{plan_id}/release", lines_of(service, plan_id)
    first = next(line for line in lines if line["item_id"] == "B")
    done = taken(planner.post(path, json={"lines": [first["id"]]}), 201)
    assert (done["lines"], done["before_count"], len(done["orders"])) == (1, 0, 1)
    order = taken(service.as_("viewer").get(f"{ORDERS}/{done['orders'][0]['id']}"))
    run_id = taken(planner.get(f"{PATH}/{plan_id}"))["run_id"]
    assert (order["state"], order["plan_id"], order["run_id"]) == ("draft", plan_id, run_id)
    (line,) = order["lines"]
    assert (line["item_id"], line["units"], line["reason"]) == ("B", 7, first["reason"])
    assert [(peg["covers"], peg["zone_id"], peg["date"]) for peg in line["pegging"]] == [("demand", "N", "2024-01-01")]
    rest = taken(planner.post(path, json={}), 201)
    assert (rest["lines"], rest["before_count"]) == (3, 1)
    assert rest["before"] == [{"line_id": first["id"], "purchase_order_id": order["id"]}]
    again = taken(planner.post(path, json={}))
    assert (again["orders"], again["lines"], again["before_count"]) == ([], 0, 4)
    assert len(orders_of(service, plan_id)) == 1 + len(rest["orders"])
    assert all(line["purchase_order_id"] for line in lines_of(service, plan_id))
    assert taken(planner.get(f"{PATH}/{plan_id}"))["released"] == 4


def test_an_order_of_the_plan_that_is_released_in_part_is_told(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    path, lines = f"{PATH}/{plan_id}/release", lines_of(service, plan_id)
    count = Counter(line["order_id"] for line in lines)
    assert sorted(count.values()) == [1, 1, 2]
    alone = next(line for line in lines if count[line["order_id"]] == 1)
    one_of_two = next(line for line in lines if count[line["order_id"]] == 2)
    told = [taken(planner.post(path, json={"lines": [line["id"]]}), 201)["warnings"] for line in (alone, one_of_two)]
    found = [[each["sentence"] for each in warnings if each["kind"] == "in_part"] for warnings in told]
    assert found[0] == []
    assert one_of_two["order_id"] in found[1][0]


def test_units_that_stay_in_stock_are_released_for_nobody_yet(service: Served) -> None:
    # 5 units are asked for, a case has 12: 7 stay
    mine = build(currency="EUR", demand=[5], offers=[{"unit_price": 2, "case_pack": 12}])
    plan = solve(mine, Options(**SMALL)).plan
    plan_id, planner = put_plan(service.database, mine, plan), service.as_("planner")
    done = taken(planner.post(f"{PATH}/{plan_id}/release", json={}), 201)
    (line,) = taken(planner.get(f"{ORDERS}/{done['orders'][0]['id']}"))["lines"]
    pegs = {peg["covers"]: (peg["units"], peg["for_item_id"], peg["zone_id"]) for peg in line["pegging"]}
    assert pegs["demand"][1:] == ("A", "N")
    assert pegs["closing stock"][1:] == ("", "")
    assert [float(pegs[covers][0]) for covers in ("demand", "closing stock")] == [5, 7]


def test_the_same_key_is_the_same_release(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    path = f"{PATH}/{plan_id}/release"
    first, again = (planner.post(path, json={}, key="once") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert len(orders_of(service, plan_id)) == len(first.json()["orders"]) == 3
    problem_of(planner.post(path, json={}, key=None), 400, "idempotency-key-missing")


def test_of_racing_releases_each_line_goes_into_one_order(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    lines = [line["id"] for line in lines_of(service, plan_id)]
    asked: list[dict[str, Any]] = [{"lines": lines[:3]}, {"lines": lines[1:]}, {}, {}]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda body: planner.post(f"{PATH}/{plan_id}/release", json=body), asked))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert sum(answer.json()["lines"] for answer in answers) == 4
    found = [
        (line["item_id"], line["need_by"])
        for order in orders_of(service, plan_id)
        for line in taken(planner.get(f"{ORDERS}/{order['id']}"))["lines"]
    ]
    assert len(found) == len(set(found)) == 4


def test_lines_that_the_plan_does_not_have_are_named_and_nothing_is_released(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    mine, path = lines_of(service, plan_id)[0]["id"], f"{PATH}/{plan_id}/release"
    answer = problem_of(planner.post(path, json={"lines": [mine, "PLN-none-000001"]}), 422, "invalid")
    assert answer["faults"][0]["value"] == "PLN-none-000001"
    problem_of(planner.post(path, json={"lines": []}), 422, "invalid")
    assert orders_of(service, plan_id) == []


def test_only_a_rule_approves_by_itself(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    path, lines = f"{PATH}/{plan_id}/release", lines_of(service, plan_id)
    first = taken(planner.post(path, json={"lines": [lines[0]["id"]], "submit": True}), 201)
    assert [(order["state"], order["rule_id"]) for order in first["orders"]] == [("pending_approval", None)]
    approver = service.as_("approver")
    limit(service, user_id(approver), "1000.00")
    rule = taken(approver.post("/v1/approval-rules", json={"amount": eur("1000.00")}), 201)
    rest = taken(planner.post(path, json={"submit": True}), 201)
    assert {(order["state"], order["rule_id"]) for order in rest["orders"]} == {("approved", rule["id"])}


def test_what_is_submitted_with_its_release_is_as_if_submitted_by_hand(service: Served) -> None:
    plan_id, planner = put_plan(service.database), service.as_("planner")
    approver = service.as_("approver")
    limit(service, user_id(approver), "1000.00")
    taken(approver.post("/v1/approval-rules", json={"amount": eur("1000.00")}), 201)
    ids = [
        order["id"] for order in taken(planner.post(f"{PATH}/{plan_id}/release", json={"submit": True}), 201)["orders"]
    ]
    by_hand = Orders(service).submitted(by="planner")  # 250.00, which the rule covers too
    assert [_told(service, id_) for id_ in ids] == [_told(service, by_hand["id"])] * 3
    order = taken(service.as_("viewer").get(f"{ORDERS}/{ids[0]}"))
    assert (order["version"], order["approved_version"], order["approved_by"]) == (3, 1, user_id(approver))
    assert Orders(service).step(order, "issue", "buyer")["state"] == "issued"


def _told(service: Served, order_id: str) -> dict[str, Any]:
    """What was kept of how an order came to be as it is."""
    history = taken(service.as_("viewer").get(f"{ORDERS}/{order_id}/versions"))
    with service.database.read() as session:
        logged = select(AuditRow.action).where(AuditRow.document_id == order_id).order_by(AuditRow.number)
        happened = select(EventRow.kind).where(EventRow.document_id == order_id).order_by(EventRow.position)
        return {
            "decisions": [(each["decision"], each["by"], each["rule_id"]) for each in history["decisions"]],
            "submitted": list(
                session.scalars(select(OrderVersionRow.submitted).where(OrderVersionRow.order_id == order_id))
            ),
            "logged": list(session.scalars(logged)),
            "happened": list(session.scalars(happened)),
        }


def test_a_what_if_is_released_only_despite_it(service: Served) -> None:
    plan_id = put_plan(service.database, edits=[{"scale": "demand.units", "by": 2}])
    planner, path = service.as_("planner"), f"{PATH}/{plan_id}/release"
    answer = problem_of(planner.post(path, json={}), 409, "conflict")
    assert answer["despite"] == ["what_if"]
    assert orders_of(service, plan_id) == []
    assert taken(planner.post(path, json={"despite": ["what_if"]}), 201)["lines"] == 4


def test_a_second_plan_of_a_dataset_does_not_buy_the_same_again_unasked(service: Served) -> None:
    first, second = put_plan(service.database), put_plan(service.database)
    planner = service.as_("planner")
    taken(planner.post(f"{PATH}/{first}/release", json={}), 201)
    answer = problem_of(planner.post(f"{PATH}/{second}/release", json={}), 409, "conflict")
    assert answer["despite"] == ["overtaken"]
    assert taken(planner.post(f"{PATH}/{second}/release", json={"despite": ["overtaken"]}), 201)["lines"] == 4


class Live:
    """Live runs of an organisation that needs 5 of A, each with its best plan."""

    def __init__(self, service: Served) -> None:
        self.service, erp = service, basics(service)
        put(erp, "lanes", {"supplier_id": "S", "node_id": "N", "lead_time_days": 0})
        put(erp, "offers", {"item_id": "A", "supplier_id": "S", "unit_price": 2.5})
        put(erp, "settings", {"key": "currency", "value": "EUR"})
        self.need(5)

    def need(self, units: int) -> None:
        row = {"item_id": "A", "zone_id": "N", "date": "2024-01-01", "units": units}
        put(self.service.as_("planner"), "demand", row)

    def problem(self) -> Problem:
        with self.service.database.read() as session:
            return live_problem(session, MAIN, start=dt.date(2024, 1, 1), periods=2)

    def plan(self) -> str:
        """The id of the plan of what is so now."""
        given = self.problem()
        wanted = {"dataset_id": "live", "start": "2024-01-01", "periods": 2}
        run = taken(self.service.as_("planner").post("/v1/runs", json=wanted), 202)
        assert run["dataset_id"] == given.sha256
        plan = solve(given, Options(**SMALL)).plan
        assert plan is not None
        return finish_run(self.service.database, run["id"], given, plan)

    def try_release(self, plan_id: str) -> Any:
        return self.service.as_("planner").post(f"{PATH}/{plan_id}/release", json={"despite": ["overtaken"]})


def test_the_latest_snapshot_is_the_one_taken_last(service: Served) -> None:
    live = Live(service)
    first = live.plan()
    live.need(7)
    second = live.plan()
    problem = problem_of(live.try_release(first), 409, "conflict")
    assert problem["despite"] == ["outdated"]
    live.need(5)
    third = live.plan()  # the same content as the first, again what is so
    assert problem_of(live.try_release(second), 409, "conflict")["despite"] == ["outdated"]
    taken(live.try_release(third), 201)
    taken(live.try_release(first), 201)


def test_a_snapshot_of_what_was_uploaded_before_is_one(service: Served) -> None:
    live = Live(service)
    uploaded = put_dataset(service.database, live.problem())
    before = live.plan()
    assert taken(service.as_("viewer").get(f"/v1/datasets/{uploaded}"))["source"] == "upload"
    live.need(7)
    live.plan()
    assert problem_of(live.try_release(before), 409, "conflict")["despite"] == ["outdated"]


def test_a_plan_of_an_upload_is_not_outdated(service: Served) -> None:
    live = Live(service)
    live.plan()
    taken(live.try_release(put_plan(service.database)), 201)
