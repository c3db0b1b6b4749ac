"""The lines of an order as CSV, each with what it needs of the header, for spreadsheets and simple systems."""

from collections.abc import Iterable

from api.documents.cells import Cell, csv_text
from models.ledger.purchase_order import PurchaseOrder, Version

COLUMNS = (
    "order", "version", "state", "supplier_id", "currency", "order_date", "payment_date", "incoterm", "incoterm_place",
    "line", "item_id", "node_id", "mode", "cases", "units", "unit_price", "value", "duty_rate", "duty", "need_by",
    "note",
)  # fmt: skip


def order_csv(orders: Iterable[tuple[PurchaseOrder, Version]]) -> str:
    """The lines of the versions of orders, in their order; money in units of the currency."""
    return csv_text(COLUMNS, (row for order, version in orders for row in order_cells(order, version)))


def order_cells(order: PurchaseOrder, version: Version) -> Iterable[tuple[Cell, ...]]:
    """The cells of each line of a version."""
    header = version.content.header
    before = (
        order.number, version.number, str(order.approval), header.supplier_id, header.currency,
        header.order_date.isoformat(), header.payment_date.isoformat(), str(header.incoterm or ""),
        header.incoterm_place,
    )  # fmt: skip
    for line in version.content.lines:
        yield (
            *before, line.number, line.item_id, line.node_id, line.mode, line.cases, line.units,
            line.unit_price.decimal, line.value.decimal, line.duty_rate, line.duty.decimal, line.need_by.isoformat(),
            header.note,
        )  # fmt: skip
