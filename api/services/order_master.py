"""What orders may say, as the master data of their organisation have it: the currency, and ids that are known."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from models.db.repositories import master_facts
from models.faults import Fault
from models.ledger.purchase_order import Content, PurchaseOrder
from models.refusals import InvalidError


def check_currency(session: Session, contents: Iterable[Content]) -> None:
    """Raises InvalidError for an order that is not in the organisation's currency, where its settings have one.

    Budgets and plans know one currency alone, so an order in another could not be counted against them.
    """
    ours = master_facts.currency(session)
    if ours is None:
        return
    for content in contents:
        theirs = content.header.currency
        if theirs != ours:
            expected = f"{ours}, the currency of the organisation (setting `currency`)"
            raise InvalidError([Fault("header", None, "currency", theirs, expected)])


def check_known(session: Session, orders: Sequence[PurchaseOrder]) -> None:
    """Raises InvalidError with every supplier, item and node of some orders that the master data do not know.

    A table without any row knows nothing that could be wrong.
    """
    lines = [(order, line) for order in orders for line in order.content.lines]
    suppliers = unknown_suppliers(session, {order.content.header.supplier_id for order in orders})
    items = master_facts.unknown(session, "items", "item_id", {line.item_id for _, line in lines})
    nodes = master_facts.unknown(session, "nodes", "node_id", {line.node_id for _, line in lines})
    faults = [
        Fault("header", None, "supplier_id", order.content.header.supplier_id, _known("a supplier", order))
        for order in orders
        if order.content.header.supplier_id in suppliers
    ]
    for order, line in lines:
        if line.item_id in items:
            faults.append(Fault("lines", line.number, "item_id", line.item_id, _known("an item", order)))
        if line.node_id in nodes:
            faults.append(Fault("lines", line.number, "node_id", line.node_id, _known("a node", order)))
    if faults:
        raise InvalidError(faults)


def unknown_suppliers(session: Session, ids: Collection[str]) -> set[str]:
    """Those suppliers that the master data do not know, where these have any."""
    return master_facts.unknown(session, "suppliers", "supplier_id", ids)


def _known(what: str, order: PurchaseOrder) -> str:
    return f"{what} of the master data, in {order.number}"
