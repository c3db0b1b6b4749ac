"""One file for each document. Every row class is imported here, so that the metadata is whole."""

from models.db.rows.acknowledgements import AcknowledgementPartRow, AcknowledgementRow, InterchangeRow
from models.db.rows.approvals import ApprovalLimitRow, ApprovalRuleRow, ItemStandingRow, SupplierStandingRow
from models.db.rows.audit import AuditHeadRow, AuditRow
from models.db.rows.datasets import DatasetRow, SnapshotRow
from models.db.rows.events import CounterRow, DeliveryRow, EventRow, WebhookRow
from models.db.rows.idempotency import AnswerRow
from models.db.rows.keys import KeyRow
from models.db.rows.master import MASTER_ROWS, MasterChangePartRow, MasterChangeRow, SupplierKeeperRow
from models.db.rows.orders import (
    OrderBalanceRow,
    OrderDecisionRow,
    OrderLineRow,
    OrderRow,
    OrderVersionRow,
    ReleasedLineRow,
)
from models.db.rows.organisations import OrganisationRow
from models.db.rows.plans import PlanLineRow, PlanRow, PlanTableRow
from models.db.rows.runs import RunEventRow, RunRow, RunTagRow
from models.db.rows.users import UserRow

__all__ = [
    "MASTER_ROWS",
    "AcknowledgementPartRow",
    "AcknowledgementRow",
    "AnswerRow",
    "ApprovalLimitRow",
    "ApprovalRuleRow",
    "AuditHeadRow",
    "AuditRow",
    "CounterRow",
    "DatasetRow",
    "DeliveryRow",
    "EventRow",
    "InterchangeRow",
    "ItemStandingRow",
    "KeyRow",
    "MasterChangePartRow",
    "MasterChangeRow",
    "OrderBalanceRow",
    "OrderDecisionRow",
    "OrderLineRow",
    "OrderRow",
    "OrderVersionRow",
    "OrganisationRow",
    "PlanLineRow",
    "PlanRow",
    "PlanTableRow",
    "ReleasedLineRow",
    "RunEventRow",
    "RunRow",
    "RunTagRow",
    "SnapshotRow",
    "SupplierKeeperRow",
    "SupplierStandingRow",
    "UserRow",
    "WebhookRow",
]
