from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.list_rows_of_offers_response_200_items_item_break_kind_type_1 import (
    ListRowsOfOffersResponse200ItemsItemBreakKindType1,
    check_list_rows_of_offers_response_200_items_item_break_kind_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfOffersResponse200ItemsItem")


@_attrs_define
class ListRowsOfOffersResponse200ItemsItem:
    """Who sells what, and the terms of an order line.

    Attributes:
        item_id (str): what is sold; text that is not blank, of at most 64 characters
        supplier_id (str): who sells it; text that is not blank, of at most 64 characters
        unit_price (float | str): price below the first price break (money per unit); a finite number from 0 to
            1,000,000,000,000
        case_pack (float | None | str | Unset): units are ordered in whole cases (units per case); a whole number from 1
            to 1,000,000,000
        moq_units (float | None | str | Unset): least units of an order line (units per order line); a whole number from
            0 to 1,000,000,000
        max_units (float | None | str | Unset): most units of an order line (units per order line); a whole number from
            0 to 1,000,000,000
        line_cost (float | None | str | Unset): cost of an order line (money per order line); a finite number from 0 to
            1,000,000,000,000
        duty_rate (float | None | str | Unset): import duty (share of the price paid); a finite number from 0 to 100
        extra_lead_days (float | None | str | Unset): on top of the lane's lead time (days); a whole number from 0 to
            36,525
        min_share (float | None | str | Unset): least share of the item's units ordered by this plan (share); a finite
            number from 0 to 1
        max_share (float | None | str | Unset): most share of the item's units ordered by this plan (share); a finite
            number from 0 to 1
        break_kind (ListRowsOfOffersResponse200ItemsItemBreakKindType1 | None | Unset): whether a price break holds for
            all units of a line or for those above it; all_units or incremental
        available_from (datetime.date | None | Unset): first order date; a day as YYYY-MM-DD
        available_to (datetime.date | None | Unset): last order date; before `available_from`: no order exists; a day as
            YYYY-MM-DD
        capacity_per_unit (float | None | str | Unset): use of the supplier's capacity (capacity units per unit); a
            finite number from 0 to 1,000,000,000
        capacity_per_line (float | None | str | Unset): use of the supplier's capacity by setting up (capacity units per
            order line); a finite number from 0 to 1,000,000,000
        valid_from (datetime.date | None | Unset): the row holds from this day on, until the next one of the same key; a
            day as YYYY-MM-DD
        withdrawn (bool | None | Unset): from `valid_from` on there is no such row; true or false
    """

    item_id: str
    supplier_id: str
    unit_price: float | str
    case_pack: float | None | str | Unset = UNSET
    moq_units: float | None | str | Unset = UNSET
    max_units: float | None | str | Unset = UNSET
    line_cost: float | None | str | Unset = UNSET
    duty_rate: float | None | str | Unset = UNSET
    extra_lead_days: float | None | str | Unset = UNSET
    min_share: float | None | str | Unset = UNSET
    max_share: float | None | str | Unset = UNSET
    break_kind: ListRowsOfOffersResponse200ItemsItemBreakKindType1 | None | Unset = UNSET
    available_from: datetime.date | None | Unset = UNSET
    available_to: datetime.date | None | Unset = UNSET
    capacity_per_unit: float | None | str | Unset = UNSET
    capacity_per_line: float | None | str | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    withdrawn: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        supplier_id = self.supplier_id

        unit_price: float | str
        unit_price = self.unit_price

        case_pack: float | None | str | Unset
        if isinstance(self.case_pack, Unset):
            case_pack = UNSET
        else:
            case_pack = self.case_pack

        moq_units: float | None | str | Unset
        if isinstance(self.moq_units, Unset):
            moq_units = UNSET
        else:
            moq_units = self.moq_units

        max_units: float | None | str | Unset
        if isinstance(self.max_units, Unset):
            max_units = UNSET
        else:
            max_units = self.max_units

        line_cost: float | None | str | Unset
        if isinstance(self.line_cost, Unset):
            line_cost = UNSET
        else:
            line_cost = self.line_cost

        duty_rate: float | None | str | Unset
        if isinstance(self.duty_rate, Unset):
            duty_rate = UNSET
        else:
            duty_rate = self.duty_rate

        extra_lead_days: float | None | str | Unset
        if isinstance(self.extra_lead_days, Unset):
            extra_lead_days = UNSET
        else:
            extra_lead_days = self.extra_lead_days

        min_share: float | None | str | Unset
        if isinstance(self.min_share, Unset):
            min_share = UNSET
        else:
            min_share = self.min_share

        max_share: float | None | str | Unset
        if isinstance(self.max_share, Unset):
            max_share = UNSET
        else:
            max_share = self.max_share

        break_kind: None | str | Unset
        if isinstance(self.break_kind, Unset):
            break_kind = UNSET
        elif isinstance(self.break_kind, str):
            break_kind = self.break_kind
        else:
            break_kind = self.break_kind

        available_from: None | str | Unset
        if isinstance(self.available_from, Unset):
            available_from = UNSET
        elif isinstance(self.available_from, datetime.date):
            available_from = self.available_from.isoformat()
        else:
            available_from = self.available_from

        available_to: None | str | Unset
        if isinstance(self.available_to, Unset):
            available_to = UNSET
        elif isinstance(self.available_to, datetime.date):
            available_to = self.available_to.isoformat()
        else:
            available_to = self.available_to

        capacity_per_unit: float | None | str | Unset
        if isinstance(self.capacity_per_unit, Unset):
            capacity_per_unit = UNSET
        else:
            capacity_per_unit = self.capacity_per_unit

        capacity_per_line: float | None | str | Unset
        if isinstance(self.capacity_per_line, Unset):
            capacity_per_line = UNSET
        else:
            capacity_per_line = self.capacity_per_line

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
                "item_id": item_id,
                "supplier_id": supplier_id,
                "unit_price": unit_price,
            }
        )
        if case_pack is not UNSET:
            field_dict["case_pack"] = case_pack
        if moq_units is not UNSET:
            field_dict["moq_units"] = moq_units
        if max_units is not UNSET:
            field_dict["max_units"] = max_units
        if line_cost is not UNSET:
            field_dict["line_cost"] = line_cost
        if duty_rate is not UNSET:
            field_dict["duty_rate"] = duty_rate
        if extra_lead_days is not UNSET:
            field_dict["extra_lead_days"] = extra_lead_days
        if min_share is not UNSET:
            field_dict["min_share"] = min_share
        if max_share is not UNSET:
            field_dict["max_share"] = max_share
        if break_kind is not UNSET:
            field_dict["break_kind"] = break_kind
        if available_from is not UNSET:
            field_dict["available_from"] = available_from
        if available_to is not UNSET:
            field_dict["available_to"] = available_to
        if capacity_per_unit is not UNSET:
            field_dict["capacity_per_unit"] = capacity_per_unit
        if capacity_per_line is not UNSET:
            field_dict["capacity_per_line"] = capacity_per_line
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if withdrawn is not UNSET:
            field_dict["withdrawn"] = withdrawn

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        supplier_id = d.pop("supplier_id")

        def _parse_unit_price(data: object) -> float | str:
            return cast(float | str, data)

        unit_price = _parse_unit_price(d.pop("unit_price"))

        def _parse_case_pack(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        case_pack = _parse_case_pack(d.pop("case_pack", UNSET))

        def _parse_moq_units(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        moq_units = _parse_moq_units(d.pop("moq_units", UNSET))

        def _parse_max_units(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        max_units = _parse_max_units(d.pop("max_units", UNSET))

        def _parse_line_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        line_cost = _parse_line_cost(d.pop("line_cost", UNSET))

        def _parse_duty_rate(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        duty_rate = _parse_duty_rate(d.pop("duty_rate", UNSET))

        def _parse_extra_lead_days(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        extra_lead_days = _parse_extra_lead_days(d.pop("extra_lead_days", UNSET))

        def _parse_min_share(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_share = _parse_min_share(d.pop("min_share", UNSET))

        def _parse_max_share(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        max_share = _parse_max_share(d.pop("max_share", UNSET))

        def _parse_break_kind(data: object) -> ListRowsOfOffersResponse200ItemsItemBreakKindType1 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                break_kind_type_1 = check_list_rows_of_offers_response_200_items_item_break_kind_type_1(data)

                return break_kind_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRowsOfOffersResponse200ItemsItemBreakKindType1 | None | Unset, data)

        break_kind = _parse_break_kind(d.pop("break_kind", UNSET))

        def _parse_available_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                available_from_type_0 = datetime.date.fromisoformat(data)

                return available_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        available_from = _parse_available_from(d.pop("available_from", UNSET))

        def _parse_available_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                available_to_type_0 = datetime.date.fromisoformat(data)

                return available_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        available_to = _parse_available_to(d.pop("available_to", UNSET))

        def _parse_capacity_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        capacity_per_unit = _parse_capacity_per_unit(d.pop("capacity_per_unit", UNSET))

        def _parse_capacity_per_line(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        capacity_per_line = _parse_capacity_per_line(d.pop("capacity_per_line", UNSET))

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

        list_rows_of_offers_response_200_items_item = cls(
            item_id=item_id,
            supplier_id=supplier_id,
            unit_price=unit_price,
            case_pack=case_pack,
            moq_units=moq_units,
            max_units=max_units,
            line_cost=line_cost,
            duty_rate=duty_rate,
            extra_lead_days=extra_lead_days,
            min_share=min_share,
            max_share=max_share,
            break_kind=break_kind,
            available_from=available_from,
            available_to=available_to,
            capacity_per_unit=capacity_per_unit,
            capacity_per_line=capacity_per_line,
            valid_from=valid_from,
            withdrawn=withdrawn,
        )

        return list_rows_of_offers_response_200_items_item
