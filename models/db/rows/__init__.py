"""One file for each document. Every row class is imported here, so that the metadata is whole."""

from models.db.rows.audit import AuditHeadRow, AuditRow
from models.db.rows.idempotency import AnswerRow
from models.db.rows.keys import KeyRow
from models.db.rows.organisations import OrganisationRow
from models.db.rows.users import UserRow

__all__ = ["AnswerRow", "AuditHeadRow", "AuditRow", "KeyRow", "OrganisationRow", "UserRow"]
