from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReleasedBefore")


@_attrs_define
class ReleasedBefore:
    """A line that was asked for and had been released before.

    Attributes:
        line_id (str):
        purchase_order_id (str):
    """

    line_id: str
    purchase_order_id: str

    def to_dict(self) -> dict[str, Any]:
        line_id = self.line_id

        purchase_order_id = self.purchase_order_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line_id": line_id,
                "purchase_order_id": purchase_order_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line_id = d.pop("line_id")

        purchase_order_id = d.pop("purchase_order_id")

        released_before = cls(
            line_id=line_id,
            purchase_order_id=purchase_order_id,
        )

        return released_before
