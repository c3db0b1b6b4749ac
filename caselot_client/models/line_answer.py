from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.part import Part


T = TypeVar("T", bound="LineAnswer")


@_attrs_define
class LineAnswer:
    """The answer to a line.

    Attributes:
        line (int):
        parts (list[Part]):
    """

    line: int
    parts: list[Part]

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
        from ..models.part import Part  # noqa: PLC0415

        d = dict(src_dict)
        line = d.pop("line")

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = Part.from_dict(parts_item_data)

            parts.append(parts_item)

        line_answer = cls(
            line=line,
            parts=parts,
        )

        return line_answer
