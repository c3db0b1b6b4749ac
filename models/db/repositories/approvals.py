"""Limits, rules of automatic approval, and the standing of suppliers and items."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.db.portions import portions
from models.db.rows.approvals import ApprovalLimitRow, ApprovalRuleRow, ItemStandingRow, SupplierStandingRow
from models.ledger.approval import Limit, Rule
from models.ledger.money import Money
from models.refusals import NotFoundError


def every_limit() -> Select[ApprovalLimitRow]:
    """All limits of the organisation, for a page of them."""
    return select(ApprovalLimitRow)


def every_rule() -> Select[ApprovalRuleRow]:
    """All rules of the organisation, for a page of them."""
    return select(ApprovalRuleRow)


def limit(session: Session, id_: str) -> ApprovalLimitRow:
    """One limit. Raises NotFoundError."""
    row = session.scalars(select(ApprovalLimitRow).where(ApprovalLimitRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("approval limit", id_)
    return row


def rule(session: Session, id_: str) -> ApprovalRuleRow:
    """One rule. Raises NotFoundError."""
    row = session.scalars(select(ApprovalRuleRow).where(ApprovalRuleRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("approval rule", id_)
    return row


def any_limit(session: Session) -> bool:
    """Whether the organisation has set any limit."""
    return session.scalars(select(ApprovalLimitRow.id).limit(1)).first() is not None


def limits_of(session: Session, holder_id: str) -> list[Limit]:
    """The limits of one user."""
    statement = select(ApprovalLimitRow).where(ApprovalLimitRow.holder_id == holder_id).order_by(ApprovalLimitRow.id)
    return [
        Limit(row.holder_id, Money(row.amount_minor, row.currency), frozenset(row.supplier_statuses), row.critical)
        for row in session.scalars(statement)
    ]


def active_rules(session: Session) -> list[Rule]:
    """The rules that hold, in the order in which they were set."""
    statement = select(ApprovalRuleRow).where(ApprovalRuleRow.active.is_(True)).order_by(ApprovalRuleRow.id)
    return [rule_of(row) for row in session.scalars(statement)]


def rule_of(row: ApprovalRuleRow) -> Rule:
    """The rule of a row."""
    amount = Money(row.amount_minor, row.currency)
    return Rule(row.id, row.created_by, amount, frozenset(row.suppliers), frozenset(row.segments), row.critical)


def supplier(session: Session, id_: str) -> SupplierStandingRow | None:
    """The standing of a supplier, None where nobody has said anything about it."""
    return session.scalars(select(SupplierStandingRow).where(SupplierStandingRow.id == id_)).one_or_none()


def item(session: Session, id_: str) -> ItemStandingRow | None:
    """The standing of an item, None where nobody has said anything about it."""
    return session.scalars(select(ItemStandingRow).where(ItemStandingRow.id == id_)).one_or_none()


def items(session: Session, ids: Collection[str]) -> dict[str, ItemStandingRow]:
    """The standings of some items, by id; none of those that nobody has said anything about."""
    found: dict[str, ItemStandingRow] = {}
    for some in portions(sorted(ids)):
        rows = session.scalars(select(ItemStandingRow).where(ItemStandingRow.id.in_(some)))
        found |= {row.id: row for row in rows}
    return found
