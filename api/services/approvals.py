"""Whether somebody may approve an order, and whether a rule approves it by itself."""

import datetime as dt
from collections.abc import Collection
from fractions import Fraction

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.auth.permissions import PERMISSIONS, Role
from api.services.order_master import unknown_suppliers
from models.db.repositories import approvals, master_history, persons, users
from models.ledger.approval import ACTIVE, Case, Limit, Rule, check_limits, check_rule, rule_for
from models.ledger.duties import Act, Deed, check_duties
from models.ledger.errors import LimitError
from models.ledger.money import MAX_AMOUNT, Money
from models.ledger.purchase_order import PurchaseOrder
from models.refusals import ConflictError, NotFoundError

APPROVE = "orders.approve"
UNKNOWN = "unknown"
"""The status of suppliers that the master data do not have; no limit covers it."""


def case_of(session: Session, order: PurchaseOrder) -> Case:
    """What an approval looks at, as things stand."""
    content = order.content
    standing = approvals.supplier(session, content.header.supplier_id)
    items = approvals.items(session, {line.item_id for line in content.lines})
    critical = sorted(id_ for id_, item in items.items() if item.critical)
    segments = {items[line.item_id].segment if line.item_id in items else "" for line in content.lines}
    supplier_id = content.header.supplier_id
    status = _unsaid(session, supplier_id) if standing is None else standing.status
    return Case(order.number, content.total, supplier_id, status, tuple(critical), frozenset(segments))


def check_may_approve(session: Session, caller: Caller, order: PurchaseOrder) -> None:
    """Raises DutyError and LimitError, which say why the caller may not approve this order."""
    mine = persons.in_one_hand(session, {caller.user_id}, _begun(order))
    check_duties(order.number, caller.user_id, Act.APPROVE_ORDER, _done(session, order), mine)
    case = case_of(session, order)
    check_limits(caller.user_id, _limits_of(session, caller.user_id, case.total.currency), case)


def check_supplier(session: Session, order: PurchaseOrder) -> None:
    """Raises ConflictError where nothing may be sent to the supplier any more."""
    case = case_of(session, order)
    if case.supplier_status == "blocked":
        raise ConflictError(f"{order.number} cannot be issued: supplier {case.supplier_id} is blocked.")


def automatic(session: Session, order: PurchaseOrder) -> Rule | None:
    """The rule that approves an order by itself, None where none does.

    A rule counts only while who set it could approve the order by hand: is an approver still, has a limit that covers
    it, wrote none of it and does not keep its supplier's data.
    """
    case = case_of(session, order)
    doers = {who for people in _done(session, order).values() for who in people}
    barred = persons.in_one_hand(session, doers, _begun(order))
    rules = [rule for rule in approvals.active_rules(session) if _stands(session, rule, case)]
    return rule_for(rules, case, frozenset(barred))


def check_new_rule(session: Session, rule: Rule) -> None:
    """Raises LimitError where who sets a rule could not approve by hand what it would approve."""
    check_rule(rule, _limits_of(session, rule.set_by, rule.amount.currency))


def _unsaid(session: Session, supplier_id: str) -> str:
    """The status of a supplier of whose standing nobody has said anything: one that nobody knows is not active."""
    return UNKNOWN if unknown_suppliers(session, {supplier_id}) else ACTIVE


def _begun(order: PurchaseOrder) -> dt.datetime:
    """When the first of it was written."""
    return order.versions[0].at


def _done(session: Session, order: PurchaseOrder) -> dict[Deed, Collection[str]]:
    standing = approvals.supplier(session, order.content.header.supplier_id)
    keepers = {*([] if standing is None else standing.kept_by)}
    keepers.update(master_history.keepers(session, order.content.header.supplier_id))
    return {Deed.WROTE_ORDER: order.writers, Deed.KEEPS_SUPPLIER: sorted(keepers)}


def _limits_of(session: Session, user_id: str, currency: str) -> list[Limit]:
    """The limits of a user. While an organisation has set none at all, approvers may approve for active suppliers."""
    if approvals.any_limit(session):
        return approvals.limits_of(session, user_id)
    return [Limit(user_id, Money.rounded(Fraction(MAX_AMOUNT), currency), critical=True)]


def _stands(session: Session, rule: Rule, case: Case) -> bool:
    try:
        user = users.get(session, rule.set_by)
        check_limits(rule.set_by, _limits_of(session, rule.set_by, case.total.currency), case)
    except (NotFoundError, LimitError):
        return False
    roles = {Role(role) for role in user.roles}
    return user.disabled_at is None and bool(roles & PERMISSIONS[APPROVE])
