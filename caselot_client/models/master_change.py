from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MasterChange")


@_attrs_define
class MasterChange:
    """One change of one table, of one row or of millions.

    Attributes:
        number (int):
        table_name (str):
        action (str): `put`, `delete` or `load`.
        inserted (int):
        changed (int):
        deleted (int):
        at (datetime.datetime):
        user_id (str):
        user_name (str):
        request_id (str):
        digest (str): SHA-256 of its rows before and after; the audit log has it too.
    """

    number: int
    table_name: str
    action: str
    inserted: int
    changed: int
    deleted: int
    at: datetime.datetime
    user_id: str
    user_name: str
    request_id: str
    digest: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        table_name = self.table_name

        action = self.action

        inserted = self.inserted

        changed = self.changed

        deleted = self.deleted

        at = self.at.isoformat()

        user_id = self.user_id

        user_name = self.user_name

        request_id = self.request_id

        digest = self.digest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "table_name": table_name,
                "action": action,
                "inserted": inserted,
                "changed": changed,
                "deleted": deleted,
                "at": at,
                "user_id": user_id,
                "user_name": user_name,
                "request_id": request_id,
                "digest": digest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        table_name = d.pop("table_name")

        action = d.pop("action")

        inserted = d.pop("inserted")

        changed = d.pop("changed")

        deleted = d.pop("deleted")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        user_id = d.pop("user_id")

        user_name = d.pop("user_name")

        request_id = d.pop("request_id")

        digest = d.pop("digest")

        master_change = cls(
            number=number,
            table_name=table_name,
            action=action,
            inserted=inserted,
            changed=changed,
            deleted=deleted,
            at=at,
            user_id=user_id,
            user_name=user_name,
            request_id=request_id,
            digest=digest,
        )

        return master_change
