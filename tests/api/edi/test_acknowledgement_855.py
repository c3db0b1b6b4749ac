import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.edi.acknowledgement_855 import acknowledgement_855, answers_to
from api.edi.functional_997 import functional_997
from api.edi.reader import Interchange, read
from api.edi.writer import Envelope, TransactionSet, interchange
from models.ledger.acknowledgement import Answer, LineAnswer, Part, check_answers, slips
from models.ledger.errors import DocumentError
from models.ledger.line_status import LineStatus
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Content
from tests.models.ledger.orders import NEED_BY, NOW, content, line

LATER = dt.date(2024, 2, 15)
BAK = "BAK*00*AC*PO-1*20240105****SO-77"
PO1 = "PO1*1*100*EA*2.60*PE*BP*A"


def received(*segments: str) -> Interchange:
    sets = [TransactionSet("855", "PR", [tuple(segment.split("*")) for segment in segments])]
    return read(interchange(Envelope("S", "BUYER", 7, NOW), sets))


def answers(*segments: str, order: Content | None = None, transit_days: int | None = None) -> tuple[LineAnswer, ...]:
    said = acknowledgement_855(received(*segments).sets[0])
    asked = order or content()
    told = answers_to(said, asked, transit_days)
    check_answers(asked, told)
    return told


def parts(*acks: str, **given: int) -> tuple[Part, ...]:
    (only,) = answers(BAK, PO1, *acks, **given)  # type: ignore[arg-type]
    return only.parts


def test_the_header_says_which_order_is_answered() -> None:
    said = acknowledgement_855(received(BAK, "REF*V0*3", PO1, "ACK*IA").sets[0])
    assert (said.order, said.reference, said.version) == ("PO-1", "SO-77", 3)


@pytest.mark.parametrize(
    ("ack", "part"),
    [
        ("ACK*IA*100*EA*067*20240201", Part(Answer.ACCEPTED, 100, NEED_BY)),
        ("ACK*IA", Part(Answer.ACCEPTED, 100)),
        ("ACK*IA*10*CA", Part(Answer.ACCEPTED, 100)),
        ("ACK*IB*100*EA*017*20240215", Part(Answer.BACKORDERED, 100, LATER)),
        ("ACK*IQ*120*EA", Part(Answer.ACCEPTED, 120)),
        ("ACK*IP*100*EA", Part(Answer.ACCEPTED, 100, unit_price=UnitPrice.of(Decimal("2.60"), "EUR"))),
        ("ACK*IR*100*EA", Part(Answer.REJECTED, 100, reason="rejected by the supplier (IR)")),
        ("ACK*DR*100*EA*069*20240215", Part(Answer.ACCEPTED, 100, LATER)),
        ("ACK*IS*100*EA****VP*B-2", Part(Answer.ACCEPTED, 100, substitute_item_id="B-2")),
    ],
)
def test_each_code_becomes_an_answer(ack: str, part: Part) -> None:
    assert parts(ack) == (part,)


def test_a_line_is_split_over_several_codes() -> None:
    told = parts("ACK*IA*60*EA*067*20240201", "ACK*IB*30*EA*067*20240215", "ACK*IR*10*EA", "MSG*no longer made")
    assert told == (
        Part(Answer.ACCEPTED, 60, NEED_BY, "no longer made"),
        Part(Answer.BACKORDERED, 30, LATER, "no longer made"),
        Part(Answer.REJECTED, 10, reason="no longer made"),
    )


def test_less_under_iq_means_that_the_rest_is_rejected() -> None:
    told = parts("ACK*IQ*80*EA")
    assert told == (
        Part(Answer.ACCEPTED, 80),
        Part(Answer.REJECTED, 20, reason="quantity changed by the supplier (IQ)"),
    )
    with pytest.raises(DocumentError, match="parts that add up to 100 units"):
        parts("ACK*IA*80*EA")


def test_a_day_of_shipment_needs_the_days_on_the_way() -> None:
    assert parts("ACK*IA*100*EA*068*20240201", transit_days=14) == (Part(Answer.ACCEPTED, 100, LATER),)
    with pytest.raises(DocumentError, match="X12 row 6, ACK04: found '068', expected a day of delivery"):
        parts("ACK*IA*100*EA*068*20240201")


@pytest.mark.parametrize(
    ("ack", "sentence"),
    [
        ("ACK*IC*100*EA", "X12 row 6, ACK01: found 'IC', expected a line item status: IA, IB, IQ, IP, IR, DR, IS"),
        ("ACK*IA*1.5*EA", "ACK02: found '1.5', expected a whole number of units"),
        ("ACK*IA*NaN*EA", "ACK02: found 'NaN', expected a finite number"),
        ("ACK*IA*1E9*EA*067", "more only where all is accepted|expected parts"),
        ("ACK*IA*100*KG", r"ACK03: found 'KG', expected units \(EA, PC, UN\) or cases \(CA, CS, CT\)"),
        ("ACK*IA*100*EA*999*20240201", "ACK04: found '999', expected a day of delivery"),
        ("ACK*IA*100*EA*067*20240230", "ACK05: found '20240230', expected a day as CCYYMMDD"),
        ("ACK*DR*100*EA", "ACK05: found nothing, expected a day, which DR needs"),
        ("ACK*IB*100*EA", "ACK05: found nothing, expected a day, which IB needs"),
        ("ACK*IS*100*EA", "ACK08: found nothing, expected the item that comes instead"),
    ],
)
def test_a_fault_has_its_segment_and_element(ack: str, sentence: str) -> None:
    if ack.startswith("ACK*IA*1E9"):
        # 1e9 units are an answer: more than ordered, all accepted
        assert parts(ack)[0].units == 10**9
        return
    with pytest.raises(DocumentError, match=sentence):
        parts(ack)


