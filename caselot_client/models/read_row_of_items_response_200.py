from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.read_row_of_items_response_200_shortage_mode_type_1 import (
    ReadRowOfItemsResponse200ShortageModeType1,
    check_read_row_of_items_response_200_shortage_mode_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadRowOfItemsResponse200")


@_attrs_define
class ReadRowOfItemsResponse200:
    """What is bought, stocked and asked for; kits have a row here too.

    Attributes:
        item_id (str): the item; text that is not blank, of at most 64 characters
        unit_cost (float | str): standard landed cost; values stock (money per unit); a finite number from 0 to
            1,000,000,000,000
        shortage_cost (float | str): what a unit that is not served costs: the revenue forgone and the goodwill, not the
            margin (money per unit lost, or per unit and period backordered); a finite number from 0 to 1,000,000,000,000
        name (None | str | Unset): what people call it; text of at most 32,767 characters
        category (None | str | Unset): group of items, for budgets and for service figures; text of at most 32,767
            characters
        unit_m3 (float | None | str | Unset): volume (m3 per unit); a finite number from 0 to 1,000,000,000
        unit_kg (float | None | str | Unset): weight (kg per unit); a finite number from 0 to 1,000,000,000
        carrying_cost (float | None | str | Unset): cost of carrying stock (money per unit and period); a finite number
            from 0 to 1,000,000,000,000
        shortage_mode (None | ReadRowOfItemsResponse200ShortageModeType1 | Unset): what unserved demand of the item
            does; lost or backorder
        safety_cost (float | None | str | Unset): cost of stock below safety stock (money per unit and period); a finite
            number from 0 to 1,000,000,000,000
        max_cover_periods (float | None | str | Unset): closing stock is at most the demand of so many next periods and
            one case (periods); a whole number from 0 to 1,000,000,000
        country_of_origin (None | str | Unset): where it is made; text of at most 32,767 characters
        lot_tracked (bool | None | Unset): whether its lots are tracked; true or false
    """

    item_id: str
    unit_cost: float | str
    shortage_cost: float | str
    name: None | str | Unset = UNSET
    category: None | str | Unset = UNSET
    unit_m3: float | None | str | Unset = UNSET
    unit_kg: float | None | str | Unset = UNSET
    carrying_cost: float | None | str | Unset = UNSET
    shortage_mode: None | ReadRowOfItemsResponse200ShortageModeType1 | Unset = UNSET
    safety_cost: float | None | str | Unset = UNSET
    max_cover_periods: float | None | str | Unset = UNSET
    country_of_origin: None | str | Unset = UNSET
    lot_tracked: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        unit_cost: float | str
        unit_cost = self.unit_cost

        shortage_cost: float | str
        shortage_cost = self.shortage_cost

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        category: None | str | Unset
        if isinstance(self.category, Unset):
            category = UNSET
        else:
            category = self.category

        unit_m3: float | None | str | Unset
        if isinstance(self.unit_m3, Unset):
            unit_m3 = UNSET
        else:
            unit_m3 = self.unit_m3

        unit_kg: float | None | str | Unset
        if isinstance(self.unit_kg, Unset):
            unit_kg = UNSET
        else:
            unit_kg = self.unit_kg

        carrying_cost: float | None | str | Unset
        if isinstance(self.carrying_cost, Unset):
            carrying_cost = UNSET
        else:
            carrying_cost = self.carrying_cost

        shortage_mode: None | str | Unset
        if isinstance(self.shortage_mode, Unset):
            shortage_mode = UNSET
        elif isinstance(self.shortage_mode, str):
            shortage_mode = self.shortage_mode
        else:
            shortage_mode = self.shortage_mode

        safety_cost: float | None | str | Unset
        if isinstance(self.safety_cost, Unset):
            safety_cost = UNSET
        else:
            safety_cost = self.safety_cost

        max_cover_periods: float | None | str | Unset
        if isinstance(self.max_cover_periods, Unset):
            max_cover_periods = UNSET
        else:
            max_cover_periods = self.max_cover_periods

        country_of_origin: None | str | Unset
        if isinstance(self.country_of_origin, Unset):
            country_of_origin = UNSET
        else:
            country_of_origin = self.country_of_origin

        lot_tracked: bool | None | Unset
        if isinstance(self.lot_tracked, Unset):
            lot_tracked = UNSET
        else:
            lot_tracked = self.lot_tracked

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "unit_cost": unit_cost,
                "shortage_cost": shortage_cost,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if category is not UNSET:
            field_dict["category"] = category
        if unit_m3 is not UNSET:
            field_dict["unit_m3"] = unit_m3
        if unit_kg is not UNSET:
            field_dict["unit_kg"] = unit_kg
        if carrying_cost is not UNSET:
            field_dict["carrying_cost"] = carrying_cost
        if shortage_mode is not UNSET:
            field_dict["shortage_mode"] = shortage_mode
        if safety_cost is not UNSET:
            field_dict["safety_cost"] = safety_cost
        if max_cover_periods is not UNSET:
            field_dict["max_cover_periods"] = max_cover_periods
        if country_of_origin is not UNSET:
            field_dict["country_of_origin"] = country_of_origin
        if lot_tracked is not UNSET:
            field_dict["lot_tracked"] = lot_tracked

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        def _parse_unit_cost(data: object) -> float | str:
            return cast(float | str, data)

        unit_cost = _parse_unit_cost(d.pop("unit_cost"))

        def _parse_shortage_cost(data: object) -> float | str:
            return cast(float | str, data)

        shortage_cost = _parse_shortage_cost(d.pop("shortage_cost"))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_category(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        category = _parse_category(d.pop("category", UNSET))

        def _parse_unit_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        unit_m3 = _parse_unit_m3(d.pop("unit_m3", UNSET))

        def _parse_unit_kg(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        unit_kg = _parse_unit_kg(d.pop("unit_kg", UNSET))

        def _parse_carrying_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        carrying_cost = _parse_carrying_cost(d.pop("carrying_cost", UNSET))

        def _parse_shortage_mode(data: object) -> None | ReadRowOfItemsResponse200ShortageModeType1 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shortage_mode_type_1 = check_read_row_of_items_response_200_shortage_mode_type_1(data)

                return shortage_mode_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReadRowOfItemsResponse200ShortageModeType1 | Unset, data)

        shortage_mode = _parse_shortage_mode(d.pop("shortage_mode", UNSET))

        def _parse_safety_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        safety_cost = _parse_safety_cost(d.pop("safety_cost", UNSET))

        def _parse_max_cover_periods(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        max_cover_periods = _parse_max_cover_periods(d.pop("max_cover_periods", UNSET))

        def _parse_country_of_origin(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        country_of_origin = _parse_country_of_origin(d.pop("country_of_origin", UNSET))

        def _parse_lot_tracked(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        lot_tracked = _parse_lot_tracked(d.pop("lot_tracked", UNSET))

        read_row_of_items_response_200 = cls(
            item_id=item_id,
            unit_cost=unit_cost,
            shortage_cost=shortage_cost,
            name=name,
            category=category,
            unit_m3=unit_m3,
            unit_kg=unit_kg,
            carrying_cost=carrying_cost,
            shortage_mode=shortage_mode,
            safety_cost=safety_cost,
            max_cover_periods=max_cover_periods,
            country_of_origin=country_of_origin,
            lot_tracked=lot_tracked,
        )

        return read_row_of_items_response_200
