from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Expected")


@_attrs_define
class Expected:
    """Units of a line by the day on which they are expected at the node.

    Attributes:
        line (int):
        item_id (str):
        node_id (str):
        date (datetime.date):
        units (int):
    """

    line: int
    item_id: str
    node_id: str
    date: datetime.date
    units: int

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        item_id = self.item_id

        node_id = self.node_id

        date = self.date.isoformat()

        units = self.units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "item_id": item_id,
                "node_id": node_id,
                "date": date,
                "units": units,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        date = datetime.date.fromisoformat(d.pop("date"))

        units = d.pop("units")

        expected = cls(
            line=line,
            item_id=item_id,
            node_id=node_id,
            date=date,
            units=units,
        )

        return expected
