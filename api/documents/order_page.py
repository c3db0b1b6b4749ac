"""An order as one HTML page to print or to save as PDF: no script, nothing from anywhere else."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.ledger.purchase_order import Approval, PurchaseOrder, Version

HERE = Path(__file__).parent
MARKS = {
    Approval.DRAFT: "Draft: not an order yet",
    Approval.PENDING_APPROVAL: "Waiting for approval: not an order yet",
    Approval.APPROVED: "Approved, not yet sent",
    Approval.REJECTED: "Rejected: not an order",
    Approval.CANCELLED: "Cancelled",
    Approval.CLOSED: "Closed",
}
"""What stands on a page that must not be taken for a valid order."""


def order_page(order: PurchaseOrder, version: Version, buyer: str) -> str:
    """The page of a version of an order; what is not the version that the supplier has says so."""
    return (
        _environment()
        .get_template("order.html.j2")
        .render(
            order=order,
            version=version,
            content=version.content,
            header=version.content.header,
            buyer=buyer,
            mark=_mark(order, version),
            style=Markup((HERE / "order.css").read_text(encoding="utf-8")),  # noqa: S704 - a file of ours
        )
    )


def _mark(order: PurchaseOrder, version: Version) -> str:
    if order.approval in {Approval.CANCELLED, Approval.CLOSED}:
        return MARKS[order.approval]
    if version.number == order.issued_version:
        return ""
    if version.number != order.present.number:
        return f"Version {version.number} was replaced by version {order.present.number}"
    return MARKS.get(order.approval, "")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
