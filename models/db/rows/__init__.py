"""One file for each document. Every row class is imported here, so that the metadata is whole."""

from models.db.rows.audit import AuditHeadRow, AuditRow
from models.db.rows.idempotency import AnswerRow
from models.db.rows.keys import KeyRow
from models.db.rows.master import MASTER_ROWS, MasterChangePartRow, MasterChangeRow, SupplierKeeperRow
from models.db.rows.organisations import OrganisationRow
from models.db.rows.users import UserRow

__all__ = [
    "MASTER_ROWS",
    "AnswerRow",
    "AuditHeadRow",
    "AuditRow",
    "KeyRow",
    "MasterChangePartRow",
    "MasterChangeRow",
    "OrganisationRow",
    "SupplierKeeperRow",
    "UserRow",
]
