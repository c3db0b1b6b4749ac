"""Plans over HTTP: lists, one, its lines and tables, a line explained, two compared, the page."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from api.plan_shelf import Shelf
from optimizer.explain.instead import NOTHING
from tests.api.service.orders import taken
from tests.api.service.planned import EVIL, PATH, problem, put_plan, solved
from tests.service import OTHER, Served, problem_of

PATIENCE = 60.0


def test_a_plan_tells_what_it_is(service: Served) -> None:
    # 9 A at 2.00, 7 B at 3.00 and 10 % duty, 6 at 1.50: 18 + 21 + 2.10 + 9, and what carrying costs.
    plan_id = put_plan(service.database, tags=["weekly"])
    plan = taken(service.as_("viewer").get(f"{PATH}/{plan_id}"))
    assert (plan["status"], plan["currency"], plan["lines"], plan["released"]) == ("optimal", "EUR", 4, 0)
    assert (plan["tags"], plan["what_if"]) == (["weekly"], False)
    assert float(plan["objective"]) == pytest.approx(plan["summary"]["objective"], abs=0.005)
    assert plan["summary"]["costs"]["purchase"] + plan["summary"]["costs"]["duty"] == pytest.approx(50.10)
    assert plan["tables"]["orders"] == 4
    assert set(plan["tables"]) == {
        "orders", "shipments", "transfers", "fulfilment", "projection", "shortage", "budgets", "pegging",
    }  # fmt: skip


def test_plans_are_listed_newest_first_and_found_by_run_dataset_and_tag(service: Served) -> None:
    first = put_plan(service.database, tags=["a"])
    second = put_plan(service.database, tags=["a", "b"], by="USR-other")
    viewer = service.as_("viewer")
    listed = taken(viewer.get(PATH))["items"]
    assert [plan["id"] for plan in listed] == [second, first]
    run, dataset = listed[1]["run_id"], listed[1]["dataset_id"]

    def found(**filters: Any) -> list[str]:
        return [plan["id"] for plan in taken(viewer.get(PATH, params=filters))["items"]]

    assert found(run_id=run) == [first]
    assert found(dataset_id=dataset) == [second, first]
    assert found(tag="b") == [second]
    assert found(tag="a", created_by="USR-planner") == [first]
    assert found(status="cancelled") == found(tag="none") == []
    page = taken(viewer.get(PATH, params={"limit": 1}))
    assert [plan["id"] for plan in page["items"]] == [second]
    rest = taken(viewer.get(PATH, params={"limit": 1, "cursor": page["next_cursor"]}))
    assert ([plan["id"] for plan in rest["items"]], rest["next_cursor"]) == ([first], None)


def test_lines_come_in_pages_and_are_found_by_what_they_are(service: Served) -> None:
    plan_id = put_plan(service.database)
    viewer, path = service.as_("viewer"), f"{PATH}/{plan_id}/lines"
    page = taken(viewer.get(path, params={"limit": 3}))
    rest = taken(viewer.get(path, params={"limit": 3, "cursor": page["next_cursor"]}))
    lines = page["items"] + rest["items"]
    assert [line["number"] for line in lines] == [1, 2, 3, 4]
    assert rest["next_cursor"] is None
    (line,) = taken(viewer.get(path, params={"item_id": "B"}))["items"]
    assert (line["units"], line["unit_price"], line["value"], line["duty"]) == (7, "3", "21.00", "2.10")
    assert (line["supplier_id"], line["currency"], line["purchase_order_id"]) == ("S", "EUR", None)
    assert taken(viewer.get(f"{path}/{line['id']}")) == line
    assert len(taken(viewer.get(path, params={"supplier_id": "S"}))["items"]) == 3
    assert len(taken(viewer.get(path, params={"released": "false"}))["items"]) == 4
    assert taken(viewer.get(path, params={"released": "true"}))["items"] == []
    problem_of(viewer.get(f"{path}/{plan_id}-000005"), 404, "not-found")
    problem_of(viewer.get(path, params={"cursor": "no cursor"}), 400, "cursor-invalid")


def test_a_line_of_one_plan_is_none_of_another(service: Served) -> None:
    one, two = put_plan(service.database), put_plan(service.database)
    problem_of(service.as_("viewer").get(f"{PATH}/{one}/lines/{two}-000001"), 404, "not-found")


def test_a_line_is_explained(service: Served) -> None:
    plan_id = put_plan(service.database)
    viewer = service.as_("viewer")
    (line,) = taken(viewer.get(f"{PATH}/{plan_id}/lines", params={"item_id": "B"}))["items"]
    told = taken(viewer.get(f"{PATH}/{plan_id}/lines/{line['id']}/explanation"))
    assert told["line"] == line
    assert told["sentence"].startswith(line["reason"][:20])
    # Without it 7 units are lost at 100.00 each, and 23.10 are saved: 676.90 more.
    assert told["not_ordering"] == pytest.approx(7 * 100 - 21.0 - 2.1)
    assert told["covers_from"] == "2024-01-01"
    # What is lost in the first week is lost: nothing bought later takes its place, so both figures are the same.
    assert (told["exactness"], told["improvable"]) == ("exact", pytest.approx(0.0, abs=0.01))
    assert told["alternative"]["instead"] == NOTHING
    assert told["cost_difference"] == told["not_ordering"]
    assert told["open"] <= 0.01  # it is proven to a cent
    (peg,) = told["pegging"]
    assert (peg["covers"], peg["zone_id"], peg["date"], peg["units"]) == ("demand", "N", "2024-01-01", 7.0)
    assert sum(size["units"] for size in told["sizes"]) == pytest.approx(7.0)
    assert told["shortages"] == []
    assert service.state.shelf.rows > 0


def test_a_plan_too_large_to_be_kept_is_not_looked_into(service: Served) -> None:
    service.configure(explained_rows=5)
    plan_id = put_plan(service.database)
    viewer = service.as_("viewer")
    for path in (f"lines/{plan_id}-000001/explanation", "report", f"compare/{put_plan(service.database)}"):
        answer = problem_of(viewer.get(f"{PATH}/{plan_id}/{path}"), 422, "refused")
        assert answer["most"] == 5
    assert service.state.shelf.rows == 0
    taken(viewer.get(f"{PATH}/{plan_id}/lines"))


def test_two_plans_are_compared(service: Served) -> None:
    given, plan = solved()
    first = put_plan(service.database)
    # The same plan but for the orders: without B's line and with 2 more of A in the first week.
    rows = plan.orders[plan.orders["item_id"] != "B"].copy()
    place = rows.index[(rows["item_id"] == "A") & (rows["units"] == 5)][0]
    rows.loc[place, ["units", "cases", "value"]] = [7.0, 7.0, 14.0]
    other = put_plan(service.database, given, replace(plan, orders=rows))
    viewer = service.as_("viewer")
    told = taken(viewer.get(f"{PATH}/{first}/compare/{other}"))
    assert (told["plan"], told["other"], told["same_dataset"], told["currency"]) == (first, other, True, "EUR")
    assert told["counts"] == {"same": 2, "resized": 1, "moved": 0, "dropped": 1, "added": 0}
    changes = told["changes"]["items"]
    assert [(each["change"], each["item_id"]) for each in changes] == [("resized", "A"), ("dropped", "B")]
    assert (changes[0]["units_before"], changes[0]["units_after"], changes[0]["money_after"]) == (5.0, 7.0, 14.0)
    purchase = {row["plan"]: row for row in told["costs"] if row["term"] == "purchase"}
    assert purchase[other]["difference"] == pytest.approx(4.0 - 21.0)
    page = taken(viewer.get(f"{PATH}/{first}/compare/{other}", params={"limit": 1}))["changes"]
    rest = taken(viewer.get(f"{PATH}/{first}/compare/{other}", params={"limit": 1, "cursor": page["next_cursor"]}))
    assert page["items"] + rest["changes"]["items"] == changes
    assert rest["changes"]["next_cursor"] is None


def test_plans_that_cannot_be_compared_are_told_why(service: Served) -> None:
    first, same = put_plan(service.database), put_plan(service.database)
    given, plan = solved()
    dollars = type(given).from_tables({**vars_of(given), "currency": "USD"}, given.tables())
    other = put_plan(service.database, dollars, plan)
    viewer = service.as_("viewer")
    assert taken(viewer.get(f"{PATH}/{first}/compare/{same}"))["counts"]["same"] == 4
    answer = problem_of(viewer.get(f"{PATH}/{first}/compare/{other}"), 409, "conflict")
    assert "currency of one is EUR, of the other USD" in answer["detail"]
    problem_of(viewer.get(f"{PATH}/{first}/compare/{first}"), 422, "call-at-fault")
    foreign = put_plan(service.database, organisation=OTHER)
    problem_of(viewer.get(f"{PATH}/{first}/compare/{foreign}"), 404, "not-found")


def vars_of(given: Any) -> dict[str, Any]:
    return {name: getattr(given.settings, name) for name in type(given.settings).__slots__}


def test_a_what_if_is_compared_with_the_plan_of_the_dataset_itself(service: Served) -> None:
    first = put_plan(service.database)
    edits = [{"scale": "demand.units", "by": 2}]
    what_if = put_plan(service.database, edits=edits)
    viewer = service.as_("viewer")
    assert taken(viewer.get(f"{PATH}/{what_if}"))["what_if"] is True
    told = taken(viewer.get(f"{PATH}/{first}/compare/{what_if}"))
    assert told["same_dataset"] is False
    # The same orders serve half of what is asked for twice: 22 of 44 units in time.
    overall = {row["plan"]: row["served"] for row in told["service"] if row["kind"] == "overall"}
    assert overall[first] == pytest.approx(1.0)
    assert told["counts"]["same"] == 4


def test_the_page_of_a_plan_may_run_its_own_scripts_only(service: Served) -> None:
    plan_id = put_plan(service.database)
    answer = service.as_("viewer").get(f"{PATH}/{plan_id}/report")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"] + policy["style-src"]
    assert policy["script-src"].count("'sha256-") == answer.text.count("<script>") == 2
    assert EVIL in answer.text
    sent = {"Accept": "application/json"}
    assert service.as_("viewer").get(f"{PATH}/{plan_id}/report", headers=sent).status_code == 406
    assert problem().settings.currency in answer.text


def test_plans_of_others_are_as_good_as_absent(service: Served) -> None:
    plan_id = put_plan(service.database, organisation=OTHER)
    own = put_plan(service.database)
    planner = service.as_("planner")
    assert [plan["id"] for plan in taken(planner.get(PATH))["items"]] == [own]
    paths = (
        "", "/lines", f"/lines/{plan_id}-000001", f"/lines/{plan_id}-000001/explanation", "/orders", "/orders.csv",
        "/content", "/report", f"/compare/{own}",
    )  # fmt: skip
    for path in paths:
        problem_of(planner.get(f"{PATH}/{plan_id}{path}"), 404, "not-found")
    problem_of(planner.post(f"{PATH}/{plan_id}/release", json={}), 404, "not-found")
    problem_of(planner.get(f"{PATH}/{own}/lines/{plan_id}-000001"), 404, "not-found")
    stranger = service.as_("viewer", OTHER)
    taken(stranger.get(f"{PATH}/{plan_id}/lines/{plan_id}-000001/explanation"))


@pytest.mark.parametrize("path", ["lines/{0}-000001/explanation", "compare/{1}", "report"])
def test_what_is_computed_for_long_holds_no_connection(
    service: Served, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    service.configure(database_connections=1)
    one, other = put_plan(service.database), put_plan(service.database)
    viewer, begun, go_on = service.as_("viewer"), Event(), Event()

    def slow(self: Shelf, *given: Any) -> Any:
        begun.set()
        assert go_on.wait(PATIENCE)
        return open_(self, *given)

    open_ = Shelf.open
    monkeypatch.setattr(Shelf, "open", slow)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(viewer.get, f"{PATH}/{one}/{path.format(one, other)}")
        assert begun.wait(PATIENCE)
        assert taken(viewer.get(f"{PATH}/{one}"))["id"] == one  # on the only connection that there is
        assert service.as_("planner").post(f"{PATH}/{one}/release", json={}).status_code == 201
        go_on.set()
        assert asked.result(PATIENCE).status_code == 200
    assert service.state.seats.borrowed_tokens == 0
