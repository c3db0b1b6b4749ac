"""Acknowledgements over HTTP: per line and quantity, as JSON and as X12 855."""

from typing import Any

import pytest

from api.edi.reader import read
from api.edi.writer import Envelope, TransactionSet, interchange
from models.db.base import now
from tests.api.service.orders import PATH, Orders, line, taken
from tests.service import As, Served, problem_of

ACKS = "/v1/acknowledgements"
X12 = {"Content-Type": "application/edi-x12"}
SPLIT = [
    {"answer": "accepted", "units": 60},
    {"answer": "backordered", "units": 30, "date": "2024-02-15"},
    {"answer": "rejected", "units": 10, "reason": "no longer made"},
]


def answer(order: dict[str, Any], *parts: dict[str, Any], number: int = 1, **given: Any) -> dict[str, Any]:
    return {"order": order["number"], "lines": [{"line": number, "parts": list(parts)}], **given}


def sent(caller: As, order: dict[str, Any], *parts: dict[str, Any], **given: Any) -> dict[str, Any]:
    (only,) = taken(caller.post(ACKS, json=answer(order, *parts, **given)), 201)["items"]
    found: dict[str, Any] = only
    return found


def standing(service: Served, order: dict[str, Any]) -> dict[str, Any]:
    return taken(service.as_("viewer").get(f"{PATH}/{order['id']}/acknowledgement"))


def edi(*sets: tuple[str, ...], sender: str = "S", control: int = 77) -> str:
    made = [TransactionSet("855", "PR", [tuple(segment.split("*")) for segment in each]) for each in sets]
    return interchange(Envelope(sender, "MAIN", control, now()), made)


def test_a_line_is_split_over_the_three_answers(service: Served) -> None:
    orders = Orders(service)
    order = orders.issued()
    made = sent(service.as_("buyer"), order, *SPLIT, reference="SO-77")
    assert [part["code"] for part in made["lines"][0]["parts"]] == ["IQ", "IB", "IR"]
    assert [(slip["kind"], slip["units"]) for slip in made["slips"]] == [("quantity", 10), ("date", 30)]
    found = standing(service, order)
    assert (found["status"], found["order_version"]) == ("changed", 1)
    assert [(each["date"], each["units"]) for each in found["expected"]] == [("2024-02-01", 60), ("2024-02-15", 30)]
    after = orders.read(order)
    assert (after["acknowledgement"], after["version"]) == ("changed", order["version"] + 1)
    viewer = service.as_("viewer")
    assert taken(viewer.get(f"{ACKS}/{made['id']}")) == made
    assert taken(viewer.get(ACKS, params={"order_id": order["id"]}))["items"] == [made]


def test_the_latest_answer_counts_and_all_are_kept(service: Served) -> None:
    orders, buyer = Orders(service), service.as_("buyer")
    order = orders.issued(line(), line(item_id="B"))
    sent(buyer, order, *SPLIT)
    assert standing(service, order)["status"] == "partial"
    sent(buyer, order, {"answer": "accepted", "units": 100}, number=2)
    assert standing(service, order)["status"] == "changed"
    sent(buyer, order, {"answer": "accepted", "units": 100})
    assert standing(service, order)["status"] == "as_ordered"
    assert len(taken(buyer.get(ACKS))["items"]) == 3


def test_a_new_version_has_to_be_acknowledged_again(service: Served) -> None:
    orders, buyer = Orders(service), service.as_("buyer")
    order = orders.issued()
    sent(buyer, order, {"answer": "accepted", "units": 100})
    changed = orders.change(orders.read(order), line(number=1, units=50, cases=5))
    # The supplier still has version 1 and may answer it.
    sent(buyer, order, {"answer": "accepted", "units": 100}, order_version=1)
    again = orders.reissue(orders.read(changed))
    assert again["acknowledgement"] == "none"
    refused = buyer.post(ACKS, json=answer(order, {"answer": "accepted", "units": 100}, order_version=1))
    assert problem_of(refused, 409, "conflict")["counts"] == 2
    # Whoever names no version may mean the first.
    unclear = buyer.post(ACKS, json=answer(order, {"answer": "accepted", "units": 50}))
    assert problem_of(unclear, 409, "conflict")["counts"] == 2
    unclear = buyer.post(ACKS, content=edi((f"BAK*00*AT*{order['number']}*20240105",)), headers=X12)
    assert problem_of(unclear, 409, "conflict")["counts"] == 2
    assert orders.read(order)["acknowledgement"] == "none"
    sent(buyer, order, {"answer": "accepted", "units": 50}, order_version=2)
    assert orders.read(order)["acknowledgement"] == "as_ordered"


