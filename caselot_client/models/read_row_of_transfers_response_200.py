from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfTransfersResponse200")


@_attrs_define
class ReadRowOfTransfersResponse200:
    """How goods move between nodes.

    Attributes:
        from_node (str): where goods leave; text that is not blank, of at most 64 characters
        to_node (str): where they arrive; text that is not blank, of at most 64 characters
        lead_time_days (float | str): from leaving to arrival (days); a whole number from 0 to 36,525
        cost_per_unit (float | None | str | Unset): cost of moving (money per unit); a finite number from 0 to
            1,000,000,000,000
        cost_per_m3 (float | None | str | Unset): cost of moving (money per m3); a finite number from 0 to
            1,000,000,000,000
        cost_per_kg (float | None | str | Unset): cost of moving (money per kg); a finite number from 0 to
            1,000,000,000,000
    """

    from_node: str
    to_node: str
    lead_time_days: float | str
    cost_per_unit: float | None | str | Unset = UNSET
    cost_per_m3: float | None | str | Unset = UNSET
    cost_per_kg: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from_node = self.from_node

        to_node = self.to_node

        lead_time_days: float | str
        lead_time_days = self.lead_time_days

        cost_per_unit: float | None | str | Unset
        if isinstance(self.cost_per_unit, Unset):
            cost_per_unit = UNSET
        else:
            cost_per_unit = self.cost_per_unit

        cost_per_m3: float | None | str | Unset
        if isinstance(self.cost_per_m3, Unset):
            cost_per_m3 = UNSET
        else:
            cost_per_m3 = self.cost_per_m3

        cost_per_kg: float | None | str | Unset
        if isinstance(self.cost_per_kg, Unset):
            cost_per_kg = UNSET
        else:
            cost_per_kg = self.cost_per_kg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "from_node": from_node,
                "to_node": to_node,
                "lead_time_days": lead_time_days,
            }
        )
        if cost_per_unit is not UNSET:
            field_dict["cost_per_unit"] = cost_per_unit
        if cost_per_m3 is not UNSET:
            field_dict["cost_per_m3"] = cost_per_m3
        if cost_per_kg is not UNSET:
            field_dict["cost_per_kg"] = cost_per_kg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_node = d.pop("from_node")

        to_node = d.pop("to_node")

        def _parse_lead_time_days(data: object) -> float | str:
            return cast(float | str, data)

        lead_time_days = _parse_lead_time_days(d.pop("lead_time_days"))

        def _parse_cost_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_unit = _parse_cost_per_unit(d.pop("cost_per_unit", UNSET))

        def _parse_cost_per_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_m3 = _parse_cost_per_m3(d.pop("cost_per_m3", UNSET))

        def _parse_cost_per_kg(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_kg = _parse_cost_per_kg(d.pop("cost_per_kg", UNSET))

        read_row_of_transfers_response_200 = cls(
            from_node=from_node,
            to_node=to_node,
            lead_time_days=lead_time_days,
            cost_per_unit=cost_per_unit,
            cost_per_m3=cost_per_m3,
            cost_per_kg=cost_per_kg,
        )

        return read_row_of_transfers_response_200
