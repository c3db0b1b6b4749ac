"""/v1/approval-limits, /v1/approval-rules, and the standing of suppliers and items that both look at."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.approvals import (
    ItemStanding,
    ItemStandingChange,
    Limit,
    LimitChange,
    NewLimit,
    NewRule,
    Rule,
    SupplierStanding,
    SupplierStandingChange,
)
from api.schemas.kinds import Identifier, MoneyAmount, Page
from api.services import approval_policies as service
from api.transaction import Transaction, TransactionRoute
from api.versions import ExpectedVersion, show_version
from models.db.repositories import approvals
from models.db.rows.approvals import ApprovalLimitRow, ApprovalRuleRow, ItemStandingRow, SupplierStandingRow
from models.ledger.money import Money

router = APIRouter(prefix="/v1", tags=["approvals"], route_class=TransactionRoute)
Reader = Annotated[Caller, Depends(may("orders.read"))]
Policy = Annotated[Caller, Depends(may("policies.write"))]
RuleSetter = Annotated[Caller, Depends(may("approval_rules.write"))]
MasterReader = Annotated[Caller, Depends(may("master.read"))]
SupplierKeeper = Annotated[Caller, Depends(may("suppliers.write"))]
ItemKeeper = Annotated[Caller, Depends(may("items.write"))]


@router.get("/approval-limits")
def list_limits(
    _: Reader, session: Transaction, page: PageAsked, holder_id: Annotated[Identifier | None, Query()] = None
) -> Page[Limit]:
    """The limits, oldest first."""
    statement = matching(approvals.every_limit(), {ApprovalLimitRow.holder_id: holder_id})
    rows, cursor = paginate(session, statement, [ApprovalLimitRow.id], page)
    return Page[Limit](items=[_limit(row) for row in rows], next_cursor=cursor)


@router.post("/approval-limits", status_code=201)
def set_limit(caller: Policy, session: Transaction, body: NewLimit, response: Response) -> Limit:
    """Give a user a limit; nobody sets their own. From the first one on, nobody approves without a limit."""
    row = service.set_limit(
        session, caller, body.holder_id, _money(body.amount), statuses=body.supplier_statuses, critical=body.critical
    )
    response.headers["Location"] = f"/v1/approval-limits/{row.id}"
    show_version(response, row.version)
    return _limit(row)


@router.get("/approval-limits/{limit_id}")
def read_limit(_: Reader, session: Transaction, limit_id: Identifier, response: Response) -> Limit:
    """One limit."""
    row = approvals.limit(session, limit_id)
    show_version(response, row.version)
    return _limit(row)


@router.put("/approval-limits/{limit_id}")
def change_limit(
    caller: Policy, session: Transaction, limit_id: Identifier, body: LimitChange, expected: ExpectedVersion,
    response: Response,
) -> Limit:  # fmt: skip
    """Change a limit; an amount of 0 takes it away."""
    row = service.change_limit(
        session,
        caller,
        limit_id,
        expected,
        _money(body.amount),
        statuses=body.supplier_statuses,
        critical=body.critical,
    )
    show_version(response, row.version)
    return _limit(row)


@router.get("/approval-rules")
def list_rules(
    _: Reader, session: Transaction, page: PageAsked, active: Annotated[bool | None, Query()] = None
) -> Page[Rule]:
    """The rules of automatic approval, oldest first."""
    statement = matching(approvals.every_rule(), {ApprovalRuleRow.active: active})
    rows, cursor = paginate(session, statement, [ApprovalRuleRow.id], page)
    return Page[Rule](items=[_rule(row) for row in rows], next_cursor=cursor)


@router.post("/approval-rules", status_code=201)
def set_rule(caller: RuleSetter, session: Transaction, body: NewRule, response: Response) -> Rule:
    """Set a rule that approves orders when they are submitted; its setter answers for it, within the own limit."""
    row = service.set_rule(
        session, caller, _money(body.amount), suppliers=body.suppliers, segments=body.segments, critical=body.critical
    )
    response.headers["Location"] = f"/v1/approval-rules/{row.id}"
    show_version(response, row.version)
    return _rule(row)


@router.get("/approval-rules/{rule_id}")
def read_rule(_: Reader, session: Transaction, rule_id: Identifier, response: Response) -> Rule:
    """One rule."""
    row = approvals.rule(session, rule_id)
    show_version(response, row.version)
    return _rule(row)


@router.post("/approval-rules/{rule_id}/end")
def end_rule(
    caller: RuleSetter, session: Transaction, rule_id: Identifier, expected: ExpectedVersion, response: Response
) -> Rule:
    """Let a rule approve nothing any more; what it approved stays approved."""
    row = service.end_rule(session, caller, rule_id, expected)
    show_version(response, row.version)
    return _rule(row)


@router.get("/suppliers/{supplier_id}/standing")
def read_supplier(
    _: MasterReader, session: Transaction, supplier_id: Identifier, response: Response
) -> SupplierStanding:
    """The status of a supplier and who keeps its data; version 0 where nobody has said anything yet."""
    return _supplier(supplier_id, approvals.supplier(session, supplier_id), response)


@router.put("/suppliers/{supplier_id}/standing")
def keep_supplier(
    caller: SupplierKeeper, session: Transaction, supplier_id: Identifier, body: SupplierStandingChange,
    expected: ExpectedVersion, response: Response,
) -> SupplierStanding:  # fmt: skip
    """Say what a supplier's status is; the first time with If-Match "0"."""
    row = service.keep_supplier(session, caller, supplier_id, expected, body.status)
    return _supplier(supplier_id, row, response)


