"""Between the rows of an order and the order itself."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from models.db.rows.orders import OrderLineRow, OrderRow, OrderVersionRow
from models.ledger.money import UnitPrice
from models.ledger.purchase_order import (
    PPM,
    Approval,
    Content,
    Header,
    Incoterm,
    OrderLine,
    Peg,
    PlanLine,
    PurchaseOrder,
    Version,
)


def order_of(row: OrderRow, versions: Sequence[Version]) -> PurchaseOrder:
    """The order of its row and all its versions."""
    return PurchaseOrder(
        row.number,
        tuple(versions),
        tuple(row.writers),
        Approval(row.state),
        row.approved_version,
        row.issued_version,
        row.reason,
    )


def version_of(row: OrderVersionRow, lines: Iterable[OrderLineRow]) -> Version:
    """A version of its row and its lines."""
    header = Header(
        row.supplier_id,
        row.currency,
        row.order_date,
        row.payment_days,
        Incoterm(row.incoterm) if row.incoterm else None,
        row.incoterm_place,
        row.plan_id,
        row.run_id,
        row.note,
    )
    content = Content(header, tuple(_line(line, header) for line in lines))
    return Version(row.number, content, row.written_by, row.written_at, row.reason, row.submitted)


def state_columns(order: PurchaseOrder) -> dict[str, Any]:
    """The columns of an order's row that follow from the order."""
    return {
        "state": str(order.approval),
        "present_version": order.present.number,
        "approved_version": order.approved_version,
        "issued_version": order.issued_version,
        "reason": order.reason,
        "writers": list(order.writers),
        **content_columns(order.content),
    }


def content_columns(content: Content) -> dict[str, Any]:
    """The columns of an order's row that repeat what its present version says."""
    return {
        "supplier_id": content.header.supplier_id,
        "currency": content.header.currency,
        "order_date": content.header.order_date,
        "value_minor": content.value.minor,
        "total_minor": content.total.minor,
        "plan_id": content.header.plan_id,
        "run_id": content.header.run_id,
    }


def version_columns(version: Version) -> dict[str, Any]:
    """The columns of a version's row."""
    header = version.content.header
    return {
        "number": version.number,
        "supplier_id": header.supplier_id,
        "currency": header.currency,
        "order_date": header.order_date,
        "payment_days": header.payment_days,
        "incoterm": str(header.incoterm or ""),
        "incoterm_place": header.incoterm_place,
        "plan_id": header.plan_id,
        "run_id": header.run_id,
        "note": header.note,
        "written_by": version.by,
        "written_at": version.at,
        "reason": version.reason,
        "submitted": version.submitted,
    }


def line_columns(line: OrderLine) -> dict[str, Any]:
    """The columns of a line's row."""
    return {
        "number": line.number,
        "item_id": line.item_id,
        "node_id": line.node_id,
        "mode": line.mode,
        "units": line.units,
        "cases": line.cases,
        "price_micro": line.unit_price.micro,
        "duty_ppm": int(line.duty_rate * PPM),
        "need_by": line.need_by,
        "reason": line.reason,
        "pegging": [_peg_json(peg) for peg in line.pegging],
        "plan_order_id": None if line.plan_line is None else line.plan_line.order_id,
    }


def _line(row: OrderLineRow, header: Header) -> OrderLine:
    plan_line = None
    if row.plan_order_id is not None:
        plan_line = PlanLine(header.plan_id, row.plan_order_id, row.item_id, row.node_id, row.mode)
    return OrderLine(
        row.number,
        row.item_id,
        row.node_id,
        row.units,
        row.cases,
        UnitPrice(row.price_micro, header.currency),
        row.need_by,
        row.mode,
        Decimal(row.duty_ppm) / PPM,
        row.reason,
        tuple(_peg(told) for told in row.pegging),
        plan_line,
    )


def _peg_json(peg: Peg) -> dict[str, str]:
    return {
        "covers": peg.covers,
        "for_item_id": peg.for_item_id,
        "zone_id": peg.zone_id,
        "channel": peg.channel,
        "date": peg.date.isoformat(),
        "units": format(peg.units, "f"),
    }


def _peg(told: Mapping[str, str]) -> Peg:
    return Peg(
        told["covers"],
        told["for_item_id"],
        told["zone_id"],
        told["channel"],
        dt.date.fromisoformat(told["date"]),
        Decimal(told["units"]),
    )