def test_a_second_version_that_was_issued_first_needs_no_naming(service: Served) -> None:
    orders = Orders(service)
    changed = orders.change(orders.approved(), line(number=1, units=50, cases=5))
    order = orders.reissue(changed)
    assert order["issued_version"] == 2
    assert sent(service.as_("buyer"), order, {"answer": "accepted", "units": 50})["order_version"] == 2


def test_an_855_is_of_the_supplier_of_the_order(service: Served) -> None:
    long = "S" * 20  # of which 15 characters are its routing name
    orders, buyer = Orders(service), service.as_("buyer")
    one, two = orders.issued(), orders.issued(supplier_id=long)
    said = [(f"BAK*00*AT*{order['number']}*20240105",) for order in (one, two)]
    faults = problem_of(buyer.post(ACKS, content=edi(said[0], sender="T"), headers=X12), 422, "invalid")["faults"]
    assert [(each["row"], each["column"], each["value"]) for each in faults] == [(1, "ISA06", "T"), (2, "GS02", "T")]
    group = edi(said[0]).replace("GS*PR*S*", "GS*PR*T*")
    (fault,) = problem_of(buyer.post(ACKS, content=group, headers=X12), 422, "invalid")["faults"]
    assert fault["column"] == "GS02"
    assert orders.read(one)["acknowledgement"] == "none"
    taken(buyer.post(ACKS, content=edi(said[0]), headers=X12), 201)
    taken(buyer.post(ACKS, content=edi(said[1], sender=long), headers=X12), 201)


def test_an_interchange_is_taken_once(service: Served) -> None:
    orders, buyer = Orders(service), service.as_("buyer")
    order = orders.issued()
    said = (f"BAK*00*AT*{order['number']}*20240105",)
    text = edi(said)
    first = taken(buyer.post(ACKS, content=text, headers=X12, key="one"), 201)
    assert taken(buyer.post(ACKS, content=text, headers=X12, key="one"), 201) == first
    again = buyer.post(ACKS, content=text, headers=X12, key="two")
    assert problem_of(again, 409, "conflict")["control"] == "000000077"
    assert len(taken(buyer.get(ACKS))["items"]) == 1
    taken(buyer.post(ACKS, content=edi(said, control=78), headers=X12), 201)
    (fault,) = problem_of(
        buyer.post(ACKS, content=text.replace("000000077", "A00000077"), headers=X12), 422, "invalid"
    )["faults"]
    assert fault["column"] == "ISA13"


def test_nothing_is_acknowledged_before_it_is_issued_or_after_its_end(service: Served) -> None:
    orders, buyer = Orders(service), service.as_("buyer")
    whole = {"answer": "accepted", "units": 100}
    draft = orders.create()
    problem_of(buyer.post(ACKS, json=answer(draft, whole)), 409, "transition-not-allowed")
    closed = orders.step(orders.issued(), "close", "buyer", reason="enough")
    problem_of(buyer.post(ACKS, json=answer(closed, whole)), 409, "transition-not-allowed")


def test_faults_of_an_answer_are_told_with_their_lines(service: Served) -> None:
    order = Orders(service).issued()
    buyer = service.as_("buyer")
    refused = buyer.post(ACKS, json=answer(order, {"answer": "accepted", "units": 90}))
    assert problem_of(refused, 422, "invalid")["faults"][0]["column"] == "units"
    refused = buyer.post(ACKS, json=answer(order, {"answer": "maybe", "units": 100}))
    assert problem_of(refused, 422, "invalid")["faults"][0]["column"].endswith("answer")
    problem_of(buyer.post(ACKS, json=answer({"number": "PO-9"}, {"answer": "accepted", "units": 1})), 404, "not-found")
    problem_of(buyer.post(ACKS, content=b"x", headers={"Content-Type": "text/plain"}), 415, "form-not-taken")


