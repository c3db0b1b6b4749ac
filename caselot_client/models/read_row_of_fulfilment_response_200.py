from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfFulfilmentResponse200")


@_attrs_define
class ReadRowOfFulfilmentResponse200:
    """Which node may serve which demand zone. Without this table every zone of the demand is a node and is served by that
    node alone, free of charge.

        Attributes:
            zone_id (str): where demand arises; text that is not blank, of at most 64 characters
            node_id (str): what may serve it; text that is not blank, of at most 64 characters
            cost_per_unit (float | None | str | Unset): cost of serving (money per unit); a finite number from 0 to
                1,000,000,000,000
            cost_per_kg (float | None | str | Unset): cost of serving (money per kg); a finite number from 0 to
                1,000,000,000,000
    """

    zone_id: str
    node_id: str
    cost_per_unit: float | None | str | Unset = UNSET
    cost_per_kg: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        zone_id = self.zone_id

        node_id = self.node_id

        cost_per_unit: float | None | str | Unset
        if isinstance(self.cost_per_unit, Unset):
            cost_per_unit = UNSET
        else:
            cost_per_unit = self.cost_per_unit

        cost_per_kg: float | None | str | Unset
        if isinstance(self.cost_per_kg, Unset):
            cost_per_kg = UNSET
        else:
            cost_per_kg = self.cost_per_kg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "zone_id": zone_id,
                "node_id": node_id,
            }
        )
        if cost_per_unit is not UNSET:
            field_dict["cost_per_unit"] = cost_per_unit
        if cost_per_kg is not UNSET:
            field_dict["cost_per_kg"] = cost_per_kg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        zone_id = d.pop("zone_id")

        node_id = d.pop("node_id")

        def _parse_cost_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_unit = _parse_cost_per_unit(d.pop("cost_per_unit", UNSET))

        def _parse_cost_per_kg(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_kg = _parse_cost_per_kg(d.pop("cost_per_kg", UNSET))

        read_row_of_fulfilment_response_200 = cls(
            zone_id=zone_id,
            node_id=node_id,
            cost_per_unit=cost_per_unit,
            cost_per_kg=cost_per_kg,
        )

        return read_row_of_fulfilment_response_200
