from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.list_rows_of_suppliers_response_200_items_item_status_type_1 import (
    ListRowsOfSuppliersResponse200ItemsItemStatusType1,
    check_list_rows_of_suppliers_response_200_items_item_status_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfSuppliersResponse200ItemsItem")


@_attrs_define
class ListRowsOfSuppliersResponse200ItemsItem:
    """Who sells, and the terms of an order to them.

    Attributes:
        supplier_id (str): the supplier; text that is not blank, of at most 64 characters
        name (None | str | Unset): what people call them; text of at most 32,767 characters
        order_cost (float | None | str | Unset): cost of placing an order (money per purchase order); a finite number
            from 0 to 1,000,000,000,000
        min_order_value (float | None | str | Unset): least price, without duty, of an order (money); a finite number
            from 0 to 1,000,000,000,000
        min_order_units (float | None | str | Unset): least units of an order (units); a finite number from 0 to
            1,000,000,000
        min_order_kg (float | None | str | Unset): least weight of an order (kg); a finite number from 0 to
            1,000,000,000
        min_order_m3 (float | None | str | Unset): least volume of an order (m3); a finite number from 0 to
            1,000,000,000
        order_every_periods (float | None | str | Unset): orders are placed every so many periods (periods); a whole
            number from 1 to 1,000,000,000
        first_order_date (datetime.date | None | Unset): the order cycle counts from the first period that starts on or
            after it; a day as YYYY-MM-DD
        capacity (float | None | str | Unset): what the supplier can make: the sum of `capacity_per_unit` and
            `capacity_per_line` of its lines (capacity units per order period); a finite number from 0 to 1,000,000,000
        capacity_overrun_cost (float | None | str | Unset): cost of capacity above it (overtime); ignored without
            `capacity` (money per capacity unit); a finite number from 0 to 1,000,000,000,000
        payment_days (float | None | str | Unset): payment falls due so long after the order date (days); a whole number
            from 0 to 36,525
        status (ListRowsOfSuppliersResponse200ItemsItemStatusType1 | None | Unset): whether orders may be placed; active
            or blocked
        valid_from (datetime.date | None | Unset): the row holds from this day on, until the next one of the same key; a
            day as YYYY-MM-DD
        withdrawn (bool | None | Unset): from `valid_from` on there is no such row; true or false
    """

    supplier_id: str
    name: None | str | Unset = UNSET
    order_cost: float | None | str | Unset = UNSET
    min_order_value: float | None | str | Unset = UNSET
    min_order_units: float | None | str | Unset = UNSET
    min_order_kg: float | None | str | Unset = UNSET
    min_order_m3: float | None | str | Unset = UNSET
    order_every_periods: float | None | str | Unset = UNSET
    first_order_date: datetime.date | None | Unset = UNSET
    capacity: float | None | str | Unset = UNSET
    capacity_overrun_cost: float | None | str | Unset = UNSET
    payment_days: float | None | str | Unset = UNSET
    status: ListRowsOfSuppliersResponse200ItemsItemStatusType1 | None | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    withdrawn: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        supplier_id = self.supplier_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        order_cost: float | None | str | Unset
        if isinstance(self.order_cost, Unset):
            order_cost = UNSET
        else:
            order_cost = self.order_cost

        min_order_value: float | None | str | Unset
        if isinstance(self.min_order_value, Unset):
            min_order_value = UNSET
        else:
            min_order_value = self.min_order_value

        min_order_units: float | None | str | Unset
        if isinstance(self.min_order_units, Unset):
            min_order_units = UNSET
        else:
            min_order_units = self.min_order_units

        min_order_kg: float | None | str | Unset
        if isinstance(self.min_order_kg, Unset):
            min_order_kg = UNSET
        else:
            min_order_kg = self.min_order_kg

        min_order_m3: float | None | str | Unset
        if isinstance(self.min_order_m3, Unset):
            min_order_m3 = UNSET
        else:
            min_order_m3 = self.min_order_m3

        order_every_periods: float | None | str | Unset
        if isinstance(self.order_every_periods, Unset):
            order_every_periods = UNSET
        else:
            order_every_periods = self.order_every_periods

        first_order_date: None | str | Unset
        if isinstance(self.first_order_date, Unset):
            first_order_date = UNSET
        elif isinstance(self.first_order_date, datetime.date):
            first_order_date = self.first_order_date.isoformat()
        else:
            first_order_date = self.first_order_date

        capacity: float | None | str | Unset
        if isinstance(self.capacity, Unset):
            capacity = UNSET
        else:
            capacity = self.capacity

        capacity_overrun_cost: float | None | str | Unset
        if isinstance(self.capacity_overrun_cost, Unset):
            capacity_overrun_cost = UNSET
        else:
            capacity_overrun_cost = self.capacity_overrun_cost

        payment_days: float | None | str | Unset
        if isinstance(self.payment_days, Unset):
            payment_days = UNSET
        else:
            payment_days = self.payment_days

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

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
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if order_cost is not UNSET:
            field_dict["order_cost"] = order_cost
        if min_order_value is not UNSET:
            field_dict["min_order_value"] = min_order_value
        if min_order_units is not UNSET:
            field_dict["min_order_units"] = min_order_units
        if min_order_kg is not UNSET:
            field_dict["min_order_kg"] = min_order_kg
        if min_order_m3 is not UNSET:
            field_dict["min_order_m3"] = min_order_m3
        if order_every_periods is not UNSET:
            field_dict["order_every_periods"] = order_every_periods
        if first_order_date is not UNSET:
            field_dict["first_order_date"] = first_order_date
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if capacity_overrun_cost is not UNSET:
            field_dict["capacity_overrun_cost"] = capacity_overrun_cost
        if payment_days is not UNSET:
            field_dict["payment_days"] = payment_days
        if status is not UNSET:
            field_dict["status"] = status
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if withdrawn is not UNSET:
            field_dict["withdrawn"] = withdrawn

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        supplier_id = d.pop("supplier_id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_order_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        order_cost = _parse_order_cost(d.pop("order_cost", UNSET))

        def _parse_min_order_value(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_order_value = _parse_min_order_value(d.pop("min_order_value", UNSET))

        def _parse_min_order_units(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_order_units = _parse_min_order_units(d.pop("min_order_units", UNSET))

        def _parse_min_order_kg(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_order_kg = _parse_min_order_kg(d.pop("min_order_kg", UNSET))

        def _parse_min_order_m3(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        min_order_m3 = _parse_min_order_m3(d.pop("min_order_m3", UNSET))

        def _parse_order_every_periods(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        order_every_periods = _parse_order_every_periods(d.pop("order_every_periods", UNSET))

        def _parse_first_order_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_order_date_type_0 = datetime.date.fromisoformat(data)

                return first_order_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        first_order_date = _parse_first_order_date(d.pop("first_order_date", UNSET))

        def _parse_capacity(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        capacity = _parse_capacity(d.pop("capacity", UNSET))

        def _parse_capacity_overrun_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        capacity_overrun_cost = _parse_capacity_overrun_cost(d.pop("capacity_overrun_cost", UNSET))

        def _parse_payment_days(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        payment_days = _parse_payment_days(d.pop("payment_days", UNSET))

        def _parse_status(data: object) -> ListRowsOfSuppliersResponse200ItemsItemStatusType1 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_1 = check_list_rows_of_suppliers_response_200_items_item_status_type_1(data)

                return status_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRowsOfSuppliersResponse200ItemsItemStatusType1 | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

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

        list_rows_of_suppliers_response_200_items_item = cls(
            supplier_id=supplier_id,
            name=name,
            order_cost=order_cost,
            min_order_value=min_order_value,
            min_order_units=min_order_units,
            min_order_kg=min_order_kg,
            min_order_m3=min_order_m3,
            order_every_periods=order_every_periods,
            first_order_date=first_order_date,
            capacity=capacity,
            capacity_overrun_cost=capacity_overrun_cost,
            payment_days=payment_days,
            status=status,
            valid_from=valid_from,
            withdrawn=withdrawn,
        )

        return list_rows_of_suppliers_response_200_items_item
