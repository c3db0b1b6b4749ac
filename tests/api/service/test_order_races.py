"""Many at once: one change wins, one approval takes effect, and the feed neither skips nor repeats."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from sqlalchemy import func, select

from models.db.rows.events import EventRow
from tests.api.service.orders import PATH, Orders, body, line, taken
from tests.api.service.planned import PATH as PLANS
from tests.api.service.planned import put_plan
from tests.service import Served


def test_of_a_hundred_racing_changes_one_wins(service: Served) -> None:
    orders = Orders(service)
    order, buyer = orders.create(), service.as_("buyer")

    def change(units: int) -> int:
        sent = body(line(number=1, units=units, cases=1))
        return buyer.put(f"{PATH}/{order['id']}", json=sent, version=1).status_code

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(change, range(1, 101)))
    assert sorted(answers) == [200] + [412] * 99
    after = orders.read(order)
    assert (after["version"], after["present_version"]) == (2, 1)
    assert after["lines"][0]["units"] == answers.index(200) + 1


def test_of_two_hundred_approvals_one_takes_effect(service: Served) -> None:
    orders = Orders(service)
    order = orders.submitted()
    people = [service.as_("approver", name=f"approver {place}") for place in range(8)]

    def approve(place: int) -> int:
        return people[place % 8].post(f"{PATH}/{order['id']}/approve", version=order["version"]).status_code

    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(approve, range(200)))
    assert sorted(answers) == [200] + [412] * 199
    history = taken(service.as_("viewer").get(f"{PATH}/{order['id']}/versions"))
    assert [each["decision"] for each in history["decisions"]] == ["approved"]
    with service.database.read() as session:
        told = select(func.count()).select_from(EventRow).where(EventRow.kind == "purchase_order.approved")
        assert session.scalar(told) == 1


def test_of_two_hundred_releases_one_takes_effect(service: Served) -> None:
    plan_id = put_plan(service.database)
    people = [service.as_("planner", name=f"planner {place}") for place in range(8)]

    def release(place: int) -> tuple[int, int, int]:
        answer = people[place % 8].post(f"{PLANS}/{plan_id}/release", json={})
        return answer.status_code, answer.json()["lines"], answer.json()["before_count"]

    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(release, range(200)))
    assert sorted(answers) == [(200, 0, 4)] * 199 + [(201, 4, 0)]
    assert len(taken(service.as_("viewer").get(PATH, params={"plan_id": plan_id}))["items"]) == 3
    with service.database.read() as session:
        told = select(func.count()).select_from(EventRow).where(EventRow.kind == "purchase_order.created")
        assert session.scalar(told) == 3


def test_the_feed_neither_skips_nor_repeats_under_concurrent_commits(service: Served) -> None:
    orders = Orders(service)
    approved = [orders.approved() for _ in range(10)]
    erp, buyer = service.with_key(service.make_integration("erp")), service.as_("buyer")
    done = Event()

    def pull() -> list[str]:
        cursor, told = "0", []
        while True:
            last = done.is_set()
            page = taken(erp.get(f"{PATH}/feed", params={"cursor": cursor, "limit": 3}))
            told += [each["order"]["id"] for each in page["items"]]
            cursor = page["cursor"]
            if last and not page["more"]:
                return told
            if not page["items"]:
                done.wait(0.02)  # not to keep the processor from the writers

    def issue(order: dict[str, Any]) -> int:
        return buyer.post(f"{PATH}/{order['id']}/issue", version=order["version"]).status_code

    with ThreadPoolExecutor(10) as pool:
        pulled = pool.submit(pull)
        assert set(pool.map(issue, approved)) == {200}
        done.set()
        told = pulled.result()
    assert sorted(told) == sorted(str(order["id"]) for order in approved)
