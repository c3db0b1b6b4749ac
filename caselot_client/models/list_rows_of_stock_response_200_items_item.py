from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfStockResponse200ItemsItem")


@_attrs_define
class ListRowsOfStockResponse200ItemsItem:
    """What is there at the start. Available to plan is `on_hand` - `reserved` - `on_hold`; a negative figure is demand of
    the first period in channel `open`.

        Attributes:
            item_id (str): what; text that is not blank, of at most 64 characters
            node_id (str): where; text that is not blank, of at most 64 characters
            on_hand (float | str): what lies there; may be negative (units); a finite number from -1,000,000,000 to
                1,000,000,000
            reserved (float | None | str | Unset): promised already (units); a finite number from 0 to 1,000,000,000
            on_hold (float | None | str | Unset): not to be used (units); a finite number from 0 to 1,000,000,000
    """

    item_id: str
    node_id: str
    on_hand: float | str
    reserved: float | None | str | Unset = UNSET
    on_hold: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        node_id = self.node_id

        on_hand: float | str
        on_hand = self.on_hand

        reserved: float | None | str | Unset
        if isinstance(self.reserved, Unset):
            reserved = UNSET
        else:
            reserved = self.reserved

        on_hold: float | None | str | Unset
        if isinstance(self.on_hold, Unset):
            on_hold = UNSET
        else:
            on_hold = self.on_hold

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "node_id": node_id,
                "on_hand": on_hand,
            }
        )
        if reserved is not UNSET:
            field_dict["reserved"] = reserved
        if on_hold is not UNSET:
            field_dict["on_hold"] = on_hold

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        def _parse_on_hand(data: object) -> float | str:
            return cast(float | str, data)

        on_hand = _parse_on_hand(d.pop("on_hand"))

        def _parse_reserved(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        reserved = _parse_reserved(d.pop("reserved", UNSET))

        def _parse_on_hold(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        on_hold = _parse_on_hold(d.pop("on_hold", UNSET))

        list_rows_of_stock_response_200_items_item = cls(
            item_id=item_id,
            node_id=node_id,
            on_hand=on_hand,
            reserved=reserved,
            on_hold=on_hold,
        )

        return list_rows_of_stock_response_200_items_item
