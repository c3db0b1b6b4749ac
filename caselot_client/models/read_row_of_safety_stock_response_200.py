from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReadRowOfSafetyStockResponse200")


@_attrs_define
class ReadRowOfSafetyStockResponse200:
    """Stock that should not be undercut.

    Attributes:
        item_id (str): what; text that is not blank, of at most 64 characters
        node_id (str): where; text that is not blank, of at most 64 characters
        units (float | str): how much (units); a finite number from 0 to 1,000,000,000
    """

    item_id: str
    node_id: str
    units: float | str

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        node_id = self.node_id

        units: float | str
        units = self.units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "node_id": node_id,
                "units": units,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        def _parse_units(data: object) -> float | str:
            return cast(float | str, data)

        units = _parse_units(d.pop("units"))

        read_row_of_safety_stock_response_200 = cls(
            item_id=item_id,
            node_id=node_id,
            units=units,
        )

        return read_row_of_safety_stock_response_200
