import datetime as dt
from decimal import Decimal

import pytest

from api.edi.order_850 import order_850
from api.edi.reader import read
from api.edi.writer import Envelope, TransactionSet, interchange, number
from models.ledger.errors import DocumentError
from models.ledger.purchase_order import Incoterm, PurchaseOrder
from tests.models.ledger.orders import NOW, draft, issued, line

ENVELOPE = Envelope("BUYER", "S", 42, NOW)


def written(order: PurchaseOrder, **given: bool) -> list[str]:
    text = interchange(ENVELOPE, [order_850(order.number, order.present, "Example Ltd", **given)])
    return [segment.strip() for segment in text.split("~") if segment.strip()]


def test_an_order_is_written_segment_by_segment() -> None:
    order = issued(
        line(1, price="2.5", mode="sea"),
        line(2, item_id="B", node_id="NODE-2", units=3, cases=1, price="0.335"),
        payment_days=30,
        incoterm=Incoterm.CIF,
        incoterm_place="Hamburg",
    )
    # 100 x 2.50 + round(3 x 0.335 = 1.005) = 251.01; 30 days after 2024-01-01 is 2024-01-31
    assert written(order) == [
        "ISA*00*          *00*          *ZZ*BUYER          *ZZ*S              *240101*1230*U*00401*000000042*0*P*>",
        "GS*PO*BUYER*S*20240101*1230*1*X*004010",
        "ST*850*0001",
        "BEG*00*SA*PO-1**20240101",
        "CUR*BY*EUR",
        "REF*V0*1",
        "FOB*DF***01*CIF*ZZ*Hamburg",
        "ITD*05*09****20240131*30",
        "N1*BY*Example Ltd",
        "N1*VN*S",
        "PO1*1*100*EA*2.5*PE*BP*A",
        "PO4*10",
        "DTM*002*20240201",
        "TD5*****sea",
        "N1*ST*N",
        "PO1*2*3*EA*0.335*PE*BP*B",
        "PO4*3",
        "DTM*002*20240201",
        "TD5*****standard",
        "N1*ST**92*NODE-2",
        "CTT*2",
        "AMT*TT*251.01",
        "SE*21*0001",
        "GE*1*1",
        "IEA*1*000000042",
    ]


def test_a_note_reaches_the_supplier_line_by_line() -> None:
    told = written(issued(line(), note=f"Gate\t4\n \n{'x' * 265}"))
    begin = told.index("N9*L1**NOTE")
    assert told[begin + 1 : begin + 5] == ["MSG*Gate    4", f"MSG*{'x' * 264}", "MSG*x", "N1*BY*Example Ltd"]
    assert not [segment for segment in written(issued()) if segment.startswith(("N9", "MSG"))]


def test_a_cancelled_order_says_so() -> None:
    assert "BEG*01*SA*PO-1**20240101" in written(issued(), cancelled=True)


def test_what_is_written_can_be_read() -> None:
    text = interchange(ENVELOPE, [order_850("PO-1", draft().present, "B")] * 2)
    received = read(text)
    assert (received.sender, received.receiver, received.control) == ("BUYER", "S", "000000042")
    assert [(each.code, each.control, each.group) for each in received.sets] == [
        ("850", "0001", "PO"), ("850", "0002", "PO"),
    ]  # fmt: skip


def test_delimiters_that_a_text_contains_are_exchanged() -> None:
    text = interchange(ENVELOPE, [order_850("PO-1", draft(line(item_id="A*1>x")).present, "B")])
    assert "PO1|1|100|EA|2.5|PE|BP|A*1>x~" in text
    assert next(each[7] for each in read(text).sets[0].segments if each.tag == "PO1") == "A*1>x"


def test_a_text_with_every_delimiter_is_written_with_control_characters() -> None:
    text = interchange(ENVELOPE, [order_850("PO-1", draft(line(item_id="*|~")).present, "B")])
    assert next(each[7] for each in read(text).sets[0].segments if each.tag == "PO1") == "*|~"


@pytest.mark.parametrize(
    ("given", "place"),
    [({"item_id": "x" * 49}, "PO107"), ({"mode": "x" * 36}, "TD505"), ({"price": "123456789012.123456"}, "PO104")],
)
def test_what_does_not_fit_its_element_is_refused(given: dict[str, str], place: str) -> None:
    order = draft(line(7, units=1, cases=1, **given))
    with pytest.raises(DocumentError, match=f"X12 row 7, {place}"):
        order_850("PO-1", order.present, "B")
    assert order_850("PO-1", draft(line(item_id="x" * 48)).present, "B").code == "850"


def test_a_long_order_number_is_refused() -> None:
    with pytest.raises(DocumentError, match="BEG03"):
        order_850("P" * 23, draft().present, "B")


def test_long_payment_terms_are_told_by_their_day() -> None:
    order = draft(payment_days=1000)
    assert ("ITD", "05", "09", "", "", "", "20260927") in order_850("PO-1", order.present, "B").segments


@pytest.mark.parametrize(
    ("value", "text"), [("1E+3", "1000"), ("0.50", "0.5"), ("0.00", "0"), ("10", "10"), ("0.000001", "0.000001")]
)
def test_numbers_have_no_exponent(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_sets_travel_in_groups_of_their_kind() -> None:
    sets = [TransactionSet("850", "PO", [("BEG", "00")]), TransactionSet("997", "FA", [("AK1", "PR", "1")])]
    received = read(interchange(ENVELOPE, sets))
    assert [(each.group, each.group_control) for each in received.sets] == [("PO", "1"), ("FA", "2")]


def test_a_long_partner_name_is_cut_and_the_day_written_in_full() -> None:
    text = interchange(Envelope("B", "S" * 20, 1, dt.datetime(2099, 12, 31, tzinfo=dt.UTC), test=True), [])
    assert f"*ZZ*{'S' * 15}*991231*0000*U*00401*000000001*0*T*>~" in text
