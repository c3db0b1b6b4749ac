from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewLine")


@_attrs_define
class NewLine:
    """A line to be; without a `number` it gets the next one.

    Attributes:
        item_id (str):
        node_id (str): Where it has to be.
        units (int):
        unit_price (str): Of one unit, at most six decimals, price breaks resolved.
        need_by (datetime.date): The day on which it has to be at the node.
        number (int | None | Unset): Of a line that is there already: its number.
        mode (str | Unset):  Default: 'standard'.
        cases (int | None | Unset): Cases of equal size; the units themselves if left out.
        duty_rate (str | Unset): A share of the price. Default: '0'.
        reason (None | str | Unset):
    """

    item_id: str
    node_id: str
    units: int
    unit_price: str
    need_by: datetime.date
    number: int | None | Unset = UNSET
    mode: str | Unset = "standard"
    cases: int | None | Unset = UNSET
    duty_rate: str | Unset = "0"
    reason: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item_id = self.item_id

        node_id = self.node_id

        units = self.units

        unit_price = self.unit_price

        need_by = self.need_by.isoformat()

        number: int | None | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        mode = self.mode

        cases: int | None | Unset
        if isinstance(self.cases, Unset):
            cases = UNSET
        else:
            cases = self.cases

        duty_rate = self.duty_rate

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item_id": item_id,
                "node_id": node_id,
                "units": units,
                "unit_price": unit_price,
                "need_by": need_by,
            }
        )
        if number is not UNSET:
            field_dict["number"] = number
        if mode is not UNSET:
            field_dict["mode"] = mode
        if cases is not UNSET:
            field_dict["cases"] = cases
        if duty_rate is not UNSET:
            field_dict["duty_rate"] = duty_rate
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        units = d.pop("units")

        unit_price = d.pop("unit_price")

        need_by = datetime.date.fromisoformat(d.pop("need_by"))

        def _parse_number(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        mode = d.pop("mode", UNSET)

        def _parse_cases(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cases = _parse_cases(d.pop("cases", UNSET))

        duty_rate = d.pop("duty_rate", UNSET)

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        new_line = cls(
            item_id=item_id,
            node_id=node_id,
            units=units,
            unit_price=unit_price,
            need_by=need_by,
            number=number,
            mode=mode,
            cases=cases,
            duty_rate=duty_rate,
            reason=reason,
        )

        return new_line
