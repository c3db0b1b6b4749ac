"""Purchase orders: create, change, and everything else that can be done with one. One function for each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.services.approvals import automatic, check_may_approve, check_supplier
from api.services.order_master import check_currency, check_known
from models.db.base import now
from models.db.repositories import counters, orders
from models.db.repositories.approvals import active_rules
from models.db.repositories.audit import record
from models.db.repositories.events import Happening, emit
from models.db.repositories.order_audit import DOCUMENT, told
from models.db.rows.orders import OrderRow
from models.ledger import lifecycle
from models.ledger.approval import Rule
from models.ledger.checks import check_received
from models.ledger.lifecycle import By
from models.ledger.machine import receipt_state
from models.ledger.purchase_order import Content, PurchaseOrder, Receipt
from models.ledger.versions import differences
from models.refusals import StaleVersionError

SERIES = "order"


class Words(NamedTuple):
    """What was done, for the audit log, and what happened, for whoever listens."""

    action: str
    event: str


def create_order(session: Session, caller: Caller, content: Content) -> OrderRow:
    """A draft with the next number. Raises as `create_orders` does."""
    return create_orders(session, caller, [content])[0].row


class Made(NamedTuple):
    """An order that this transaction made: nobody else has seen it yet."""

    row: OrderRow
    order: PurchaseOrder


def create_orders(session: Session, caller: Caller, contents: Sequence[Content]) -> list[Made]:
    """Drafts with the next numbers, in their order.

    Raises DocumentError with every fault of the first faulty one, InvalidError for another currency than the
    organisation's.
    """
    # Faults first: a number that was given out is not given back.
    by = By(caller.user_id, now())
    unnamed = [lifecycle.create("(new)", content, by) for content in contents]
    check_currency(session, contents)
    last = counters.advance(session, caller.organisation_id, SERIES, len(unnamed))
    made = [
        replace(order, number=f"PO-{number:06d}")
        for number, order in enumerate(unnamed, start=last - len(unnamed) + 1)
    ]
    rows = orders.add(session, caller.organisation_id, made, caller.user_id)
    for row, order in zip(rows, made, strict=True):
        record(session, caller.actor, "create", DOCUMENT, row.id, None, told(order))
    happened = [_happening(row, order, "created") for row, order in zip(rows, made, strict=True)]
    emit(session, caller.actor, happened)
    return [Made(row, order) for row, order in zip(rows, made, strict=True)]


def submit_made(session: Session, caller: Caller, made: Sequence[Made]) -> None:
    """The same as `submit_order` for each, in so many statements whether they are one or thousands."""
    check_known(session, [order for _, order in made])
    rules = bool(active_rules(session))
    happened: list[Happening] = []
    for row, before in made:
        after = lifecycle.submit(before)
        record(session, caller.actor, "submit", DOCUMENT, row.id, told(before), told(after))
        happened.append(_happening(row, after, "submitted"))
        orders.advance(row, after, caller.user_id)
        rule = automatic(session, after) if rules else None
        if rule is not None:
            approved = lifecycle.approve(after, after.present.number)
            orders.advance(row, approved, caller.user_id, approved_by=rule.set_by, rule_id=rule.rule_id)
            _note_rule(session, caller, row, rule, after, approved)
            happened.append(_happening(row, approved, "approved"))
    orders.mark_submitted(session, [row for row, _ in made])
    emit(session, caller.actor, happened)


def _note_rule(
    session: Session, caller: Caller, row: OrderRow, rule: Rule, before: PurchaseOrder, after: PurchaseOrder
) -> None:
    """Keep which rule approved an order, and who stands behind it."""
    orders.decide(session, row, "approved", rule.set_by, rule_id=rule.rule_id)
    facts = {"rule_id": rule.rule_id, "approved_by": rule.set_by}
    record(session, caller.actor, "approve", DOCUMENT, row.id, told(before), told(after) | facts)


def begun(session: Session, name: str, expected: int | None = None) -> tuple[OrderRow, PurchaseOrder]:
    """An order that is about to be changed, locked. Raises NotFoundError, and StaleVersionError for an old version."""
    row = orders.get(session, name, lock=True)
    if expected is not None and row.version != expected:
        raise StaleVersionError(orders.KIND, row.number, expected=expected, current=row.version)
    return row, orders.load(session, row)


def change_order(
    session: Session, caller: Caller, row: OrderRow, before: PurchaseOrder, content: Content, reason: str
) -> OrderRow:
    """Write an order anew: a draft in place, anything else as a new version that has to be approved again."""
    after = lifecycle.change(before, content, By(caller.user_id, now()), reason)
    check_currency(session, [content])
    check_received(after.content, orders.received(session, row.id))
    changed = [[each.line, each.field, each.before, each.after] for each in differences(before.content, after.content)]
    row = _moved(session, caller, row, before, after, approved_by=None, rule_id=None)
    record(session, caller.actor, "change", DOCUMENT, row.id, told(before), told(after) | {"differences": changed})
    _tell(session, caller, row, after, "written")
    return row


def submit_order(session: Session, caller: Caller, name: str, expected: int) -> OrderRow:
    """Ask for approval. A rule of automatic approval that covers the order approves it at once.

    Raises InvalidError with every supplier, item and node that the master data do not know.
    """
    row, before = begun(session, name, expected)
    after = lifecycle.submit(before)
    check_known(session, [after])
    row = _done(session, caller, row, before, after, Words("submit", "submitted"))
    rule = automatic(session, after)
    if rule is None:
        return row
    approved = lifecycle.approve(after, after.present.number)
    row = _moved(session, caller, row, after, approved, approved_by=rule.set_by, rule_id=rule.rule_id)
    _note_rule(session, caller, row, rule, after, approved)
    _tell(session, caller, row, approved, "approved")
    return row


def withdraw_order(session: Session, caller: Caller, name: str, expected: int) -> OrderRow:
    """Take back what was submitted."""
    row, before = begun(session, name, expected)
    return _done(session, caller, row, before, lifecycle.withdraw(before), Words("withdraw", "withdrawn"))


def approve_order(session: Session, caller: Caller, name: str, expected: int) -> OrderRow:
    """Approve the present version, within duties and limits. Raises DutyError, LimitError."""
    row, before = begun(session, name, expected)
    after = lifecycle.approve(before, before.present.number)
    check_may_approve(session, caller, before)
    row = _done(
        session, caller, row, before, after, Words("approve", "approved"), approved_by=caller.user_id, rule_id=None
    )
    orders.decide(session, row, "approved", caller.user_id, rule_id=None)
    return row


def reject_order(session: Session, caller: Caller, name: str, expected: int, reason: str) -> OrderRow:
    """Send the present version back, with a reason."""
    row, before = begun(session, name, expected)
    after = lifecycle.reject(before, reason)
    row = _done(session, caller, row, before, after, Words("reject", "rejected"), approved_by=None, rule_id=None)
    orders.decide(session, row, "rejected", caller.user_id, rule_id=None, reason=after.reason)
    return row


def issue_order(session: Session, caller: Caller, name: str, expected: int) -> OrderRow:
    """Send the approved version to the supplier; the first is `issued`, a later one `changed`."""
    row, before = begun(session, name, expected)
    after = lifecycle.issue(before)
    check_supplier(session, before)
    check_received(after.content, orders.received(session, row.id))
    event = "issued" if before.issued_version is None else "changed"
    row = _done(session, caller, row, before, after, Words("issue", event))
    orders.next_balances(session, row, after.content)
    return row


def cancel_order(session: Session, caller: Caller, name: str, expected: int, reason: str) -> OrderRow:
    """End an order of which nothing was received, with a reason."""
    row, before = begun(session, name, expected)
    after = lifecycle.cancel(before, reason, receipt_of(session, row))
    return _done(session, caller, row, before, after, Words("cancel", "cancelled"))


def close_order(session: Session, caller: Caller, name: str, expected: int, reason: str) -> OrderRow:
    """End an order; short of what was ordered only with a reason."""
    row, before = begun(session, name, expected)
    after = lifecycle.close(before, receipt_of(session, row), reason)
    return _done(session, caller, row, before, after, Words("close", "closed"))


def receipt_of(session: Session, row: OrderRow) -> Receipt:
    """How much of an order has come."""
    return receipt_state(orders.fulfilled(session, [row.id])[row.id])


def _done(
    session: Session, caller: Caller, row: OrderRow, before: PurchaseOrder, after: PurchaseOrder, words: Words,
    **more: Any,  # noqa: ANN401 - columns of the order's row
) -> OrderRow:  # fmt: skip
    """Move the rows, and tell the audit log and whoever listens."""
    row = _moved(session, caller, row, before, after, **more)
    record(session, caller.actor, words.action, DOCUMENT, row.id, told(before), told(after))
    _tell(session, caller, row, after, words.event)
    return row


def _moved(
    session: Session, caller: Caller, row: OrderRow, before: PurchaseOrder, after: PurchaseOrder, **more: Any  # noqa: ANN401 - columns
) -> OrderRow:  # fmt: skip
    return orders.move(session, row, row.version, before, after, caller.user_id, **more)


def _tell(session: Session, caller: Caller, row: OrderRow, order: PurchaseOrder, event: str) -> None:
    emit(session, caller.actor, [_happening(row, order, event)])


def _happening(row: OrderRow, order: PurchaseOrder, event: str) -> Happening:
    version = order.issued_version if event in {"issued", "changed", "cancelled", "closed"} else None
    body = {"id": row.id, **told(order)}
    return Happening(f"{DOCUMENT}.{event}", DOCUMENT, row.id, version or order.present.number, body)
