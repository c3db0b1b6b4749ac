from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ListRowsOfKitsResponse200ItemsItem")


@_attrs_define
class ListRowsOfKitsResponse200ItemsItem:
    """What a kit is put together from when it ships, all of it from one node in one period. A kit has a row in items and
    demand, and none in offers, stock, inbound or safety_stock. Kits of kits are multiplied out.

        Attributes:
            kit_id (str): the kit; text that is not blank, of at most 64 characters
            component_id (str): an item or a kit in it; text that is not blank, of at most 64 characters
            units (float | str): how many of it (units per kit); a whole number from 1 to 1,000,000,000
    """

    kit_id: str
    component_id: str
    units: float | str

    def to_dict(self) -> dict[str, Any]:
        kit_id = self.kit_id

        component_id = self.component_id

        units: float | str
        units = self.units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kit_id": kit_id,
                "component_id": component_id,
                "units": units,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kit_id = d.pop("kit_id")

        component_id = d.pop("component_id")

        def _parse_units(data: object) -> float | str:
            return cast(float | str, data)

        units = _parse_units(d.pop("units"))

        list_rows_of_kits_response_200_items_item = cls(
            kit_id=kit_id,
            component_id=component_id,
            units=units,
        )

        return list_rows_of_kits_response_200_items_item
