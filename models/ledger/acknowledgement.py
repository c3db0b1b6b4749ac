"""A supplier's answer to an issued order, per line and quantity, and how it differs from what was asked (a slip)."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.columns import MAX_QUANTITY
from models.faults import Fault
from models.ledger.checks import EARLIEST, IDS, LATEST, MAX_NOTE, blank_or_odd
from models.ledger.errors import DocumentError
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Content, OrderLine


class Answer(StrEnum):
    """What becomes of some units of a line."""

    ACCEPTED = "accepted"
    """They come, on the day asked for or on another one."""
    BACKORDERED = "backordered"
    """They come later, on the day that is told."""
    REJECTED = "rejected"
    """They do not come, for the reason that is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to `units` of a line.

    `date` is the day on which they will be at the node: required of what is backordered; None of what is accepted means
    the day asked for. `unit_price` is None where the price stays; `substitute_item_id` is what comes instead.
    """

    answer: Answer
    units: int
    date: dt.date | None = None
    reason: str = ""
    unit_price: UnitPrice | None = None
    substitute_item_id: str = ""


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The answer to one line, in one part or several, which add up to what was ordered."""

    line: int
    parts: tuple[Part, ...]

    @property
    def promised(self) -> int:
        """Units that will come, sooner or later."""
        return sum(part.units for part in self.parts if part.answer is not Answer.REJECTED)


class Status(StrEnum):
    """How far the issued version of an order is answered; derived from the acknowledgements of that version."""

    NONE = "none"
    PARTIAL = "partial"
    """Some lines are not answered yet."""
    AS_ORDERED = "as_ordered"
    """Every line is accepted as it was asked for."""
    CHANGED = "changed"
    """Every line is answered, some of them otherwise than asked for."""


class SlipKind(StrEnum):
    """In what an answer differs from what was asked."""

    DATE = "date"
    QUANTITY = "quantity"
    PRICE = "price"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Slip:
    """One difference between what was asked and what was answered; `units` are those that it is about.

    Of a quantity, the units that are missing (below 0: that come on top).
    """

    line: int
    kind: SlipKind
    units: int
    asked: str
    answered: str


def check_answers(content: Content, answers: Sequence[LineAnswer]) -> None:
    """Raises DocumentError with every fault; `row` of a fault is the line's number."""
    faults = list(_faults(content, answers))
    if faults:
        raise DocumentError(faults)


def standing(acknowledgements: Sequence[Sequence[LineAnswer]]) -> dict[int, LineAnswer]:
    """The answer that counts for each line: that of the latest acknowledgement (they come in order) which names it."""
    return {answer.line: answer for answers in acknowledgements for answer in answers}


def status(content: Content, answers: Mapping[int, LineAnswer]) -> Status:
    """How far a version is answered by the answers that count."""
    if not answers:
        return Status.NONE
    if any(line.number not in answers for line in content.lines):
        return Status.PARTIAL
    return Status.CHANGED if slips(content, answers) else Status.AS_ORDERED


def slips(content: Content, answers: Mapping[int, LineAnswer]) -> tuple[Slip, ...]:
    """Every difference between what a version asks and the answers that count, line by line."""
    return tuple(
        slip for line in content.lines if line.number in answers for slip in _slips_of(line, answers[line.number])
    )


def expected(line: OrderLine, answer: LineAnswer | None) -> dict[dt.date, int]:
    """Units of a line by the day on which they are expected at the node: as answered, as asked where nothing is."""
    if answer is None:
        return {line.need_by: line.units}
    coming: dict[dt.date, int] = {}
    for part in answer.parts:
        if part.answer is not Answer.REJECTED:
            day = part.date or line.need_by
            coming[day] = coming.get(day, 0) + part.units
    return dict(sorted(coming.items()))


def _slips_of(line: OrderLine, answer: LineAnswer) -> Iterator[Slip]:
    if answer.promised != line.units:
        missing = line.units - answer.promised
        yield Slip(line.number, SlipKind.QUANTITY, missing, str(line.units), str(answer.promised))
    for part in answer.parts:
        if part.answer is Answer.REJECTED:
            continue
        if part.date is not None and part.date != line.need_by:
            yield Slip(line.number, SlipKind.DATE, part.units, line.need_by.isoformat(), part.date.isoformat())
        if part.unit_price is not None and part.unit_price != line.unit_price:
            yield Slip(line.number, SlipKind.PRICE, part.units, str(line.unit_price), str(part.unit_price))
        if part.substitute_item_id not in {"", line.item_id}:
            yield Slip(line.number, SlipKind.ITEM, part.units, line.item_id, part.substitute_item_id)


def _faults(content: Content, answers: Sequence[LineAnswer]) -> Iterator[Fault]:
    if not answers:
        yield Fault("lines", None, "", "", "an answer to at least one line")
    lines = content.by_number
    seen: set[int] = set()
    for answer in answers:
        if answer.line in seen:
            yield Fault("lines", answer.line, "line", str(answer.line), "each line once, with all its parts")
        seen.add(answer.line)
        line = lines.get(answer.line)
        if line is None:
            known = ", ".join(str(number) for number in list(lines)[:10]) + (", ..." if len(lines) > 10 else "")
            yield Fault("lines", answer.line, "line", str(answer.line), f"a line of the order ({known})")
            continue
        for part in answer.parts:
            yield from _part_faults(line, part)
        yield from _units_faults(line, answer)


def _units_faults(line: OrderLine, answer: LineAnswer) -> Iterator[Fault]:
    told = sum(part.units for part in answer.parts)
    if told < line.units:
        expected = f"parts that add up to {line.units} units; what does not come is rejected, with a reason"
        yield Fault("lines", line.number, "units", str(told), expected)
    elif told > line.units and any(part.answer is not Answer.ACCEPTED for part in answer.parts):
        expected = f"parts that add up to {line.units} units; more only where all is accepted"
        yield Fault("lines", line.number, "units", str(told), expected)


def _part_faults(line: OrderLine, part: Part) -> Iterator[Fault]:
    def fault(field: str, value: object, expected: str) -> Fault:
        return Fault("lines", line.number, field, "" if value is None else str(value), expected)

    if not 1 <= part.units <= MAX_QUANTITY:
        yield fault("units", part.units, f"whole units from 1 to {MAX_QUANTITY:,.0f}")
    if part.answer is Answer.BACKORDERED and part.date is None:
        yield fault("date", part.date, "the day until which units are backordered")
    if part.answer is Answer.REJECTED and not part.reason.strip():
        yield fault("reason", part.reason, "the reason why units are rejected")
    if len(part.reason) > MAX_NOTE:
        yield fault("reason", part.reason, f"text of at most {MAX_NOTE:,} characters")
    if part.date is not None and not EARLIEST <= part.date <= LATEST:
        yield fault("date", part.date, f"a day from {EARLIEST} to {LATEST}")
    if part.answer is Answer.REJECTED and (part.date or part.unit_price or part.substitute_item_id):
        yield fault("answer", part.answer, "neither date, price nor substitute of units that do not come")
    if part.unit_price is not None and part.unit_price.currency != line.unit_price.currency:
        yield fault("unit_price", part.unit_price, f"a price in {line.unit_price.currency}")
    if part.substitute_item_id and blank_or_odd(part.substitute_item_id):
        yield fault("substitute_item_id", part.substitute_item_id, IDS)
