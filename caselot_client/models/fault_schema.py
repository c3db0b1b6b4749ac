from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FaultSchema")


@_attrs_define
class FaultSchema:
    """One thing that is wrong, and where.

    Attributes:
        table (str):
        row (int | None):
        column (str):
        value (str):
        expected (str):
    """

    table: str
    row: int | None
    column: str
    value: str
    expected: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table = self.table

        row: int | None
        row = self.row

        column = self.column

        value = self.value

        expected = self.expected

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
                "row": row,
                "column": column,
                "value": value,
                "expected": expected,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        table = d.pop("table")

        def _parse_row(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        row = _parse_row(d.pop("row"))

        column = d.pop("column")

        value = d.pop("value")

        expected = d.pop("expected")

        fault_schema = cls(
            table=table,
            row=row,
            column=column,
            value=value,
            expected=expected,
        )

        fault_schema.additional_properties = d
        return fault_schema

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
