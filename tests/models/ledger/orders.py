"""Orders for tests: valid by default, a test says only what it is about.

`content()` is 100 units in 10 cases of item A at 2.50 EUR to node N, due 2024-02-01, ordered from S on 2024-01-01.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from models.ledger import lifecycle
from models.ledger.lifecycle import By
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import Content, Header, OrderLine, PurchaseOrder, Receipt

NOW = dt.datetime(2024, 1, 1, 12, 30, tzinfo=dt.UTC)
NEED_BY = dt.date(2024, 2, 1)
ANN, BOB = By("ann", NOW), By("bob", NOW)


def line(number: int = 1, **given: Any) -> OrderLine:
    price = given.pop("price", "2.50")
    currency = given.pop("currency", "EUR")
    filled: dict[str, Any] = {"item_id": "A", "node_id": "N", "units": 100, "cases": 10, "need_by": NEED_BY} | given
    return OrderLine(number, unit_price=UnitPrice.of(Decimal(price), currency), **filled)


def content(*lines: OrderLine, **header: Any) -> Content:
    filled: dict[str, Any] = {"supplier_id": "S", "currency": "EUR", "order_date": dt.date(2024, 1, 1)} | header
    return Content(Header(**filled), lines or (line(),))


def draft(*lines: OrderLine, **header: Any) -> PurchaseOrder:
    return lifecycle.create("PO-1", content(*lines, **header), ANN)


def submitted(*lines: OrderLine, **header: Any) -> PurchaseOrder:
    return lifecycle.submit(draft(*lines, **header))


def approved(*lines: OrderLine, **header: Any) -> PurchaseOrder:
    order = submitted(*lines, **header)
    return lifecycle.approve(order, order.present.number)


def issued(*lines: OrderLine, **header: Any) -> PurchaseOrder:
    return lifecycle.issue(approved(*lines, **header))


AT: dict[str, Callable[[], PurchaseOrder]] = {
    "draft": draft,
    "pending_approval": submitted,
    "approved": approved,
    "rejected": lambda: lifecycle.reject(submitted(), "too dear"),
    "issued": issued,
    "cancelled": lambda: lifecycle.cancel(draft(), "not needed"),
    "closed": lambda: lifecycle.close(issued(), Receipt.FULL),
}
"""An order in each state."""
