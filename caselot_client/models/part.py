from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.part_answer import PartAnswer, check_part_answer
from ..models.part_code import PartCode, check_part_code

T = TypeVar("T", bound="Part")


@_attrs_define
class Part:
    """The answer to some units, with its code of X12 855 (ACK01).

    Attributes:
        answer (PartAnswer):
        code (PartCode):
        units (int):
        date (datetime.date | None):
        reason (str):
        unit_price (None | str):
        substitute_item_id (str):
    """

    answer: PartAnswer
    code: PartCode
    units: int
    date: datetime.date | None
    reason: str
    unit_price: None | str
    substitute_item_id: str

    def to_dict(self) -> dict[str, Any]:
        answer: str = self.answer

        code: str = self.code

        units = self.units

        date: None | str
        if isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        reason = self.reason

        unit_price: None | str
        unit_price = self.unit_price

        substitute_item_id = self.substitute_item_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answer": answer,
                "code": code,
                "units": units,
                "date": date,
                "reason": reason,
                "unit_price": unit_price,
                "substitute_item_id": substitute_item_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        answer = check_part_answer(d.pop("answer"))

        code = check_part_code(d.pop("code"))

        units = d.pop("units")

        def _parse_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date = _parse_date(d.pop("date"))

        reason = d.pop("reason")

        def _parse_unit_price(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unit_price = _parse_unit_price(d.pop("unit_price"))

        substitute_item_id = d.pop("substitute_item_id")

        part = cls(
            answer=answer,
            code=code,
            units=units,
            date=date,
            reason=reason,
            unit_price=unit_price,
            substitute_item_id=substitute_item_id,
        )

        return part
