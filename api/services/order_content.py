"""From the body of a request to the content of an order: exact prices, numbered lines, every fault at once."""

from collections.abc import Iterator

from api.schemas.orders import NewLine, NewOrder
from models.faults import Fault
from models.ledger.currencies import DECIMALS
from models.ledger.errors import DocumentError, MoneyError
from models.ledger.lifecycle import line_numbers
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Content, Header, Incoterm, OrderLine, PurchaseOrder


def content_of(body: NewOrder, order: PurchaseOrder | None = None) -> Content:
    """The content that a body describes; lines of an order that is there keep pegging and plan by their numbers.

    New lines get the numbers after the highest that was ever submitted. Raises DocumentError with every fault.
    """
    if body.currency not in DECIMALS:
        raise DocumentError([Fault("header", None, "currency", body.currency, "a currency code of ISO 4217")])
    header = Header(
        body.supplier_id,
        body.currency,
        body.order_date,
        body.payment_days,
        None if body.incoterm is None else Incoterm(body.incoterm),
        body.incoterm_place or "",
        note=body.note or "",
    )
    faults: list[Fault] = []
    lines = tuple(_lines(body, order, faults))
    if faults:
        raise DocumentError(faults)
    return Content(header, lines)


def _lines(body: NewOrder, order: PurchaseOrder | None, faults: list[Fault]) -> Iterator[OrderLine]:
    before = {} if order is None else order.content.by_number
    given = [line.number for line in body.lines if line.number is not None]
    number = max([0 if order is None else line_numbers(order), *given])
    for line in body.lines:
        if line.number is None:
            number += 1
        elif order is not None and line.number not in before:
            faults.append(
                Fault("lines", line.number, "number", str(line.number), "the number of a line that is there, or none")
            )
        mine = line.number or number
        try:
            price = UnitPrice.of(line.unit_price, body.currency)
        except MoneyError as error:
            faults.append(Fault("lines", mine, "unit_price", str(line.unit_price), error.expected))
            continue
        yield _line(mine, line, price, None if line.number is None else before.get(mine))


def _line(number: int, line: NewLine, price: UnitPrice, before: OrderLine | None) -> OrderLine:
    """A line; why it is there stays where item, node and mode do."""
    same = before is not None and (before.item_id, before.node_id, before.mode) == (
        line.item_id,
        line.node_id,
        line.mode,
    )
    kept = before if same else None
    return OrderLine(
        number,
        line.item_id,
        line.node_id,
        line.units,
        line.units if line.cases is None else line.cases,
        price,
        line.need_by,
        line.mode,
        line.duty_rate,
        line.reason or ("" if kept is None else kept.reason),
        () if kept is None else kept.pegging,
        None if kept is None else kept.plan_line,
    )
