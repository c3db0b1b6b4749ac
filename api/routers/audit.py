"""/v1/audit: who did what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.auth.caller import Caller
from api.auth.guard import may
from api.paging import PageAsked, matching, paginate
from api.schemas.audit import AuditEntry
from api.schemas.kinds import Identifier, Page
from api.transaction import Transaction, TransactionRoute
from models.db.repositories import audit
from models.db.rows.audit import AuditRow

router = APIRouter(prefix="/v1/audit", tags=["who is who"], route_class=TransactionRoute)
Text = Annotated[Identifier | None, Query()]


@router.get("")
def list_audit(
    _: Annotated[Caller, Depends(may("audit.read"))], session: Transaction, page: PageAsked, kind: Text = None,
    document_id: Text = None, user_id: Text = None, action: Text = None,
) -> Page[AuditEntry]:  # fmt: skip
    """The audit log, newest first."""
    wanted = {
        AuditRow.kind: kind, AuditRow.document_id: document_id, AuditRow.user_id: user_id, AuditRow.action: action,
    }  # fmt: skip
    rows, cursor = paginate(session, matching(audit.every(), wanted), [AuditRow.number], page, descending=True)
    return Page[AuditEntry](items=[AuditEntry.model_validate(row) for row in rows], next_cursor=cursor)
