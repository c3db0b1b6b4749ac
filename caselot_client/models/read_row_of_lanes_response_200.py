from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfLanesResponse200")


@_attrs_define
class ReadRowOfLanesResponse200:
    """How goods move from a supplier to a node.

    Attributes:
        supplier_id (str): where goods leave; text that is not blank, of at most 64 characters
        node_id (str): where they arrive; text that is not blank, of at most 64 characters
        lead_time_days (float | str): from order date to arrival (days); a whole number from 0 to 36,525
        mode (None | str | Unset): the way they travel; text that is not blank, of at most 64 characters
        lead_time_sd_days (float | None | str | Unset): its standard deviation; not used by the model (days); a finite
            number from 0 to 36,525
        cost_per_unit (float | None | str | Unset): variable freight (money per unit); a finite number from 0 to
            1,000,000,000,000
        cost_per_m3 (float | None | str | Unset): variable freight (money per m3); a finite number from 0 to
            1,000,000,000,000
        cost_per_kg (float | None | str | Unset): variable freight (money per kg); a finite number from 0 to
            1,000,000,000,000
        min_charge (float | None | str | Unset): least sum of the three variable charges of a shipment (money per
            shipment); a finite number from 0 to 1,000,000,000,000
        shipment_cost (float | None | str | Unset): cost of a shipment (money per shipment); a finite number from 0 to
            1,000,000,000,000
        container_m3 (float | None | str | Unset): goods travel in whole containers of this volume (m3 per container); a
            finite number above 0 and at most 1,000,000,000
        container_kg (float | None | str | Unset): goods travel in whole containers of this weight (kg per container); a
            finite number above 0 and at most 1,000,000,000
        container_cost (float | None | str | Unset): on top of the other charges (money per container); a finite number
            from 0 to 1,000,000,000,000
        max_containers (float | None | str | Unset): most containers of a shipment (containers per shipment); a whole
            number from 0 to 1,000,000,000
        blocked_from (datetime.date | None | Unset): first order date on which nothing can be sent; empty beside
            `blocked_to`: from the start; a day as YYYY-MM-DD
        blocked_to (datetime.date | None | Unset): last such order date; empty beside `blocked_from`: to the end; a day
            as YYYY-MM-DD
        valid_from (datetime.date | None | Unset): the row holds from this day on, until the next one of the same key; a
            day as YYYY-MM-DD
        withdrawn (bool | None | Unset): from `valid_from` on there is no such row; true or false
    """

    supplier_id: str
    node_id: str
    lead_time_days: float | str
    mode: None | str | Unset = UNSET
    lead_time_sd_days: float | None | str | Unset = UNSET
    cost_per_unit: float | None | str | Unset = UNSET
    cost_per_m3: float | None | str | Unset = UNSET
    cost_per_kg: float | None | str | Unset = UNSET
    min_charge: float | None | str | Unset = UNSET
    shipment_cost: float | None | str | Unset = UNSET
    container_m3: float | None | str | Unset = UNSET
    container_kg: float | None | str | Unset = UNSET
    container_cost: float | None | str | Unset = UNSET
    max_containers: float | None | str | Unset = UNSET
    blocked_from: datetime.date | None | Unset = UNSET
    blocked_to: datetime.date | None | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    withdrawn: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        supplier_id = self.supplier_id

        node_id = self.node_id

        lead_time_days: float | str
        lead_time_days = self.lead_time_days

        mode: None | str | Unset
        if isinstance(self.mode, Unset):
            mode = UNSET
        else:
            mode = self.mode

        lead_time_sd_days: float | None | str | Unset
        if isinstance(self.lead_time_sd_days, Unset):
            lead_time_sd_days = UNSET
        else:
            lead_time_sd_days = self.lead_time_sd_days

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

        min_charge: float | None | str | Unset
        if isinstance(self.min_charge, Unset):
            min_charge = UNSET
        else:
            min_charge = self.min_charge

        shipment_cost: float | None | str | Unset
        if isinstance(self.shipment_cost, Unset):
            shipment_cost = UNSET
        else:
            shipment_cost = self.shipment_cost

        container_m3: float | None | str | Unset
        if isinstance(self.container_m3, Unset):
            container_m3 = UNSET
        else:
            container_m3 = self.container_m3

        container_kg: float | None | str | Unset
        if isinstance(self.container_kg, Unset):
            container_kg = UNSET
        else:
            container_kg = self.container_kg

        container_cost: float | None | str | Unset
        if isinstance(self.container_cost, Unset):
            container_cost = UNSET
        else:
            container_cost = self.container_cost

        max_containers: float | None | str | Unset
        if isinstance(self.max_containers, Unset):
            max_containers = UNSET
        else:
            max_containers = self.max_containers

        blocked_from: None | str | Unset
        if isinstance(self.blocked_from, Unset):
            blocked_from = UNSET
        elif isinstance(self.blocked_from, datetime.date):
            blocked_from = self.blocked_from.isoformat()
        else:
            blocked_from = self.blocked_from

        blocked_to: None | str | Unset
        if isinstance(self.blocked_to, Unset):
            blocked_to = UNSET
        elif isinstance(self.blocked_to, datetime.date):
            blocked_to = self.blocked_to.isoformat()
        else:
            blocked_to = self.blocked_to

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        withdrawn: bool | None | Unset
        if isinstance(self.withdrawn, Unset):
            withdrawn = UNSET
        else:
            withdrawn = self.withdrawn

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "supplier_id": supplier_id,
                "node_id": node_id,
                "lead_time_days": lead_time_days,
            }
        )
        if mode is not UNSET:
            field_dict["mode"] = mode
        if lead_time_sd_days is not UNSET:
            field_dict["lead_time_sd_days"] = lead_time_sd_days
        if cost_per_unit is not UNSET:
            field_dict["cost_per_unit"] = cost_per_unit
        if cost_per_m3 is not UNSET:
            field_dict["cost_per_m3"] = cost_per_m3
        if cost_per_kg is not UNSET:
            field_dict["cost_per_kg"] = cost_per_kg
        if min_charge is not UNSET:
            field_dict["min_charge"] = min_charge
        if shipment_cost is not UNSET:
            field_dict["shipment_cost"] = shipment_cost
        if container_m3 is not UNSET:
            field_dict["container_m3"] = container_m3
        if container_kg is not UNSET:
            field_dict["container_kg"] = container_kg
        if container_cost is not UNSET:
            field_dict["container_cost"] = container_cost
        if max_containers is not UNSET:
            field_dict["max_containers"] = max_containers
        if blocked_from is not UNSET:
            field_dict["blocked_from"] = blocked_from
        if blocked_to is not UNSET:
            field_dict["blocked_to"] = blocked_to
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if withdrawn is not UNSET:
            field_dict["withdrawn"] = withdrawn

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        supplier_id = d.pop("supplier_id")

        node_id = d.pop("node_id")

        def _parse_lead_time_days(data: object) -> float | str:
            return cast(float | str, data)

        lead_time_days = _parse_lead_time_days(d.pop("lead_time_days"))

        def _parse_mode(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        mode = _parse_mode(d.pop("mode", UNSET))

        def _parse_lead_time_sd_days(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        lead_time_sd_days = _parse_lead_time_sd_days(d.pop("lead_time_sd_days", UNSET))

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

        def _parse_min_charge(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_charge = _parse_min_charge(d.pop("min_charge", UNSET))

        def _parse_shipment_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        shipment_cost = _parse_shipment_cost(d.pop("shipment_cost", UNSET))

        def _parse_container_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        container_m3 = _parse_container_m3(d.pop("container_m3", UNSET))

        def _parse_container_kg(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        container_kg = _parse_container_kg(d.pop("container_kg", UNSET))

        def _parse_container_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        container_cost = _parse_container_cost(d.pop("container_cost", UNSET))

        def _parse_max_containers(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        max_containers = _parse_max_containers(d.pop("max_containers", UNSET))

        def _parse_blocked_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                blocked_from_type_0 = datetime.date.fromisoformat(data)

                return blocked_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        blocked_from = _parse_blocked_from(d.pop("blocked_from", UNSET))

        def _parse_blocked_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                blocked_to_type_0 = datetime.date.fromisoformat(data)

                return blocked_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        blocked_to = _parse_blocked_to(d.pop("blocked_to", UNSET))

        def _parse_valid_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_from = _parse_valid_from(d.pop("valid_from", UNSET))

        def _parse_withdrawn(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        withdrawn = _parse_withdrawn(d.pop("withdrawn", UNSET))

        read_row_of_lanes_response_200 = cls(
            supplier_id=supplier_id,
            node_id=node_id,
            lead_time_days=lead_time_days,
            mode=mode,
            lead_time_sd_days=lead_time_sd_days,
            cost_per_unit=cost_per_unit,
            cost_per_m3=cost_per_m3,
            cost_per_kg=cost_per_kg,
            min_charge=min_charge,
            shipment_cost=shipment_cost,
            container_m3=container_m3,
            container_kg=container_kg,
            container_cost=container_cost,
            max_containers=max_containers,
            blocked_from=blocked_from,
            blocked_to=blocked_to,
            valid_from=valid_from,
            withdrawn=withdrawn,
        )

        return read_row_of_lanes_response_200
