"""Whether orders are as the audit log last told them: a change behind the API's back has no entry."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.portions import portions
from models.db.repositories.order_documents import content_columns
from models.db.repositories.orders import versions_of
from models.db.rows.audit import AuditRow
from models.db.rows.orders import OrderRow
from models.ledger.purchase_order import PurchaseOrder

DOCUMENT = "purchase_order"
FACTS = ("state", "present_version", "approved_version", "issued_version")
"""What an order's row and its entries both say."""
BATCH = 500


class Told(NamedTuple):
    """What an entry of the log says of an order: its number in the log; number, ``FACTS`` and digest of the order.

    ``approved_by``: who approved its present version, None as long as nobody has.
    """

    entry: int
    number: str
    facts: tuple[Any, ...]
    sha256: str
    approved_by: str | None


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
    """The first order of an organisation, by its entry, that is not as that entry tells; "" where all are.

    Orders of entries that tell no digest, which an earlier version wrote, are left aside. Versions that were replaced
    are compared, too, with the last entry while they were the present one; what the order's row repeats of the present
    one is compared with that.
    """
    orders = _last_told(session, organisation_id)
    changed = (each for ids in portions(sorted(orders), BATCH) for each in _changed(session, ids, orders))
    return min(changed, default=(0, ""))[1]


def _last_told(session: Session, organisation_id: str) -> dict[str, dict[int, Told]]:
    """The last entry of every version of every order; that of the present one stands last."""
    columns = select(
        AuditRow.number, AuditRow.document_id, AuditRow.after, AuditRow.action, AuditRow.user_id
    ).where(AuditRow.organisation_id == organisation_id, AuditRow.kind == DOCUMENT)  # fmt: skip
    found: dict[str, dict[int, Told]] = {}
    approvers: dict[str, str] = {}
    for entry, order_id, after, action, user_id in session.execute(columns.order_by(AuditRow.number)).yield_per(BATCH):
        if isinstance(after, dict) and "sha256" in after:
            if action == "approve":
                approvers[order_id] = after.get("approved_by", user_id)  # whoever stands behind a rule
            elif action in {"change", "reject"}:
                approvers.pop(order_id, None)
            facts = tuple(after[fact] for fact in FACTS)
            versions = found.setdefault(order_id, {})
            versions.pop(after["present_version"], None)
            told_now = Told(entry, after["number"], facts, after["sha256"], approvers.get(order_id))
            versions[after["present_version"]] = told_now
    return found


def _changed(session: Session, ids: Sequence[str], orders: dict[str, dict[int, Told]]) -> Iterator[tuple[int, str]]:
    """Of each order that differs the entry, and a sentence."""
    rows = {row.id: row for row in session.scalars(select(OrderRow).where(OrderRow.id.in_(ids)))}
    contents = versions_of(session, [(order_id, version) for order_id in ids for version in orders[order_id]])
    for order_id in ids:
        versions = orders[order_id]
        last = [*versions.values()][-1]
        name = f"order {last.number} is not as entry"
        row = rows.get(order_id)
        if row is None:
            yield last.entry, f"{name} {last.entry} tells: it is gone"
            continue
        for fact, told_last in zip(FACTS, last.facts, strict=True):
            found = getattr(row, fact)
            if found != told_last:
                yield last.entry, f"{name} {last.entry} tells: its {fact} is {found}, not {told_last}"
        if row.approved_by != last.approved_by:
            found, then_by = row.approved_by or "nobody", last.approved_by or "nobody"
            yield last.entry, f"{name} {last.entry} tells: it is approved by {found}, not {then_by}"
        for number, then in versions.items():
            version = contents.get((order_id, number))
            if version is None or version.content.digest != then.sha256:
                yield then.entry, f"{name} {then.entry} tells: version {number} says something else"
            elif number == row.present_version:
                copies = content_columns(version.content)
                if wrong := [fact for fact, value in copies.items() if getattr(row, fact) != value]:
                    yield then.entry, f"{name} {then.entry} tells: its {wrong[0]} is not that of its lines and header"
