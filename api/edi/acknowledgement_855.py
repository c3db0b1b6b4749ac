"""X12 855 in: a supplier's acknowledgement, and what it says about the lines of the order that it answers."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from api.edi.reader import Received, Segment
from models.faults import Fault
from models.ledger.acknowledgement import Answer, LineAnswer, Part
from models.ledger.errors import DocumentError, MoneyError
from models.ledger.line_status import LineStatus
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Content, OrderLine

CODE = "855"
ALL_ACCEPTED = frozenset({"AK", "AP", "AT"})
"""BAK02: accepted without a word on lines. AK: no detail or change, AP: accepted with reservations, AT: accepted."""
ALL_REJECTED = frozenset({"RJ"})
REST_ACCEPTED = frozenset({"AE"})
"""With exceptions only: lines that are not named are accepted."""
REST_REJECTED = frozenset({"RF"})
DETAILED = frozenset({"AC", "AD", "RD"})
"""With detail: what is said holds for the lines that are named."""
TYPES = ALL_ACCEPTED | ALL_REJECTED | REST_ACCEPTED | REST_REJECTED | DETAILED

DELIVERED = frozenset({"002", "017", "067", "069"})
"""ACK04: days at the node. Requested, estimated, current schedule, promised."""
SHIPPED = frozenset({"010", "011", "068", "079"})
"""Days of shipment, which say nothing about arrival without the time on the way."""
UNITS = frozenset({"", "EA", "PC", "UN"})
CASES = frozenset({"CA", "CS", "CT"})


@dataclass(frozen=True, slots=True)
class Line855:
    """A PO1 segment with its ACK segments, and the text of its MSG segments."""

    po1: Segment
    acks: tuple[Segment, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement855:
    """What one transaction set says: `version` is None where it does not name the version of the order."""

    order: str
    bak: Segment
    reference: str
    version: int | None
    lines: tuple[Line855, ...] = field(default=())


def acknowledgement_855(received: Received) -> Acknowledgement855:
    """The acknowledgement of a transaction set. Raises DocumentError with every fault of its header."""
    faults: list[Fault] = []
    bak = next((each for each in received.segments if each.tag == "BAK"), None)
    if received.code != CODE or bak is None:
        place = received.segments[0].place if received.segments else 1
        found = received.code if received.code != CODE else ""
        raise DocumentError([Fault("X12", place, "ST01" if found else "BAK", found, "an 855 with its BAK segment")])
    if bak[2] not in TYPES:
        faults.append(bak.fault(2, f"a type of acknowledgement: {', '.join(sorted(TYPES))}"))
    if not bak[3].strip():
        faults.append(bak.fault(3, "the number of the purchase order"))
    lines = tuple(_lines(received.segments))
    if bak[2] in DETAILED and not lines:
        faults.append(bak.fault(2, "PO1 segments, as this type of acknowledgement has detail"))
    version = _version(received.segments, faults)
    if faults:
        raise DocumentError(faults)
    return Acknowledgement855(bak[3].strip(), bak, bak[8].strip(), version, lines)


def answers_to(said: Acknowledgement855, content: Content, transit_days: int | None = None) -> tuple[LineAnswer, ...]:
    """The answer to each line of the order's version that the acknowledgement speaks about.

    `transit_days` from shipment to the node, for suppliers who tell days of shipment. Less than was ordered under IQ
    means that the rest is rejected. Raises DocumentError with every fault, each with segment and element.
    """
    faults: list[Fault] = []
    answers: dict[int, LineAnswer] = {}
    for each in said.lines:
        try:
            line = _line_of(each, content)
            answer = _answer(each, line, said.bak[2], transit_days)
        except DocumentError as error:
            faults += error.faults
            continue
        if line.number in answers:
            faults.append(each.po1.fault(1, "each line of the order once"))
        answers[line.number] = answer
    if faults:
        raise DocumentError(faults)
    kind = said.bak[2]
    for line in content.lines:
        if line.number not in answers and kind in ALL_ACCEPTED | REST_ACCEPTED:
            answers[line.number] = LineAnswer(line.number, (Part(Answer.ACCEPTED, line.units),))
        elif line.number not in answers and kind in ALL_REJECTED | REST_REJECTED:
            reason = f"order rejected (BAK02 {kind})"
            answers[line.number] = LineAnswer(line.number, (Part(Answer.REJECTED, line.units, reason=reason),))
    return tuple(answers[line.number] for line in content.lines if line.number in answers)


def _lines(segments: Sequence[Segment]) -> Iterator[Line855]:
    line: Line855 | None = None
    for segment in segments:
        if segment.tag == "PO1":
            if line is not None:
                yield line
            line = Line855(segment)
        elif segment.tag == "CTT":
            break
        elif line is not None and segment.tag == "ACK":
            line = replace(line, acks=(*line.acks, segment))
        elif line is not None and segment.tag == "MSG":
            line = replace(line, message=f"{line.message} {segment[1]}".strip())
    if line is not None:
        yield line


def _version(segments: Sequence[Segment], faults: list[Fault]) -> int | None:
    """The version that REF V0 names, as the order itself did."""
    for segment in segments:
        if segment.tag == "PO1":
            break
        if segment.tag == "REF" and segment[1] == "V0":
            if segment[2].isascii() and segment[2].isdigit() and len(segment[2]) < 10:
                return int(segment[2])
            faults.append(segment.fault(2, "the version of the order, a whole number"))
    return None


def _line_of(said: Line855, content: Content) -> OrderLine:
    """The order line that a PO1 segment is about: by its number, else by our item id where one line alone has it."""
    number = said.po1[1].strip()
    if number.isascii() and number.isdigit() and len(number) < 10 and int(number) in content.by_number:
        return content.by_number[int(number)]
    items = {said.po1[place + 1] for place in range(6, len(said.po1.elements), 2) if said.po1[place] == "BP"}
    found = [line for line in content.lines if line.item_id in items]
    if len(found) == 1:
        return found[0]
    raise DocumentError([said.po1.fault(1, "the number of a line of the order, or an item (BP) of one line alone")])


def _answer(said: Line855, line: OrderLine, kind: str, transit_days: int | None) -> LineAnswer:
    if not said.acks:
        if kind in ALL_ACCEPTED | {"AD"}:
            return LineAnswer(line.number, (Part(Answer.ACCEPTED, line.units),))
        raise DocumentError([said.po1.fault(0, "an ACK segment for the line")])
    parts: list[Part] = []
    faults: list[Fault] = []
    for ack in said.acks:
        try:
            told = sum(part.units for part in parts)
            parts.append(_part(ack, said, line, line.units - told, transit_days))
        except DocumentError as error:
            faults += error.faults
    if faults:
        raise DocumentError(faults)
    short = line.units - sum(part.units for part in parts)
    if short > 0 and any(ack[1] == LineStatus.IQ for ack in said.acks):
        parts.append(Part(Answer.REJECTED, short, reason=said.message or "quantity changed by the supplier (IQ)"))
    return LineAnswer(line.number, tuple(parts))


def _part(ack: Segment, said: Line855, line: OrderLine, rest: int, transit_days: int | None) -> Part:
    """One ACK segment as a part; without a quantity it is about what no other one has spoken of yet."""
    code = ack[1]
    if code not in set(LineStatus):
        raise DocumentError([ack.fault(1, f"a line item status: {', '.join(LineStatus)}")])
    units = _units(ack, line) if ack[2] else rest
    if code == LineStatus.IR:
        return Part(Answer.REJECTED, units, reason=said.message or "rejected by the supplier (IR)")
    date = _date(ack, transit_days)
    if code in {LineStatus.DR, LineStatus.IB} and date is None:
        raise DocumentError([ack.fault(5, f"a day, which {code} needs")])
    return Part(
        Answer.BACKORDERED if code == LineStatus.IB else Answer.ACCEPTED,
        units,
        date,
        reason=said.message,
        unit_price=_price(said.po1, line) if code == LineStatus.IP else None,
        substitute_item_id=_substitute(ack) if code == LineStatus.IS else "",
    )


def _units(ack: Segment, line: OrderLine) -> int:
    units = _number(ack, 2)
    if ack[3] not in UNITS | CASES:
        expected = f"units ({', '.join(sorted(UNITS - {''}))}) or cases ({', '.join(sorted(CASES))})"
        raise DocumentError([ack.fault(3, expected)])
    units *= line.case_pack if ack[3] in CASES else 1
    if units != int(units) or units < 1:
        raise DocumentError([ack.fault(2, "a whole number of units, at least 1")])
    return int(units)


def _date(ack: Segment, transit_days: int | None) -> dt.date | None:
    qualifier, text = ack[4], ack[5]
    if not text:
        return None
    if qualifier not in DELIVERED | SHIPPED:
        expected = f"a day of delivery ({', '.join(sorted(DELIVERED))}) or of shipment ({', '.join(sorted(SHIPPED))})"
        raise DocumentError([ack.fault(4, expected)])
    try:
        day = dt.datetime.strptime(text, "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise DocumentError([ack.fault(5, "a day as CCYYMMDD")]) from error
    if qualifier in DELIVERED:
        return day
    if transit_days is None:
        raise DocumentError([ack.fault(4, "a day of delivery: the days on the way are not known")])
    return day + dt.timedelta(days=transit_days)


def _price(po1: Segment, line: OrderLine) -> UnitPrice:
    try:
        return UnitPrice.of(_number(po1, 4), line.unit_price.currency)
    except MoneyError as error:
        raise DocumentError([po1.fault(4, error.expected)]) from error


def _substitute(ack: Segment) -> str:
    if not ack[8].strip():
        raise DocumentError([ack.fault(8, "the item that comes instead, which IS needs")])
    return ack[8]


def _number(segment: Segment, position: int) -> Decimal:
    expected = "a finite number of at most 15 digits"
    try:
        value = Decimal(segment[position])
    except InvalidOperation as error:
        raise DocumentError([segment.fault(position, expected)]) from error
    if not value.is_finite() or len(segment[position]) > 17 or abs(value) >= Decimal(10) ** 15:
        raise DocumentError([segment.fault(position, expected)])
    return value
