from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfPriceBreaksResponse200ItemsItem")


@_attrs_define
class ListRowsOfPriceBreaksResponse200ItemsItem:
    """Other prices for larger order lines; a later price may be higher.

    Attributes:
        item_id (str): what is sold; text that is not blank, of at most 64 characters
        supplier_id (str): who sells it; text that is not blank, of at most 64 characters
        min_units (float | str): the price holds from here (`all_units`) or above (`incremental`) (units per order
            line); a whole number from 0 to 1,000,000,000
        unit_price (float | str): the price (money per unit); a finite number from 0 to 1,000,000,000,000
        valid_from (datetime.date | None | Unset): the row holds from this day on, until the next one of the same key; a
            day as YYYY-MM-DD
        withdrawn (bool | None | Unset): from `valid_from` on there is no such row; true or false
    """

    item_id: str
    supplier_id: str
    min_units: float | str
    unit_price: float | str
    valid_from: datetime.date | None | Unset = UNSET
    withdrawn: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        supplier_id = self.supplier_id

        min_units: float | str
        min_units = self.min_units

        unit_price: float | str
        unit_price = self.unit_price

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
                "min_units": min_units,
                "unit_price": unit_price,
            }
        )
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

        def _parse_min_units(data: object) -> float | str:
            return cast(float | str, data)

        min_units = _parse_min_units(d.pop("min_units"))

        def _parse_unit_price(data: object) -> float | str:
            return cast(float | str, data)

        unit_price = _parse_unit_price(d.pop("unit_price"))

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

        list_rows_of_price_breaks_response_200_items_item = cls(
            item_id=item_id,
            supplier_id=supplier_id,
            min_units=min_units,
            unit_price=unit_price,
            valid_from=valid_from,
            withdrawn=withdrawn,
        )

        return list_rows_of_price_breaks_response_200_items_item