def test_faults_of_all_lines_are_told_together() -> None:
    order = content(line(1), line(2, item_id="B"))
    with pytest.raises(DocumentError) as refused:
        answers(BAK, PO1, "ACK*XX", "PO1*2*100*EA", "ACK*IA*0*EA", "PO1*9*1*EA**PE*BP*Z", "ACK*IA", order=order)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(6, "ACK01"), (8, "ACK02"), (9, "PO101")]


def test_a_price_that_is_none_is_refused() -> None:
    with pytest.raises(DocumentError, match="PO104"):
        answers(BAK, "PO1*1*100*EA*x*PE*BP*A", "ACK*IP*100*EA")
    with pytest.raises(DocumentError, match="PO104"):
        answers(BAK, "PO1*1*100*EA*2.1234567*PE*BP*A", "ACK*IP*100*EA")


def test_a_line_is_found_by_its_item_where_it_has_no_number() -> None:
    order = content(line(1), line(2, item_id="B"), line(3, item_id="B", node_id="M"))
    assert answers(BAK, "PO1**100*EA*2.5*PE*VP*77*BP*A", "ACK*IA", order=order)[0].line == 1
    with pytest.raises(DocumentError, match="PO101"):
        answers(BAK, "PO1**100*EA*2.5*PE*BP*B", "ACK*IA", order=order)


def test_a_line_that_stands_twice_is_refused() -> None:
    with pytest.raises(DocumentError, match="each line of the order once"):
        answers(BAK, PO1, "ACK*IA", PO1, "ACK*IA")


@pytest.mark.parametrize(
    ("kind", "lines", "told"),
    [
        ("AT", (), {1: Answer.ACCEPTED, 2: Answer.ACCEPTED}),
        ("RJ", (), {1: Answer.REJECTED, 2: Answer.REJECTED}),
        ("AD", ("PO1*1*100*EA",), {1: Answer.ACCEPTED}),
        ("AC", ("PO1*1*100*EA", "ACK*IB*100*EA*067*20240215"), {1: Answer.BACKORDERED}),
        ("AE", ("PO1*1*100*EA", "ACK*IR*100*EA"), {1: Answer.REJECTED, 2: Answer.ACCEPTED}),
        ("RF", ("PO1*1*100*EA", "ACK*IA*100*EA"), {1: Answer.ACCEPTED, 2: Answer.REJECTED}),
    ],
)
def test_the_type_of_acknowledgement_answers_for_lines_that_are_not_named(
    kind: str, lines: tuple[str, ...], told: dict[int, Answer]
) -> None:
    order = content(line(1), line(2, item_id="B"))
    found = answers(f"BAK*00*{kind}*PO-1*20240105", *lines, order=order)
    assert {answer.line: answer.parts[0].answer for answer in found} == told


@pytest.mark.parametrize(
    ("segments", "sentence"),
    [
        (("BAK*00*ZZ*PO-1",), "BAK02: found 'ZZ', expected a type of acknowledgement"),
        (("BAK*00*AC*",), "BAK03: found nothing, expected the number of the purchase order"),
        (("BAK*00*AC*PO-1",), "PO1 segments"),
        (("BAK*00*AT*PO-1", "REF*V0*x"), "REF02: found 'x', expected the version of the order"),
        (("REF*V0*1",), "an 855 with its BAK segment"),
    ],
)
def test_a_header_that_does_not_say_enough_is_refused(segments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        acknowledgement_855(received(*segments).sets[0])


def test_a_line_without_ack_is_refused_where_changes_are_announced() -> None:
    with pytest.raises(DocumentError, match="X12 row 5, PO1: found nothing, expected an ACK segment"):
        answers(BAK, PO1)


@given(st.lists(st.sampled_from(list(LineStatus)), min_size=1, max_size=4), st.integers(-2, 120))
def test_whatever_codes_come_are_answers_or_faults(codes: list[LineStatus], units: int) -> None:
    acks = [f"ACK*{code}*{units}*EA*067*20240215**VP*B" for code in codes]
    try:
        told = answers(BAK, PO1, *acks)
    except DocumentError:
        return
    assert sum(part.units for part in told[0].parts) >= 100
    assert slips(content(), {1: told[0]})


def test_a_997_says_which_sets_were_taken() -> None:
    one = TransactionSet("855", "PR", [("BAK", "00", "AT", "PO-1")])
    two = TransactionSet("855", "PR", [("BAK", "00", "AT", "PO-2")])
    got = read(interchange(Envelope("S", "BUYER", 7, NOW), [one, two]))
    (answer,) = functional_997(got, [got.sets[1]])
    assert list(answer.segments) == [
        ("AK1", "PR", "1"),
        ("AK2", "855", "0001"), ("AK5", "A"),
        ("AK2", "855", "0002"), ("AK5", "R", "5"),
        ("AK9", "P", "2", "2", "1"),
    ]  # fmt: skip
    assert functional_997(got, [])[0].segments[-1] == ("AK9", "A", "2", "2", "2")
    assert functional_997(got, got.sets)[0].segments[-1] == ("AK9", "R", "2", "2", "0")
