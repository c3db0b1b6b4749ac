import datetime as dt
from decimal import Decimal

import pytest

from models.ledger.acknowledgement import (
    Answer,
    LineAnswer,
    Part,
    SlipKind,
    Status,
    check_answers,
    expected,
    slips,
    standing,
    status,
)
from models.ledger.errors import DocumentError
from models.ledger.line_status import LineStatus, status_of
from models.ledger.money import UnitPrice
from tests.models.ledger.orders import NEED_BY, content, line

LATER = NEED_BY + dt.timedelta(days=14)
CENT_MORE = UnitPrice.of(Decimal("2.51"), "EUR")


def accepted(units: int = 100, **given: object) -> Part:
    return Part(Answer.ACCEPTED, units, **given)  # type: ignore[arg-type]


def said(*parts: Part, number: int = 1) -> LineAnswer:
    return LineAnswer(number, parts)


SPLIT = said(accepted(60), Part(Answer.BACKORDERED, 30, LATER), Part(Answer.REJECTED, 10, reason="no longer made"))


def test_one_line_may_be_split_over_the_three_answers() -> None:
    check_answers(content(), [SPLIT])
    assert SPLIT.promised == 90
    # 60 on the day asked for, 30 a fortnight later
    assert expected(line(), SPLIT) == {NEED_BY: 60, LATER: 30}
    told = [(slip.kind, slip.units, slip.asked, slip.answered) for slip in slips(content(), {1: SPLIT})]
    assert told == [
        (SlipKind.QUANTITY, 10, "100", "90"),
        (SlipKind.DATE, 30, "2024-02-01", "2024-02-15"),
    ]


def test_an_answer_as_asked_is_no_slip() -> None:
    as_asked = said(accepted(date=NEED_BY, unit_price=line().unit_price, substitute_item_id="A"))
    assert slips(content(), {1: as_asked}) == ()
    assert status(content(), {1: as_asked}) is Status.AS_ORDERED


def test_price_and_item_slip_too() -> None:
    kinds = [slip.kind for slip in slips(content(), {1: said(accepted(unit_price=CENT_MORE, substitute_item_id="B"))})]
    assert kinds == [SlipKind.PRICE, SlipKind.ITEM]


def test_more_than_ordered_is_an_answer_where_all_of_it_is_accepted() -> None:
    check_answers(content(), [said(accepted(120))])
    assert slips(content(), {1: said(accepted(120))})[0].units == -20
    with pytest.raises(DocumentError, match="more only where all is accepted"):
        check_answers(content(), [said(accepted(120), Part(Answer.BACKORDERED, 1, LATER))])


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "an answer to at least one line"),
        ([said(accepted(90))], "parts that add up to 100 units; what does not come is rejected, with a reason"),
        ([said(accepted(), number=2)], r"expected a line of the order \(1\)"),
        ([said(accepted()), said(accepted())], "each line once, with all its parts"),
        ([said(Part(Answer.BACKORDERED, 100))], "the day until which units are backordered"),
        ([said(Part(Answer.REJECTED, 100))], "the reason why units are rejected"),
        ([said(Part(Answer.REJECTED, 100, LATER, "gone"))], "neither date, price nor substitute"),
        ([said(accepted(0), accepted(100))], "whole units from 1 to 1,000,000,000"),
        ([said(accepted(unit_price=UnitPrice(1, "USD")))], "a price in EUR"),
        ([said(accepted(substitute_item_id="\n"))], "text that is not blank"),
    ],
)
def test_an_answer_that_says_something_wrong_is_refused(answers: list[LineAnswer], sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        check_answers(content(), answers)


def test_the_latest_answer_to_a_line_counts() -> None:
    order = content(line(1), line(2, item_id="B"))
    first, second = said(accepted(date=LATER)), said(accepted(), number=2)
    answers = standing([[first], [second], [said(accepted())]])
    assert status(order, standing([])) is Status.NONE
    assert status(order, standing([[first]])) is Status.PARTIAL
    assert status(order, standing([[first], [second]])) is Status.CHANGED
    assert status(order, answers) is Status.AS_ORDERED


def test_what_is_not_answered_is_expected_as_asked() -> None:
    assert expected(line(), None) == {NEED_BY: 100}
    assert expected(line(), said(Part(Answer.REJECTED, 100, reason="gone"))) == {}


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (accepted(), LineStatus.IA),
        (accepted(120), LineStatus.IQ),
        (accepted(date=LATER), LineStatus.DR),
        (accepted(date=LATER, unit_price=CENT_MORE), LineStatus.IP),
        (accepted(unit_price=CENT_MORE, substitute_item_id="B"), LineStatus.IS),
        (Part(Answer.BACKORDERED, 100, LATER), LineStatus.IB),
        (Part(Answer.REJECTED, 100, reason="gone"), LineStatus.IR),
    ],
)
def test_each_part_has_its_code(part: Part, code: LineStatus) -> None:
    assert status_of(part, said(part), line()) is code
