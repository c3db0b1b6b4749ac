from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_part_answer import NewPartAnswer, check_new_part_answer
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPart")


@_attrs_define
class NewPart:
    """The answer to some units of a line.

    Attributes:
        answer (NewPartAnswer):
        units (int):
        date (datetime.date | None | Unset): At the node; as asked where accepted without one.
        reason (None | str | Unset): Required where units are rejected.
        unit_price (None | str | Unset): The supplier's price, where it differs.
        substitute_item_id (None | str | Unset): What comes instead.
    """

    answer: NewPartAnswer
    units: int
    date: datetime.date | None | Unset = UNSET
    reason: None | str | Unset = UNSET
    unit_price: None | str | Unset = UNSET
    substitute_item_id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        answer: str = self.answer

        units = self.units

        date: None | str | Unset
        if isinstance(self.date, Unset):
            date = UNSET
        elif isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        unit_price: None | str | Unset
        if isinstance(self.unit_price, Unset):
            unit_price = UNSET
        else:
            unit_price = self.unit_price

        substitute_item_id: None | str | Unset
        if isinstance(self.substitute_item_id, Unset):
            substitute_item_id = UNSET
        else:
            substitute_item_id = self.substitute_item_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answer": answer,
                "units": units,
            }
        )
        if date is not UNSET:
            field_dict["date"] = date
        if reason is not UNSET:
            field_dict["reason"] = reason
        if unit_price is not UNSET:
            field_dict["unit_price"] = unit_price
        if substitute_item_id is not UNSET:
            field_dict["substitute_item_id"] = substitute_item_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        answer = check_new_part_answer(d.pop("answer"))

        units = d.pop("units")

        def _parse_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        date = _parse_date(d.pop("date", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_unit_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unit_price = _parse_unit_price(d.pop("unit_price", UNSET))

        def _parse_substitute_item_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        substitute_item_id = _parse_substitute_item_id(d.pop("substitute_item_id", UNSET))

        new_part = cls(
            answer=answer,
            units=units,
            date=date,
            reason=reason,
            unit_price=unit_price,
            substitute_item_id=substitute_item_id,
        )

        return new_part
