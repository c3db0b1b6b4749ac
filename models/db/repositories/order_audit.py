"""Whether orders are as the audit log last told them: a change behind the API's back has no entry."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.repositories.orders import versions_of
from models.db.rows.audit import AuditRow
from models.db.rows.orders import OrderRow
from models.ledger.purchase_order import PurchaseOrder

DOCUMENT = "purchase_order"
FACTS = ("state", "present_version", "approved_version", "issued_version")
"""What an order's row and its entries both say."""
BATCH = 500


class Told(NamedTuple):
    """What an entry of the log says of an order: its number in the log, and the order after the change."""

    entry: int
    after: dict[str, Any]


def told(order: PurchaseOrder) -> dict[str, Any]:
    """An order as the audit log tells it; ``sha256`` of all that its present version says."""
    return {
        "number": order.number,
        "state": str(order.approval),
        "present_version": order.present.number,
        "approved_version": order.approved_version,
        "issued_version": order.issued_version,
        "supplier_id": order.content.header.supplier_id,
        "total": str(order.content.total),
        "lines": len(order.content.lines),
        "reason": order.reason,
        "sha256": order.content.digest,
    }


def fault(session: Session, organisation_id: str) -> str:
    """The first order of an organisation, by number, that is not as its last entry tells; "" where all are.

    Orders of entries that tell no digest, which an earlier version wrote, are left aside. Versions that were replaced
    are compared, too, with the last entry while they were the present one.
    """
    last, versions = _last_told(session, organisation_id)
    found = []
    ids = sorted(last)
    for begin in range(0, len(ids), BATCH):
        some = ids[begin : begin + BATCH]
        found += list(_changed(session, some, last, versions))
    return min(found, default=(0, ""))[1]


def _last_told(session: Session, organisation_id: str) -> tuple[dict[str, Told], dict[str, dict[int, Told]]]:
    """The last entry of every order, and of every version of it."""
    columns = select(AuditRow.number, AuditRow.document_id, AuditRow.after).where(
        AuditRow.organisation_id == organisation_id, AuditRow.kind == DOCUMENT
    )
    last: dict[str, Told] = {}
    versions: dict[str, dict[int, Told]] = {}
    for number, order_id, after in session.execute(columns.order_by(AuditRow.number)).yield_per(BATCH):
        if isinstance(after, dict) and "sha256" in after:
            last[order_id] = Told(number, after)
            versions.setdefault(order_id, {})[after["present_version"]] = last[order_id]
    return last, versions


def _changed(
    session: Session, ids: list[str], last: dict[str, Told], versions: dict[str, dict[int, Told]]
) -> Iterator[tuple[int, str]]:
    """Of each order that differs the entry, and a sentence."""
    rows = {row.id: row for row in session.scalars(select(OrderRow).where(OrderRow.id.in_(ids)))}
    wanted = [(order_id, version) for order_id in ids for version in versions[order_id]]
    contents = versions_of(session, wanted)
    for order_id in ids:
        entry, after = last[order_id]
        name = f"order {after['number']} is not as entry"
        row = rows.get(order_id)
        if row is None:
            yield entry, f"{name} {entry} tells: it is gone"
            continue
        for fact in FACTS:
            if getattr(row, fact) != after[fact]:
                yield entry, f"{name} {entry} tells: its {fact} is {getattr(row, fact)}, not {after[fact]}"
        for number, (written, told_then) in versions[order_id].items():
            version = contents.get((order_id, number))
            if version is None or version.content.digest != told_then["sha256"]:
                yield written, f"{name} {written} tells: version {number} says something else"
