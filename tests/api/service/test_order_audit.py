"""Orders as the audit log tells them, and orders changed behind the API's back."""

import pytest
from sqlalchemy import text

from models.db.repositories import order_audit
from tests.api.service.orders import Orders, line
from tests.service import Served


def fault(service: Served) -> str:
    with service.database.read() as session:
        return order_audit.fault(session, "main")


def tamper(service: Served, statement: str) -> None:
    with service.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_orders_are_as_the_log_tells_in_every_state(service: Served) -> None:
    orders = Orders(service)
    assert fault(service) == ""
    draft = orders.create(line(), line(item_id="B", duty_rate="0.125", unit_price="1.000001"))
    orders.change(draft, line(number=1, units=50, cases=5))  # a draft is written anew, in place
    orders.change(orders.issued(), line(number=1, units=50, cases=5))  # what was issued keeps its first version
    orders.step(orders.create(), "cancel", "buyer", reason="nobody wants it")
    assert fault(service) == ""


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE order_lines SET units = units * 1000", "tells: version 1 says something else"),
        ("UPDATE order_lines SET price_micro = price_micro + 1", "tells: version 1 says something else"),
        ("UPDATE order_versions SET payment_days = 365", "tells: version 1 says something else"),
        ("UPDATE purchase_orders SET state = 'issued'", "tells: its state is issued, not draft"),
        ("UPDATE purchase_orders SET total_minor = 1", "tells: its total_minor is not that of its lines and header"),
        ("UPDATE purchase_orders SET supplier_id = 'X'", "tells: its supplier_id is not that of its lines and header"),
        ("DELETE FROM order_lines", "tells: version 1 says something else"),
    ],
)
def test_an_order_changed_behind_the_back_is_found(service: Served, statement: str, expected: str) -> None:
    Orders(service).create()
    assert fault(service) == ""
    tamper(service, statement)
    assert fault(service).endswith(expected)
    assert fault(service).startswith("order PO-000001 is not as")


def test_who_approved_an_order_is_compared_too(service: Served) -> None:
    orders = Orders(service)
    orders.issued()
    assert fault(service) == ""
    tamper(service, "UPDATE purchase_orders SET approved_by = 'USR-x'")
    assert "it is approved by USR-x, not " in fault(service)
    tamper(service, "UPDATE purchase_orders SET approved_by = NULL")
    assert "it is approved by nobody, not " in fault(service)


def test_an_order_that_is_gone_is_found(service: Served) -> None:
    Orders(service).create()
    for table in ("order_lines", "order_versions", "purchase_orders"):
        tamper(service, f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    assert fault(service).endswith("tells: it is gone")
