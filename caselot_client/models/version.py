from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.version_incoterm_type_0 import (
    VersionIncotermType0,
    check_version_incoterm_type_0,
)

if TYPE_CHECKING:
    from ..models.difference import Difference
    from ..models.line import Line
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="Version")


@_attrs_define
class Version:
    """A version with its lines.

    Attributes:
        number (int):
        by (str):
        at (datetime.datetime):
        reason (str):
        submitted (bool):
        value (MoneyAmount): An exact amount in a currency.
        total (MoneyAmount): An exact amount in a currency.
        differences (list[Difference]):
        supplier_id (str):
        currency (str):
        order_date (datetime.date):
        payment_days (int):
        incoterm (None | VersionIncotermType0):
        incoterm_place (str):
        note (str):
        lines (list[Line]):
    """

    number: int
    by: str
    at: datetime.datetime
    reason: str
    submitted: bool
    value: MoneyAmount
    total: MoneyAmount
    differences: list[Difference]
    supplier_id: str
    currency: str
    order_date: datetime.date
    payment_days: int
    incoterm: None | VersionIncotermType0
    incoterm_place: str
    note: str
    lines: list[Line]

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        by = self.by

        at = self.at.isoformat()

        reason = self.reason

        submitted = self.submitted

        value = self.value.to_dict()

        total = self.total.to_dict()

        differences = []
        for differences_item_data in self.differences:
            differences_item = differences_item_data.to_dict()
            differences.append(differences_item)

        supplier_id = self.supplier_id

        currency = self.currency

        order_date = self.order_date.isoformat()

        payment_days = self.payment_days

        incoterm: None | str
        if isinstance(self.incoterm, str):
            incoterm = self.incoterm
        else:
            incoterm = self.incoterm

        incoterm_place = self.incoterm_place

        note = self.note

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "by": by,
                "at": at,
                "reason": reason,
                "submitted": submitted,
                "value": value,
                "total": total,
                "differences": differences,
                "supplier_id": supplier_id,
                "currency": currency,
                "order_date": order_date,
                "payment_days": payment_days,
                "incoterm": incoterm,
                "incoterm_place": incoterm_place,
                "note": note,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.difference import Difference  # noqa: PLC0415
        from ..models.line import Line  # noqa: PLC0415
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        reason = d.pop("reason")

        submitted = d.pop("submitted")

        value = MoneyAmount.from_dict(d.pop("value"))

        total = MoneyAmount.from_dict(d.pop("total"))

        differences = []
        _differences = d.pop("differences")
        for differences_item_data in _differences:
            differences_item = Difference.from_dict(differences_item_data)

            differences.append(differences_item)

        supplier_id = d.pop("supplier_id")

        currency = d.pop("currency")

        order_date = datetime.date.fromisoformat(d.pop("order_date"))

        payment_days = d.pop("payment_days")

        def _parse_incoterm(data: object) -> None | VersionIncotermType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                incoterm_type_0 = check_version_incoterm_type_0(data)

                return incoterm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VersionIncotermType0, data)

        incoterm = _parse_incoterm(d.pop("incoterm"))

        incoterm_place = d.pop("incoterm_place")

        note = d.pop("note")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Line.from_dict(lines_item_data)

            lines.append(lines_item)

        version = cls(
            number=number,
            by=by,
            at=at,
            reason=reason,
            submitted=submitted,
            value=value,
            total=total,
            differences=differences,
            supplier_id=supplier_id,
            currency=currency,
            order_date=order_date,
            payment_days=payment_days,
            incoterm=incoterm,
            incoterm_place=incoterm_place,
            note=note,
            lines=lines,
        )

        return version