def test_an_855_is_recorded_and_answered_with_a_997(service: Served) -> None:
    orders = Orders(service)
    one, two = orders.issued(), orders.issued()
    erp = service.with_key(service.make_integration("erp"))
    text = edi(
        (
            f"BAK*00*AC*{two['number']}*20240105****SO-2",
            "REF*V0*1",
            "PO1*1*100*EA*2.5*PE*BP*A",
            "ACK*DR*100*EA*067*20240215",
        ),
        (f"BAK*00*AT*{one['number']}*20240105",),
    )
    taken_back = erp.post(ACKS, content=text, headers={**X12, "Accept": "application/edi-x12"})
    assert taken_back.status_code == 201, taken_back.text
    (functional,) = read(taken_back.text).sets
    assert (functional.code, functional.segments[-1].elements) == ("997", ("A", "2", "2", "2"))
    assert orders.read(one)["acknowledgement"] == "as_ordered"
    (slip,) = standing(service, two)["slips"]
    assert (slip["kind"], slip["answered"]) == ("date", "2024-02-15")
    assert {each["source"] for each in taken(erp.get(ACKS))["items"]} == {"x12"}


def test_an_interchange_is_taken_whole_or_not_at_all(service: Served) -> None:
    orders = Orders(service)
    order = orders.issued()
    erp = service.with_key(service.make_integration("erp"))
    good = (f"BAK*00*AT*{order['number']}*20240105",)
    refused = erp.post(ACKS, content=edi(good, ("BAK*00*AT*PO-999999*20240105",)), headers=X12)
    (fault,) = problem_of(refused, 422, "invalid")["faults"]
    assert (fault["table"], fault["column"], fault["value"]) == ("X12", "BAK03", "PO-999999")
    refused = erp.post(ACKS, content=edi(good, good), headers=X12)
    assert problem_of(refused, 422, "invalid")["faults"][0]["column"] == "BAK03"
    assert taken(erp.get(ACKS))["items"] == []
    assert orders.read(order)["acknowledgement"] == "none"


def test_days_of_shipment_count_with_the_days_on_the_way(service: Served) -> None:
    order = Orders(service).issued()
    erp = service.with_key(service.make_integration("erp"))
    text = edi((f"BAK*00*AC*{order['number']}*20240105", "PO1*1*100*EA", "ACK*IA*100*EA*068*20240201"))
    assert problem_of(erp.post(ACKS, content=text, headers=X12), 422, "invalid")["faults"][0]["column"] == "ACK04"
    made = taken(erp.post(ACKS, content=text, headers=X12, params={"transit_days": 14}), 201)
    assert made["items"][0]["lines"][0]["parts"][0]["date"] == "2024-02-15"


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe", b"ISA" + b"\x00" * 200])
def test_what_is_no_interchange_is_refused(service: Served, content: bytes) -> None:
    refused = service.as_("buyer").post(ACKS, content=content, headers=X12)
    assert refused.status_code == 422, refused.text


@pytest.mark.parametrize("content", [b"", b"\x0cd\x8a", b'{"order": ', b"[" * 100_000, b"[]", b"NaN"])
def test_what_is_no_json_is_refused(service: Served, content: bytes) -> None:
    refused = service.as_("buyer").post(ACKS, content=content, headers={"Content-Type": "application/json"})
    assert problem_of(refused, 422, "invalid")["faults"][0]["table"] == "body"


def test_acknowledgements_are_told_and_audited(service: Served) -> None:
    order = Orders(service).issued()
    made = sent(service.as_("buyer"), order, *SPLIT)
    (entry,) = taken(service.as_("admin").get("/v1/audit", params={"document_id": made["id"]}))["items"]
    assert (entry["action"], entry["after"]["slips"][1][4]) == ("acknowledge", "2024-02-15")
