"""A purchase order as X12 850 (004010): what the supplier's system reads."""

from collections.abc import Iterator
from enum import StrEnum
from textwrap import wrap

from api.edi.writer import Segment, TransactionSet, day, fitting, number, trimmed
from models.ledger.purchase_order import Header, OrderLine, Version

CODE, GROUP = "850", "PO"
NET_DAYS = 999  # what ITD07 holds; the due date says the same for longer terms
PACK = 999_999  # what PO401 holds
MESSAGE = 264  # what MSG01 holds


class Purpose(StrEnum):
    """BEG01: what is to be done with the order."""

    ORIGINAL = "00"
    CANCELLATION = "01"
    REPLACE = "05"


def order_850(number_: str, version: Version, buyer: str, *, cancelled: bool = False) -> TransactionSet:
    """The order's version for its supplier; a later version replaces the earlier ones (BEG01 05, REF V0).

    Units are sent as EA, prices as price of each, our ids as the buyer's (PO1 BP, N1 92). Raises DocumentError where a
    text does not fit its element.
    """
    header = version.content.header
    segments = [*_header(number_, version, header, buyer, cancelled=cancelled)]
    for line in version.content.lines:
        segments += _line(line)
    segments += [
        ("CTT", str(len(version.content.lines))),
        ("AMT", "TT", fitting(number(version.content.value.decimal), "AMT02", 18)),
    ]
    return TransactionSet(CODE, GROUP, segments)


def _header(number_: str, version: Version, header: Header, buyer: str, *, cancelled: bool) -> Iterator[Segment]:
    purpose = Purpose.CANCELLATION if cancelled else Purpose.ORIGINAL if version.number == 1 else Purpose.REPLACE
    yield ("BEG", purpose, "SA", fitting(number_, "BEG03", 22), "", day(header.order_date))
    yield ("CUR", "BY", header.currency)
    yield ("REF", "V0", str(version.number))
    if header.incoterm is not None:
        place = header.incoterm_place and fitting(header.incoterm_place, "FOB07", 80)
        yield trimmed("FOB", "DF", "", "", "01", header.incoterm, "ZZ" if place else "", place)
    days = str(header.payment_days) if header.payment_days <= NET_DAYS else ""
    yield trimmed("ITD", "05", "09", "", "", "", day(header.payment_date), days)
    yield from _note(header.note)
    yield ("N1", "BY", fitting(buyer, "N102", 60))
    yield _party("VN", header.supplier_id, None)


def _note(text: str) -> Iterator[Segment]:
    """What stands on the order for its supplier: a message for each of its lines, long ones in pieces."""
    pieces = [piece for line in text.splitlines() for piece in wrap(line, MESSAGE)]
    if pieces:
        yield ("N9", "L1", "", "NOTE")
    yield from (("MSG", piece) for piece in pieces)


def _line(line: OrderLine) -> Iterator[Segment]:
    item = fitting(line.item_id, "PO107", 48, line=line.number)
    price = fitting(number(line.unit_price.decimal), "PO104", 18, line=line.number)
    yield ("PO1", str(line.number), str(line.units), "EA", price, "PE", "BP", item)
    if line.case_pack <= PACK:
        yield ("PO4", str(line.case_pack))
    yield ("DTM", "002", day(line.need_by))
    yield ("TD5", "", "", "", "", fitting(line.mode, "TD505", 35, line=line.number))
    yield _party("ST", line.node_id, line.number)


def _party(role: str, id_: str, line: int | None) -> Segment:
    """Who plays a role, by our id; an id of one character is too short for N104 and stands as the name."""
    if len(id_) == 1:
        return ("N1", role, id_)
    return ("N1", role, "", "92", fitting(id_, "N104", 80, line=line))
