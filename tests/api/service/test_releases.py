"""Releasing a plan: drafts for its rows, each row once, under concurrency too."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
from sqlalchemy.exc import IntegrityError

from api.services.releases import release_plan
from models.db.sessions import act_for
from models.ledger.purchase_order import PlanLine
from models.ledger.release import Terms
from tests.api.service.orders import PATH, Orders, line, taken
from tests.models.ledger.test_release import key, row
from tests.service import Served

TERMS = Terms("plan-1", "EUR", "run-1")


def released(service: Served, *rows: dict[str, object], chosen: list[PlanLine] | None = None) -> tuple[list[str], int]:
    caller = service.caller("planner")
    with service.database.write.begin() as session:
        act_for(session, "main")
        done = release_plan(session, caller, pd.DataFrame(rows), TERMS, chosen=chosen)
        return [order.number for order in done.orders], done.already


def test_a_plan_becomes_drafts_that_tell_where_they_come_from(service: Served) -> None:
    plan = (row(), row(item="B"), row("PO-0002"))
    assert released(service, *plan) == (["PO-000001", "PO-000002"], 0)
    order = taken(service.as_("viewer").get(f"{PATH}/PO-000001"))
    assert (order["state"], order["plan_id"], order["run_id"]) == ("draft", "plan-1", "run-1")
    assert [each["plan_order_id"] for each in order["lines"]] == ["PO-0001", "PO-0001"]
    assert order["lines"][0]["reason"] == "covers demand"
    found = taken(service.as_("viewer").get(PATH, params={"plan_id": "plan-1"}))["items"]
    assert len(found) == 2


def test_rows_are_released_once(service: Served) -> None:
    plan = (row(), row(item="B"), row("PO-0002"))
    assert released(service, *plan, chosen=[key(item="B")]) == (["PO-000001"], 0)
    assert released(service, *plan) == (["PO-000002", "PO-000003"], 1)
    assert released(service, *plan) == ([], 3)


def test_a_change_of_a_released_draft_keeps_its_plan(service: Served) -> None:
    orders = Orders(service)
    released(service, row())
    order = taken(service.as_("viewer").get(f"{PATH}/PO-000001"))
    changed = orders.change(order, line(number=1, units=60, cases=6, mode="standard"))
    assert (changed["plan_id"], changed["lines"][0]["plan_order_id"]) == ("plan-1", "PO-0001")
    assert changed["lines"][0]["reason"] == "covers demand"


def test_of_racing_releases_one_makes_the_orders(service: Served) -> None:
    plan = [row(item=f"I{place}") for place in range(5)]

    def attempt(_: int) -> int:
        try:
            return len(released(service, *plan)[0])
        except IntegrityError:
            return 0

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(attempt, range(6))) == [0] * 5 + [1]
    assert len(taken(service.as_("viewer").get(PATH))["items"]) == 1


def test_a_released_order_goes_the_way_of_all_orders(service: Served) -> None:
    orders = Orders(service)
    released(service, row())
    order = taken(service.as_("viewer").get(f"{PATH}/PO-000001"))
    assert orders.reissue(order)["state"] == "issued"
