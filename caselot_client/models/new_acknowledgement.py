from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_line_answer import NewLineAnswer


T = TypeVar("T", bound="NewAcknowledgement")


@_attrs_define
class NewAcknowledgement:
    """A supplier's answer to an issued order.

    Attributes:
        order (str): Its id or number.
        lines (list[NewLineAnswer]):
        order_version (int | None | Unset): The version that is answered; needed where more than one was issued.
        reference (None | str | Unset): The supplier's own number.
    """

    order: str
    lines: list[NewLineAnswer]
    order_version: int | None | Unset = UNSET
    reference: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        order = self.order

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        order_version: int | None | Unset
        if isinstance(self.order_version, Unset):
            order_version = UNSET
        else:
            order_version = self.order_version

        reference: None | str | Unset
        if isinstance(self.reference, Unset):
            reference = UNSET
        else:
            reference = self.reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "order": order,
                "lines": lines,
            }
        )
        if order_version is not UNSET:
            field_dict["order_version"] = order_version
        if reference is not UNSET:
            field_dict["reference"] = reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_line_answer import NewLineAnswer  # noqa: PLC0415

        d = dict(src_dict)
        order = d.pop("order")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = NewLineAnswer.from_dict(lines_item_data)

            lines.append(lines_item)

        def _parse_order_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        order_version = _parse_order_version(d.pop("order_version", UNSET))

        def _parse_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reference = _parse_reference(d.pop("reference", UNSET))

        new_acknowledgement = cls(
            order=order,
            lines=lines,
            order_version=order_version,
            reference=reference,
        )

        return new_acknowledgement
