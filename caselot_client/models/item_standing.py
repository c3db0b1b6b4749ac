from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ItemStanding")


@_attrs_define
class ItemStanding:
    """The segment of an item, and whether it is critical.

    Attributes:
        item_id (str):
        segment (str):
        critical (bool):
        version (int):
    """

    item_id: str
    segment: str
    critical: bool
    version: int

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        segment = self.segment

        critical = self.critical

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "segment": segment,
                "critical": critical,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        segment = d.pop("segment")

        critical = d.pop("critical")

        version = d.pop("version")

        item_standing = cls(
            item_id=item_id,
            segment=segment,
            critical=critical,
            version=version,
        )

        return item_standing
