"""Entries of the audit log in bodies."""

from typing import Any

from api.schemas.kinds import Answer, Moment


class AuditEntry(Answer):
    """Who did what to which document, and when."""

    number: int
    at: Moment
    user_id: str
    user_name: str
    action: str
    kind: str
    document_id: str
    before: Any
    after: Any
    request_id: str
    previous: str
    digest: str
