"""Acknowledgements of suppliers: recorded line by line, told to whoever listens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.edi.acknowledgement_855 import acknowledgement_855, answers_to
from api.edi.reader import Interchange, Received, read
from api.edi.writer import ROUTED
from api.schemas.acknowledgements import NewAcknowledgement, NewPart
from api.services.orders import begun
from models.db.repositories import acknowledgements, events
from models.db.repositories.acknowledgements import Heading, take_interchange
from models.db.repositories.audit import record
from models.db.repositories.events import Happening, emit
from models.db.repositories.order_audit import DOCUMENT
from models.db.repositories.versions import change
from models.db.rows.acknowledgements import AcknowledgementRow
from models.db.rows.orders import OrderRow
from models.faults import Fault
from models.ledger.acknowledgement import Answer, LineAnswer, Part, check_answers, slips
from models.ledger.errors import DocumentError, MoneyError
from models.ledger.lifecycle import acknowledgeable
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import PurchaseOrder, Version
from models.refusals import ConflictError, InvalidError, NotFoundError

CHANGED = f"{DOCUMENT}.changed"
"""What happens when a later version is issued."""
CONTROL = re.compile(r"[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An acknowledgement with the order and the version that it answers."""

    row: AcknowledgementRow
    order: OrderRow
    version: Version
    answers: tuple[LineAnswer, ...]


def acknowledge(session: Session, caller: Caller, body: NewAcknowledgement) -> Recorded:
    """Record an answer.

    Raises NotFoundError, TransitionError, VersionError, ConflictError where it is not clear which version is answered,
    and DocumentError with every fault.
    """
    row, order = begun(session, body.order)
    version = _answered(session, row, order, body.order_version)
    answers = _answers(body, row.currency)
    return _record(session, caller, row, version, answers, reference=body.reference or "", source="json")


def acknowledge_x12(
    session: Session, caller: Caller, text: str, transit_days: int | None
) -> tuple[Interchange, list[Recorded]]:
    """Record every 855 of an interchange, all or none; `transit_days` from shipment to node where days are of shipment.

    Raises as `acknowledge` does; faults have segment and element. ConflictError, too, where an interchange of the same
    sender and control number was taken before; InvalidError where somebody else than the order's supplier sent it.
    """
    interchange = read(text)
    if not CONTROL.fullmatch(interchange.control):
        raise DocumentError([Fault("X12", 1, "ISA13", interchange.control, "nine digits")])
    sent = [(acknowledgement_855(each), each) for each in interchange.sets]
    said = [each for each, _ in sent]
    if not said:
        raise DocumentError([Fault("X12", 1, "ST", "", "at least one transaction set")])
    if len({each.order for each in said}) < len(said):
        raise DocumentError([each.bak.fault(3, "each order once in an interchange") for each in said[1:]][:1])
    done: list[Recorded] = []
    # Locked in one order, whoever sends what together.
    for each, received in sorted(sent, key=lambda one: one[0].order):
        try:
            row, order = begun(session, each.order)
        except NotFoundError as error:
            raise InvalidError([each.bak.fault(3, "the number of a purchase order")]) from error
        _check_sender(interchange, received, row)
        version = _answered(session, row, order, each.version)
        answers = answers_to(each, version.content, transit_days)
        done.append(_record(session, caller, row, version, answers, reference=each.reference, source="x12"))
    # After the orders were locked: of the same at once one is here first.
    take_interchange(session, caller.organisation_id, interchange.sender, interchange.control, caller.user_id)
    return interchange, done


def _answered(session: Session, row: OrderRow, order: PurchaseOrder, named: int | None) -> Version:
    """The version that is answered: the one that is named, else the only one that the supplier ever had."""
    version = acknowledgeable(order, named or order.issued_version or 0)
    if named is None and version.number > 1 and events.of_document(session, row.id, CHANGED):
        raise ConflictError(
            f"The answer to {row.number} does not say to which version (X12: REF V0), and more than one was issued; "
            f"{version.number} counts.",
            counts=version.number,
        )
    return version


def _check_sender(interchange: Interchange, received: Received, row: OrderRow) -> None:
    """Raises InvalidError where interchange or group are not of the order's supplier, by the name it is sent to."""
    supplier = row.supplier_id[:ROUTED].strip()
    expected = f"{supplier}, the supplier of {row.number}"
    faults = []
    if interchange.sender != supplier:
        faults.append(Fault("X12", 1, "ISA06", interchange.sender, expected))
    if received.gs[2].strip() != supplier:
        faults.append(received.gs.fault(2, expected))
    if faults:
        raise InvalidError(faults)


def _record(
    session: Session, caller: Caller, row: OrderRow, version: Version, answers: Sequence[LineAnswer], *,
    reference: str, source: str,
) -> Recorded:  # fmt: skip
    check_answers(version.content, answers)
    heading = Heading(caller.organisation_id, row.id, version.number, reference, source, caller.user_id)
    made = acknowledgements.add(session, heading, answers)
    # What is shown of the order changes, so its version does.
    row = change(session, OrderRow, row.id, row.version, caller.user_id)
    found = slips(version.content, {answer.line: answer for answer in answers})
    told = {
        "order": row.number,
        "order_version": version.number,
        "reference": reference,
        "lines": len(answers),
        "slips": [[slip.line, str(slip.kind), slip.units, slip.asked, slip.answered] for slip in found],
    }
    record(session, caller.actor, "acknowledge", "acknowledgement", made.id, None, told)
    body = {"id": row.id, "acknowledgement_id": made.id, **told}
    emit(session, caller.actor, [Happening(f"{DOCUMENT}.acknowledged", DOCUMENT, row.id, version.number, body)])
    return Recorded(made, row, version, tuple(answers))


def _answers(body: NewAcknowledgement, currency: str) -> tuple[LineAnswer, ...]:
    faults: list[Fault] = []
    answers = [
        LineAnswer(each.line, tuple(_part(each.line, part, currency, faults) for part in each.parts))
        for each in body.lines
    ]
    if faults:
        raise DocumentError(faults)
    return tuple(answers)


def _part(line: int, part: NewPart, currency: str, faults: list[Fault]) -> Part:
    price = None
    if part.unit_price is not None:
        try:
            price = UnitPrice.of(part.unit_price, currency)
        except MoneyError as error:
            faults.append(Fault("lines", line, "unit_price", str(part.unit_price), error.expected))
    return Part(Answer(part.answer), part.units, part.date, part.reason or "", price, part.substitute_item_id or "")