@router.get("/items/{item_id}/standing")
def read_item(_: MasterReader, session: Transaction, item_id: Identifier, response: Response) -> ItemStanding:
    """The segment of an item and whether it is critical; version 0 where nobody has said anything yet."""
    return _item(item_id, approvals.item(session, item_id), response)


@router.put("/items/{item_id}/standing")
def keep_item(
    caller: ItemKeeper, session: Transaction, item_id: Identifier, body: ItemStandingChange, expected: ExpectedVersion,
    response: Response,
) -> ItemStanding:  # fmt: skip
    """Say what an item's segment is and whether it is critical; the first time with If-Match "0"."""
    row = service.keep_item(session, caller, item_id, expected, segment=body.segment or "", critical=body.critical)
    return _item(item_id, row, response)


def _money(amount: MoneyAmount) -> Money:
    return Money(amount.minor, amount.currency)


def _limit(row: ApprovalLimitRow) -> Limit:
    return Limit(
        id=row.id,
        holder_id=row.holder_id,
        amount=MoneyAmount.of(row.amount_minor, row.currency),
        supplier_statuses=row.supplier_statuses,
        critical=row.critical,
        version=row.version,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )


def _rule(row: ApprovalRuleRow) -> Rule:
    return Rule(
        id=row.id,
        amount=MoneyAmount.of(row.amount_minor, row.currency),
        suppliers=row.suppliers,
        segments=row.segments,
        critical=row.critical,
        active=row.active,
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _supplier(id_: str, row: SupplierStandingRow | None, response: Response) -> SupplierStanding:
    version = 0 if row is None else row.version
    show_version(response, version)
    if row is None:
        return SupplierStanding(supplier_id=id_, status="active", kept_by=[], version=version)
    return SupplierStanding(supplier_id=id_, status=row.status, kept_by=row.kept_by, version=version)


def _item(id_: str, row: ItemStandingRow | None, response: Response) -> ItemStanding:
    version = 0 if row is None else row.version
    show_version(response, version)
    if row is None:
        return ItemStanding(item_id=id_, segment="", critical=False, version=version)
    return ItemStanding(item_id=id_, segment=row.segment, critical=row.critical, version=version)
