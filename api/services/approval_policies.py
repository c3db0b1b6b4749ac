"""Limits, rules of automatic approval, and the standing of suppliers and items: set, change, end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.auth.caller import Caller
from api.services.approvals import check_new_rule
from models.db.ids import new_id
from models.db.repositories import approvals, persons, users
from models.db.repositories.audit import record
from models.db.repositories.versions import change
from models.db.rows.approvals import ApprovalLimitRow, ApprovalRuleRow, ItemStandingRow, SupplierStandingRow
from models.ledger.money import Money
from models.refusals import ConflictError, StaleVersionError


def set_limit(
    session: Session, caller: Caller, holder_id: str, amount: Money, *, statuses: Sequence[str], critical: bool
) -> ApprovalLimitRow:
    """Give a user a limit. Raises NotFoundError for an unknown user, ConflictError where it is the caller's own."""
    users.get(session, holder_id)
    _not_the_own(session, caller, holder_id)
    row = ApprovalLimitRow(
        id=new_id("LIM"),
        organisation_id=caller.organisation_id,
        holder_id=holder_id,
        currency=amount.currency,
        amount_minor=amount.minor,
        supplier_statuses=sorted(set(statuses)),
        critical=critical,
        created_by=caller.user_id,
        updated_by=caller.user_id,
    )
    session.add(row)
    session.flush()
    record(session, caller.actor, "set", "approval_limit", row.id, None, _limit(row))
    return row


def change_limit(
    session: Session, caller: Caller, id_: str, expected: int, amount: Money, *, statuses: Sequence[str], critical: bool
) -> ApprovalLimitRow:  # fmt: skip
    """Change a limit; an amount of 0 takes it away. Raises NotFoundError, StaleVersionError, ConflictError."""
    row = approvals.limit(session, id_)
    _not_the_own(session, caller, row.holder_id)
    before = _limit(row)
    row = change(
        session, ApprovalLimitRow, id_, expected, caller.user_id, currency=amount.currency, amount_minor=amount.minor,
        supplier_statuses=sorted(set(statuses)), critical=critical,
    )  # fmt: skip
    record(session, caller.actor, "change", "approval_limit", id_, before, _limit(row))
    return row


def set_rule(
    session: Session, caller: Caller, amount: Money, *, suppliers: Sequence[str], segments: Sequence[str],
    critical: bool,
) -> ApprovalRuleRow:  # fmt: skip
    """Set a rule that the caller answers for. Raises LimitError where it would approve what the caller could not."""
    row = ApprovalRuleRow(
        id=new_id("RUL"),
        organisation_id=caller.organisation_id,
        currency=amount.currency,
        amount_minor=amount.minor,
        suppliers=sorted(set(suppliers)),
        segments=sorted(set(segments)),
        critical=critical,
        active=True,
        created_by=caller.user_id,
        updated_by=caller.user_id,
    )
    check_new_rule(session, approvals.rule_of(row))
    session.add(row)
    session.flush()
    record(session, caller.actor, "set", "approval_rule", row.id, None, _rule(row))
    return row


def end_rule(session: Session, caller: Caller, id_: str, expected: int) -> ApprovalRuleRow:
    """Let a rule approve nothing any more. Raises NotFoundError, StaleVersionError."""
    before = _rule(approvals.rule(session, id_))
    row = change(session, ApprovalRuleRow, id_, expected, caller.user_id, active=False)
    record(session, caller.actor, "end", "approval_rule", id_, before, _rule(row))
    return row


def keep_supplier(session: Session, caller: Caller, id_: str, expected: int, status: str) -> SupplierStandingRow:
    """Say what a supplier's status is; whoever says it keeps its data. Version 0 is of what nobody has said yet."""
    found = approvals.supplier(session, id_)
    if found is None:
        _first("supplier", id_, expected)
        row = SupplierStandingRow(
            organisation_id=caller.organisation_id, id=id_, status=status, kept_by=[caller.user_id],
            created_by=caller.user_id, updated_by=caller.user_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        record(session, caller.actor, "keep", "supplier", id_, None, {"status": status})
        return row
    before = {"status": found.status, "kept_by": list(found.kept_by)}
    keepers = sorted({*found.kept_by, caller.user_id})
    row = change(session, SupplierStandingRow, id_, expected, caller.user_id, status=status, kept_by=keepers)
    record(session, caller.actor, "keep", "supplier", id_, before, {"status": status, "kept_by": keepers})
    return row


def keep_item(
    session: Session, caller: Caller, id_: str, expected: int, *, segment: str, critical: bool
) -> ItemStandingRow:  # fmt: skip
    """Say what an item's segment is, and whether it is critical. Version 0 is of what nobody has said yet."""
    found = approvals.item(session, id_)
    told = {"segment": segment, "critical": critical}
    if found is None:
        _first("item", id_, expected)
        row = ItemStandingRow(
            organisation_id=caller.organisation_id, id=id_, segment=segment, critical=critical,
            created_by=caller.user_id, updated_by=caller.user_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        record(session, caller.actor, "keep", "item", id_, None, told)
        return row
    before = {"segment": found.segment, "critical": found.critical}
    row = change(session, ItemStandingRow, id_, expected, caller.user_id, segment=segment, critical=critical)
    record(session, caller.actor, "keep", "item", id_, before, told)
    return row


def _not_the_own(session: Session, caller: Caller, holder_id: str) -> None:
    if holder_id in persons.one_person(session, {caller.user_id}):
        raise ConflictError("Nobody sets their own limit; another administrator can.")


def _first(kind: str, id_: str, expected: int) -> None:
    if expected != 0:
        raise StaleVersionError(kind, id_, expected=expected, current=0)


def _limit(row: ApprovalLimitRow) -> dict[str, Any]:
    return {
        "holder_id": row.holder_id,
        "amount": str(Money(row.amount_minor, row.currency)),
        "supplier_statuses": row.supplier_statuses,
        "critical": row.critical,
    }


def _rule(row: ApprovalRuleRow) -> dict[str, Any]:
    amount = str(Money(row.amount_minor, row.currency))
    return {
        "amount": amount, "suppliers": row.suppliers, "segments": row.segments, "critical": row.critical,
        "active": row.active,
    }  # fmt: skip
