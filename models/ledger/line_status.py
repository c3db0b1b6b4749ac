"""The codes of X12 855, element ACK01 (line item status), for the parts of an acknowledgement."""

from enum import StrEnum

from models.ledger.acknowledgement import Answer, LineAnswer, Part
from models.ledger.purchase_order import OrderLine


class LineStatus(StrEnum):
    """The codes that are understood, and what each says."""

    IA = "IA"
    """Item accepted."""
    IB = "IB"
    """Item backordered."""
    IQ = "IQ"
    """Item accepted, quantity changed."""
    IP = "IP"
    """Item accepted, price changed."""
    IR = "IR"
    """Item rejected."""
    DR = "DR"
    """Item accepted, date rescheduled."""
    IS = "IS"
    """Item accepted, substitution made."""


def status_of(part: Part, answer: LineAnswer, line: OrderLine) -> LineStatus:
    """The code of one part: where several would do, what concerns the item, its price, its day, then its quantity."""
    if part.answer is Answer.REJECTED:
        return LineStatus.IR
    if part.answer is Answer.BACKORDERED:
        return LineStatus.IB
    if part.substitute_item_id not in {"", line.item_id}:
        return LineStatus.IS
    if part.unit_price is not None and part.unit_price != line.unit_price:
        return LineStatus.IP
    if part.date is not None and part.date != line.need_by:
        return LineStatus.DR
    return LineStatus.IA if answer.promised == line.units else LineStatus.IQ
