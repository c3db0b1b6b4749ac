"""Orders as answers tell them: from the ledger's words to bodies."""

from collections.abc import Sequence
from typing import Any

from api.schemas.kinds import MoneyAmount
from api.schemas.orders import (
    Decision,
    Difference,
    FeedOrder,
    History,
    Line,
    Order,
    OrderSummary,
    Peg,
    Version,
    VersionSummary,
)
from models.db.rows.orders import OrderDecisionRow, OrderRow
from models.ledger.acknowledgement import Status
from models.ledger.machine import Fulfilled, actions_of, billing_state, receipt_state
from models.ledger.money import Money
from models.ledger.purchase_order import Approval, OrderLine, PurchaseOrder
from models.ledger.purchase_order import Version as OrderVersion
from models.ledger.versions import differences


def money(amount: Money) -> MoneyAmount:
    """An amount as a decimal text with its currency."""
    return MoneyAmount(amount=amount.decimal, currency=amount.currency)


def summary(row: OrderRow, fulfilled: Sequence[Fulfilled]) -> OrderSummary:
    """An order without its lines."""
    return OrderSummary(**_summary(row, fulfilled))


def order_view(row: OrderRow, order: PurchaseOrder, fulfilled: Sequence[Fulfilled], acknowledgement: Status) -> Order:
    """An order with the lines of its present version."""
    content = order.content
    return Order(
        **_summary(row, fulfilled),
        **_header(order.present),
        acknowledgement=acknowledgement.value,
        payment_date=content.header.payment_date,
        duty=money(content.duty),
        writers=list(order.writers),
        lines=[line_view(line) for line in content.lines],
    )


def line_view(line: OrderLine) -> Line:
    """A line."""
    return Line(
        number=line.number,
        item_id=line.item_id,
        node_id=line.node_id,
        mode=line.mode,
        units=line.units,
        cases=line.cases,
        unit_price=line.unit_price.decimal,
        value=line.value.decimal,
        duty_rate=line.duty_rate,
        duty=line.duty.decimal,
        need_by=line.need_by,
        reason=line.reason,
        plan_order_id=None if line.plan_line is None else line.plan_line.order_id,
        pegging=[Peg.model_validate(peg) for peg in line.pegging],
    )


def history(order: PurchaseOrder, decisions: Sequence[OrderDecisionRow]) -> History:
    """All versions, each with what differs from the one before, and all decisions."""
    return History(
        versions=[version_summary(order, version) for version in order.versions],
        decisions=[
            Decision(
                order_version=row.order_version,
                decision="approved" if row.decision == "approved" else "rejected",
                by=row.by,
                rule_id=row.rule_id,
                reason=row.reason,
                at=row.at,
            )
            for row in decisions
        ],
    )


def version_summary(order: PurchaseOrder, version: OrderVersion) -> VersionSummary:
    """A version without its lines."""
    return VersionSummary(**_version(order, version))


def version_view(order: PurchaseOrder, version: OrderVersion) -> Version:
    """A version with its lines."""
    header = version.content.header
    return Version(
        **_version(order, version),
        **_header(version),
        supplier_id=header.supplier_id,
        currency=header.currency,
        order_date=header.order_date,
        lines=[line_view(line) for line in version.content.lines],
    )


def feed_order(row: OrderRow, state: Approval, version: OrderVersion) -> FeedOrder:
    """What an integration is told of an order."""
    header, content = version.content.header, version.content
    return FeedOrder(
        **_header(version),
        id=row.id,
        number=row.number,
        state=state.value,
        order_version=version.number,
        supplier_id=header.supplier_id,
        currency=header.currency,
        order_date=header.order_date,
        payment_date=header.payment_date,
        plan_id=header.plan_id,
        run_id=header.run_id,
        value=money(content.value),
        duty=money(content.duty),
        total=money(content.total),
        lines=[line_view(line) for line in content.lines],
    )


def _summary(row: OrderRow, fulfilled: Sequence[Fulfilled]) -> dict[str, Any]:
    outline = PurchaseOrder(row.number, (), (), Approval(row.state), issued_version=row.issued_version)
    names = (
        "id", "number", "state", "version", "present_version", "approved_version", "issued_version", "approved_by",
        "rule_id", "reason", "supplier_id", "currency", "order_date", "plan_id", "run_id", "created_at", "created_by",
        "updated_at",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in names},
        "receipt": receipt_state(fulfilled).value,
        "billing": billing_state(fulfilled).value,
        "actions": [action.value for action in actions_of(outline)],
        "value": MoneyAmount.of(row.value_minor, row.currency),
        "total": MoneyAmount.of(row.total_minor, row.currency),
    }


def _header(version: OrderVersion) -> dict[str, Any]:
    header = version.content.header
    return {
        "payment_days": header.payment_days,
        "incoterm": None if header.incoterm is None else header.incoterm.value,
        "incoterm_place": header.incoterm_place,
        "note": header.note,
    }


def _version(order: PurchaseOrder, version: OrderVersion) -> dict[str, Any]:
    before = order.versions[version.number - 2].content if version.number > 1 else version.content
    return {
        "number": version.number,
        "by": version.by,
        "at": version.at,
        "reason": version.reason,
        "submitted": version.submitted,
        "value": money(version.content.value),
        "total": money(version.content.total),
        "differences": [Difference.model_validate(each) for each in differences(before, version.content)],
    }
