from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfSubstitutesResponse200ItemsItem")


@_attrs_define
class ListRowsOfSubstitutesResponse200ItemsItem:
    """What may serve another item's demand, unit for unit, at the weight of the served item. Either may be a kit. Not
    transitive; components inside a kit are not substituted.

        Attributes:
            item_id (str): what is asked for; text that is not blank, of at most 64 characters
            substitute_id (str): what may serve it; text that is not blank, of at most 64 characters
            cost_per_unit (float | None | str | Unset): cost of substituting (money per unit); a finite number from 0 to
                1,000,000,000,000
    """

    item_id: str
    substitute_id: str
    cost_per_unit: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        substitute_id = self.substitute_id

        cost_per_unit: float | None | str | Unset
        if isinstance(self.cost_per_unit, Unset):
            cost_per_unit = UNSET
        else:
            cost_per_unit = self.cost_per_unit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "substitute_id": substitute_id,
            }
        )
        if cost_per_unit is not UNSET:
            field_dict["cost_per_unit"] = cost_per_unit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        substitute_id = d.pop("substitute_id")

        def _parse_cost_per_unit(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        cost_per_unit = _parse_cost_per_unit(d.pop("cost_per_unit", UNSET))

        list_rows_of_substitutes_response_200_items_item = cls(
            item_id=item_id,
            substitute_id=substitute_id,
            cost_per_unit=cost_per_unit,
        )

        return list_rows_of_substitutes_response_200_items_item
