from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.new_part import NewPart


T = TypeVar("T", bound="NewLineAnswer")


@_attrs_define
class NewLineAnswer:
    """The answer to a line, in parts that add up to its units.

    Attributes:
        line (int):
        parts (list[NewPart]):
    """

    line: int
    parts: list[NewPart]

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "parts": parts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_part import NewPart  # noqa: PLC0415

        d = dict(src_dict)
        line = d.pop("line")

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = NewPart.from_dict(parts_item_data)

            parts.append(parts_item)

        new_line_answer = cls(
            line=line,
            parts=parts,
        )

        return new_line_answer
