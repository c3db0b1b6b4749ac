"""The feed of orders: complete, in the order of the commits, in three forms."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select, update

from api.edi.reader import read
from api.services import order_feed
from models.db.rows.events import CounterRow, EventRow
from models.db.sessions import act_for
from tests.api.service.orders import PATH, Orders, line, taken
from tests.service import MAIN, As, Served, problem_of

FEED = f"{PATH}/feed"


def puller(service: Served) -> As:
    return service.with_key(service.make_integration("erp"))


def pulled(caller: As, cursor: str = "0", **given: Any) -> dict[str, Any]:
    return taken(caller.get(FEED, params={"cursor": cursor, **given}))


def test_the_feed_tells_what_suppliers_were_to_know(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    assert pulled(erp) == {"items": [], "cursor": "0", "more": False}
    first = orders.issued()
    orders.step(orders.create(), "cancel", "buyer", reason="a mistake")
    second = orders.issued(line(item_id="B"))
    page = pulled(erp)
    assert [(each["event"], each["order"]["number"]) for each in page["items"]] == [
        ("purchase_order.issued", first["number"]), ("purchase_order.issued", second["number"]),
    ]  # fmt: skip
    assert page["items"][0]["order"]["lines"] == first["lines"]
    changed = orders.reissue(orders.change(first, line(number=1, units=50, cases=5)))
    orders.step(second, "cancel", "buyer", reason="no demand")
    orders.step(changed, "close", "buyer", reason="enough")
    rest = pulled(erp, page["cursor"])
    told = [
        (each["event"].split(".")[1], each["order"]["order_version"], each["order"]["lines"][0]["units"])
        for each in rest["items"]
    ]
    assert told == [("changed", 2, 50), ("cancelled", 1, 100), ("closed", 2, 50)]
    assert pulled(erp, rest["cursor"]) == {"items": [], "cursor": rest["cursor"], "more": False}


def test_a_change_that_was_not_issued_is_not_told(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    order = orders.issued()
    cursor = pulled(erp)["cursor"]
    changed = orders.change(order, line(number=1, units=50, cases=5))
    assert pulled(erp, cursor)["items"] == []
    # Cancelled while version 2 was a draft: the supplier had version 1.
    orders.step(changed, "cancel", "buyer", reason="no demand")
    (told,) = pulled(erp, cursor)["items"]
    assert (told["event"], told["order"]["order_version"]) == ("purchase_order.cancelled", 1)


def test_pages_of_one_tell_the_same_as_one_page(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    for place in range(3):
        orders.issued(line(item_id=f"A{place}"))
    whole, cursor, told = pulled(erp)["items"], "0", []
    for _ in whole:
        page = pulled(erp, cursor, limit=1)
        told += page["items"]
        cursor = page["cursor"]
    assert told == whole
    assert page["more"] is False


@pytest.mark.parametrize("cursor", ["999", "x", "-1", "1.5", "٣", "٣-0123456789ab", "1-0123456789aB"])
def test_a_cursor_that_the_feed_never_gave_is_refused(service: Served, cursor: str) -> None:
    problem_of(puller(service).get(FEED, params={"cursor": cursor}), 400, "cursor-invalid")


def test_numbers_in_other_digits_are_refused(service: Served) -> None:
    erp = puller(service)
    problem_of(erp.get(FEED, params={"limit": "٣"}), 422, "invalid")
    assert erp.get(FEED, params={"limit": "1"}).status_code == 200
    order = Orders(service).issued()
    path = f"{PATH}/{order['id']}"
    problem_of(service.as_("viewer").get(f"{path}/document", params={"order_version": "٣"}), 422, "invalid")
    problem_of(service.as_("viewer").get(f"{path}/versions/٣"), 422, "invalid")
    assert service.as_("viewer").get(f"{path}/versions/1").status_code == 200


def test_a_cursor_from_before_a_backup_goes_on_and_one_from_after_it_is_refused(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    orders.issued()
    early = pulled(erp)["cursor"]
    lost = orders.issued()
    gone = pulled(erp, early)["cursor"]
    _forget(service, lost["id"])  # as a backup from before it would have it
    refused = problem_of(erp.get(FEED, params={"cursor": gone}), 409, "cursor-of-other-history")
    assert (refused["cursor"], refused["last_position"]) == ("0", 4)  # created, submitted, approved, issued
    assert "cursor=0" in refused["detail"]
    made = orders.issued(line(item_id="B"))  # at the position that the lost one had
    assert pulled(erp)["cursor"].split("-")[0] == gone.split("-")[0]
    problem_of(erp.get(FEED, params={"cursor": gone}), 409, "cursor-of-other-history")
    assert [each["order"]["id"] for each in pulled(erp, early)["items"]] == [made["id"]]


def _forget(service: Served, order_id: str) -> None:
    with service.database.write.begin() as session:
        act_for(session, MAIN)
        last = session.scalars(select(EventRow).where(EventRow.document_id == order_id)).all()
        session.execute(update(CounterRow).where(CounterRow.name == "event").values(value=CounterRow.value - len(last)))
        for event in last:
            session.delete(event)


def test_pages_are_bounded_by_lines_too(service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_feed, "MOST_LINES", 3)
    orders, erp = Orders(service), puller(service)
    sizes = [1, 2, 5, 1]
    for size in sizes:
        orders.issued(*(line(item_id=f"A{place}") for place in range(size)))
    orders.step(orders.create(line()), "cancel", "buyer", reason="never told")
    cursor, told, more = "0", [], True
    while more:
        page = pulled(erp, cursor)
        told.append([len(each["order"]["lines"]) for each in page["items"]])
        cursor, more = page["cursor"], page["more"]
    assert told == [[1, 2], [5], [1]]  # 1 + 2 lines fill a page, 5 are one, however many


def test_only_integrations_pull_and_each_organisation_its_own(service: Served) -> None:
    Orders(service).issued()
    problem_of(service.as_("buyer").get(FEED), 403, "not-allowed")
    other = service.with_key(service.make_integration("their erp", "other"))
    assert pulled(other)["items"] == []


@pytest.mark.parametrize("path", [FEED, f"{FEED}.csv"])
def test_the_feed_as_csv(service: Served, path: str) -> None:
    orders, erp = Orders(service), puller(service)
    orders.issued(line(item_id="=A"), line(item_id="B"))
    answer = erp.get(path, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["next-cursor"] == pulled(erp)["cursor"]
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [(row["event"], row["item_id"], row["value"]) for row in rows] == [
        ("purchase_order.issued", "'=A", "250.00"), ("purchase_order.issued", "B", "250.00"),
    ]  # fmt: skip


def test_the_feed_as_x12(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    order = orders.issued()
    orders.step(order, "cancel", "buyer", reason="no demand")
    text = erp.get(f"{FEED}.x12").text
    first, second = (f"ISA{part}" for part in text.split("ISA")[1:])
    begs = [read(each).sets[0].segments[0] for each in (first, second)]
    assert [(beg[1], beg[3]) for beg in begs] == [("00", "PO-000001"), ("01", "PO-000001")]
    assert read(first).control < read(second).control


def test_an_order_that_x12_cannot_tell_ends_the_page_and_then_says_why(service: Served) -> None:
    orders, erp = Orders(service), puller(service)
    orders.issued()
    long = orders.issued(line(item_id="x" * 49))
    last = orders.issued()
    first = erp.get(f"{FEED}.x12")
    assert (first.text.count("ISA"), first.headers["more"]) == (1, "true")
    refused = erp.get(f"{FEED}.x12", params={"cursor": first.headers["next-cursor"]})
    told = problem_of(refused, 422, "invalid")
    assert (told["order"], told["faults"][0]["column"]) == (long["number"], "PO107")
    rest = erp.get(f"{FEED}.x12", params={"cursor": told["cursor"]})
    assert last["number"] in rest.text


def test_a_form_that_is_not_given_is_refused(service: Served) -> None:
    erp = puller(service)
    problem_of(erp.get(FEED, headers={"Accept": "image/png"}), 406, "form-not-offered")
    problem_of(erp.get(f"{FEED}.png"), 404, "no-such-address")
    assert pulled(erp, "0")["items"] == []
    assert erp.get(FEED, headers={"Accept": "image/png, text/csv;q=0.5, */*;q=0.1"}).text.startswith('"position"')


def test_documents_of_an_order(service: Served) -> None:
    orders = Orders(service)
    order = orders.approved(line(item_id="<b>A</b>"))
    viewer = service.as_("viewer")
    page = viewer.get(f"{PATH}/{order['id']}/document")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "&lt;b&gt;A&lt;/b&gt;" in page.text
    assert "Approved, not yet sent" in page.text
    problem_of(viewer.get(f"{PATH}/{order['id']}/document.x12"), 409, "conflict")
    issued = orders.step(order, "issue", "buyer")
    x12 = viewer.get(f"{PATH}/{order['id']}/document", headers={"Accept": "application/edi-x12"})
    assert read(x12.text).sets[0].segments[0][3] == "PO-000001"
    assert viewer.get(f"{PATH}/{order['id']}/document.x12").text == x12.text
    table = viewer.get(f"{PATH}/{order['id']}/document.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="PO-000001.csv"'
    orders.change(issued, line(number=1, item_id="<b>A</b>", units=50, cases=5))
    assert '"units"' in table.text
    assert "50" not in viewer.get(f"{PATH}/{order['id']}/document.csv").text.split("\r\n")[1].split(",")[14]
    second = viewer.get(f"{PATH}/{order['id']}/document.csv", params={"order_version": 2}).text
    assert second.split("\r\n")[1].split(",")[14] == "50"
