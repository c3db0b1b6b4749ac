from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="MasterEffect")


@_attrs_define
class MasterEffect:
    """What a change of a table did.

    Attributes:
        change (int | None): Its number in the history; null where everything was so already.
        inserted (int):
        changed (int):
        deleted (int):
        unchanged (int):
    """

    change: int | None
    inserted: int
    changed: int
    deleted: int
    unchanged: int

    def to_dict(self) -> dict[str, Any]:
        change: int | None
        change = self.change

        inserted = self.inserted

        changed = self.changed

        deleted = self.deleted

        unchanged = self.unchanged

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "change": change,
                "inserted": inserted,
                "changed": changed,
                "deleted": deleted,
                "unchanged": unchanged,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_change(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        change = _parse_change(d.pop("change"))

        inserted = d.pop("inserted")

        changed = d.pop("changed")

        deleted = d.pop("deleted")

        unchanged = d.pop("unchanged")

        master_effect = cls(
            change=change,
            inserted=inserted,
            changed=changed,
            deleted=deleted,
            unchanged=unchanged,
        )

        return master_effect
