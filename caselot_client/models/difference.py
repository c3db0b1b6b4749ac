from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Difference")


@_attrs_define
class Difference:
    """One field in which a version differs from the one before; `line` is null for the header.

    Attributes:
        line (int | None):
        field (str):
        before (str):
        after (str):
    """

    line: int | None
    field: str
    before: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        line: int | None
        line = self.line

        field = self.field

        before = self.before

        after = self.after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "field": field,
                "before": before,
                "after": after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_line(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        line = _parse_line(d.pop("line"))

        field = d.pop("field")

        before = d.pop("before")

        after = d.pop("after")

        difference = cls(
            line=line,
            field=field,
            before=before,
            after=after,
        )

        return difference
