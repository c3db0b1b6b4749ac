from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ItemStandingChange")


@_attrs_define
class ItemStandingChange:
    """What is said about an item.

    Attributes:
        segment (None | str | Unset):
        critical (bool | Unset):  Default: False.
    """

    segment: None | str | Unset = UNSET
    critical: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        segment: None | str | Unset
        if isinstance(self.segment, Unset):
            segment = UNSET
        else:
            segment = self.segment

        critical = self.critical

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if segment is not UNSET:
            field_dict["segment"] = segment
        if critical is not UNSET:
            field_dict["critical"] = critical

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_segment(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        segment = _parse_segment(d.pop("segment", UNSET))

        critical = d.pop("critical", UNSET)

        item_standing_change = cls(
            segment=segment,
            critical=critical,
        )

        return item_standing_change
