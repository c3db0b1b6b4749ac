"""What is wrong with the content of an order by itself: every fault, each with its line and field."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from models.columns import MAX_DAYS, MAX_ID, MAX_QUANTITY, MAX_RATE
from models.faults import Fault
from models.ledger.currencies import DECIMALS
from models.ledger.errors import DocumentError, MoneyError
from models.ledger.purchase_order import RATE_DECIMALS, Content, Header, OrderLine

MAX_LINES = 100_000
MAX_NOTE = 2_000  # characters of a free text
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2299, 12, 31)
IDS = f"text that is not blank, without control characters, of at most {MAX_ID} characters"


def check_content(content: Content) -> None:
    """Raises DocumentError with every fault of header and lines; `row` of a line's fault is the line's number."""
    faults = [*_header_faults(content.header), *_lines_faults(content)]
    if not faults:
        faults = list(_sum_faults(content))
    if faults:
        raise DocumentError(faults)


def check_received(content: Content, received: Mapping[int, int]) -> None:
    """Raises DocumentError where a line asks for less than the units, by line number, that have come of it already."""
    lines = content.by_number
    faults = [
        Fault(
            "lines",
            number,
            "units",
            str(lines[number].units) if number in lines else "",
            f"at least the {units} received",
        )
        for number, units in received.items()
        if units > (lines[number].units if number in lines else 0)
    ]
    if faults:
        raise DocumentError(faults)


def blank_or_odd(value: str) -> bool:
    """Whether a text cannot be an id of the ledger: blank, too long, or with characters that no form can show."""
    return not value.strip() or len(value) > MAX_ID or any(ord(c) < 32 or ord(c) == 127 for c in value)


def _header_faults(header: Header) -> Iterator[Fault]:
    if blank_or_odd(header.supplier_id):
        yield Fault("header", None, "supplier_id", header.supplier_id, IDS)
    if header.currency not in DECIMALS:
        yield Fault("header", None, "currency", header.currency, "a currency code of ISO 4217")
    if not EARLIEST <= header.order_date <= LATEST:
        yield Fault("header", None, "order_date", str(header.order_date), f"a day from {EARLIEST} to {LATEST}")
    if not 0 <= header.payment_days <= MAX_DAYS:
        expected = f"whole days from 0 to {MAX_DAYS:,.0f}"
        yield Fault("header", None, "payment_days", str(header.payment_days), expected)
    if header.incoterm_place and header.incoterm is None:
        yield Fault("header", None, "incoterm_place", header.incoterm_place, "none without an incoterm")
    for name, longest in (("incoterm_place", MAX_ID), ("note", MAX_NOTE)):
        if len(getattr(header, name)) > longest:
            yield Fault("header", None, name, getattr(header, name), f"text of at most {longest:,} characters")


def _lines_faults(content: Content) -> Iterator[Fault]:
    if not 1 <= len(content.lines) <= MAX_LINES:
        yield Fault("lines", None, "", str(len(content.lines)), f"from 1 to {MAX_LINES:,} lines")
    twice = [number for number, times in Counter(line.number for line in content.lines).items() if times > 1]
    for number in twice:
        yield Fault("lines", number, "number", str(number), "each line number once")
    yield from _doubled(content)
    for line in content.lines:
        yield from _line_faults(line, content.header)


def _doubled(content: Content) -> Iterator[Fault]:
    """Lines of one item, node, mode and day: nobody could tell which of them a receipt is for."""
    seen: dict[tuple[str, str, str, dt.date], int] = {}
    for line in content.lines:
        key = (line.item_id, line.node_id, line.mode, line.need_by)
        if key in seen:
            expected = f"an item for a node by a mode and day once; line {seen[key]} has it too"
            yield Fault("lines", line.number, "item_id", line.item_id, expected)
        seen.setdefault(key, line.number)


def _line_faults(line: OrderLine, header: Header) -> Iterator[Fault]:
    for name in ("item_id", "node_id", "mode"):
        if blank_or_odd(getattr(line, name)):
            yield Fault("lines", line.number, name, getattr(line, name), IDS)
    if not 1 <= line.units <= MAX_QUANTITY:
        yield Fault("lines", line.number, "units", str(line.units), f"whole units from 1 to {MAX_QUANTITY:,.0f}")
    elif line.cases < 1 or line.units % line.cases:
        expected = f"a number of cases that divides {line.units} units into equal whole cases"
        yield Fault("lines", line.number, "cases", str(line.cases), expected)
    if line.unit_price.currency != header.currency:
        yield Fault("lines", line.number, "unit_price", str(line.unit_price), f"a price in {header.currency}")
    if not _is_rate(line.duty_rate):
        expected = f"a share from 0 to {MAX_RATE:g} of at most {RATE_DECIMALS} decimals"
        yield Fault("lines", line.number, "duty_rate", str(line.duty_rate), expected)
    if not header.order_date <= line.need_by <= LATEST:
        expected = f"a day from the order date, {header.order_date}, to {LATEST}"
        yield Fault("lines", line.number, "need_by", str(line.need_by), expected)
    if len(line.reason) > MAX_NOTE:
        yield Fault("lines", line.number, "reason", line.reason, f"text of at most {MAX_NOTE:,} characters")


def _is_rate(rate: Decimal) -> bool:
    return rate.is_finite() and 0 <= rate <= Decimal(MAX_RATE) and rate == round(rate, RATE_DECIMALS)


def _sum_faults(content: Content) -> Iterator[Fault]:
    """Amounts that are too large to be money: the first line's, or the order's."""
    try:
        content.total  # noqa: B018 - it is computed, and refused, when it is read
    except MoneyError as error:
        yield _first_too_large(content) or Fault("lines", None, "value", "", str(error))


def _first_too_large(content: Content) -> Fault | None:
    for line in content.lines:
        try:
            line.value, line.duty  # noqa: B018 - the same
        except MoneyError as error:
            return Fault("lines", line.number, "value", f"{line.units} x {line.unit_price}", str(error))
    return None
