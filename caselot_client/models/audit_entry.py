from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AuditEntry")


@_attrs_define
class AuditEntry:
    """Who did what to which document, and when.

    Attributes:
        number (int):
        at (datetime.datetime):
        user_id (str):
        user_name (str):
        action (str):
        kind (str):
        document_id (str):
        before (Any):
        after (Any):
        request_id (str):
        previous (str):
        digest (str):
    """

    number: int
    at: datetime.datetime
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

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        at = self.at.isoformat()

        user_id = self.user_id

        user_name = self.user_name

        action = self.action

        kind = self.kind

        document_id = self.document_id

        before = self.before

        after = self.after

        request_id = self.request_id

        previous = self.previous

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "at": at,
                "user_id": user_id,
                "user_name": user_name,
                "action": action,
                "kind": kind,
                "document_id": document_id,
                "before": before,
                "after": after,
                "request_id": request_id,
                "previous": previous,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        user_id = d.pop("user_id")

        user_name = d.pop("user_name")

        action = d.pop("action")

        kind = d.pop("kind")

        document_id = d.pop("document_id")

        before = d.pop("before")

        after = d.pop("after")

        request_id = d.pop("request_id")

        previous = d.pop("previous")

        digest = d.pop("digest")

        audit_entry = cls(
            number=number,
            at=at,
            user_id=user_id,
            user_name=user_name,
            action=action,
            kind=kind,
            document_id=document_id,
            before=before,
            after=after,
            request_id=request_id,
            previous=previous,
            digest=digest,
        )

        return audit_entry
