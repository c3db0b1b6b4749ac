from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfNodesResponse200")


@_attrs_define
class ReadRowOfNodesResponse200:
    """Where stock lies.

    Attributes:
        node_id (str): the node; text that is not blank, of at most 64 characters
        name (None | str | Unset): what people call it; text of at most 32,767 characters
        storage_m3 (float | None | str | Unset): room for closing stock (m3); a finite number from 0 to 1,000,000,000
        overflow_cost (float | None | str | Unset): cost of stock above `storage_m3`; ignored without it (money per m3
            and period); a finite number from 0 to 1,000,000,000,000
        inbound_m3 (float | None | str | Unset): most that can be received (m3 per period); a finite number from 0 to
            1,000,000,000
        inbound_units (float | None | str | Unset): most that can be received (units per period); a finite number from 0
            to 1,000,000,000
    """

    node_id: str
    name: None | str | Unset = UNSET
    storage_m3: float | None | str | Unset = UNSET
    overflow_cost: float | None | str | Unset = UNSET
    inbound_m3: float | None | str | Unset = UNSET
    inbound_units: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        node_id = self.node_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        storage_m3: float | None | str | Unset
        if isinstance(self.storage_m3, Unset):
            storage_m3 = UNSET
        else:
            storage_m3 = self.storage_m3

        overflow_cost: float | None | str | Unset
        if isinstance(self.overflow_cost, Unset):
            overflow_cost = UNSET
        else:
            overflow_cost = self.overflow_cost

        inbound_m3: float | None | str | Unset
        if isinstance(self.inbound_m3, Unset):
            inbound_m3 = UNSET
        else:
            inbound_m3 = self.inbound_m3

        inbound_units: float | None | str | Unset
        if isinstance(self.inbound_units, Unset):
            inbound_units = UNSET
        else:
            inbound_units = self.inbound_units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "node_id": node_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if storage_m3 is not UNSET:
            field_dict["storage_m3"] = storage_m3
        if overflow_cost is not UNSET:
            field_dict["overflow_cost"] = overflow_cost
        if inbound_m3 is not UNSET:
            field_dict["inbound_m3"] = inbound_m3
        if inbound_units is not UNSET:
            field_dict["inbound_units"] = inbound_units

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        node_id = d.pop("node_id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_storage_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        storage_m3 = _parse_storage_m3(d.pop("storage_m3", UNSET))

        def _parse_overflow_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        overflow_cost = _parse_overflow_cost(d.pop("overflow_cost", UNSET))

        def _parse_inbound_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        inbound_m3 = _parse_inbound_m3(d.pop("inbound_m3", UNSET))

        def _parse_inbound_units(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        inbound_units = _parse_inbound_units(d.pop("inbound_units", UNSET))

        read_row_of_nodes_response_200 = cls(
            node_id=node_id,
            name=name,
            storage_m3=storage_m3,
            overflow_cost=overflow_cost,
            inbound_m3=inbound_m3,
            inbound_units=inbound_units,
        )

        return read_row_of_nodes_response_200
