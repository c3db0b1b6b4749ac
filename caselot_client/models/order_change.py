from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.order_change_incoterm_type_0 import (
    OrderChangeIncotermType0,
    check_order_change_incoterm_type_0,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_line import NewLine


T = TypeVar("T", bound="OrderChange")


@_attrs_define
class OrderChange:
    """The whole order as it is to be from now on.

    Attributes:
        supplier_id (str):
        currency (str):
        order_date (datetime.date):
        lines (list[NewLine]):
        payment_days (int | Unset): After the order date. Default: 0.
        incoterm (None | OrderChangeIncotermType0 | Unset):
        incoterm_place (None | str | Unset):
        note (None | str | Unset): For the supplier; it stands on the order.
        change_reason (None | str | Unset): Why it is changed, for whoever approves it.
    """

    supplier_id: str
    currency: str
    order_date: datetime.date
    lines: list[NewLine]
    payment_days: int | Unset = 0
    incoterm: None | OrderChangeIncotermType0 | Unset = UNSET
    incoterm_place: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    change_reason: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        supplier_id = self.supplier_id

        currency = self.currency

        order_date = self.order_date.isoformat()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        payment_days = self.payment_days

        incoterm: None | str | Unset
        if isinstance(self.incoterm, Unset):
            incoterm = UNSET
        elif isinstance(self.incoterm, str):
            incoterm = self.incoterm
        else:
            incoterm = self.incoterm

        incoterm_place: None | str | Unset
        if isinstance(self.incoterm_place, Unset):
            incoterm_place = UNSET
        else:
            incoterm_place = self.incoterm_place

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        change_reason: None | str | Unset
        if isinstance(self.change_reason, Unset):
            change_reason = UNSET
        else:
            change_reason = self.change_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "supplier_id": supplier_id,
                "currency": currency,
                "order_date": order_date,
                "lines": lines,
            }
        )
        if payment_days is not UNSET:
            field_dict["payment_days"] = payment_days
        if incoterm is not UNSET:
            field_dict["incoterm"] = incoterm
        if incoterm_place is not UNSET:
            field_dict["incoterm_place"] = incoterm_place
        if note is not UNSET:
            field_dict["note"] = note
        if change_reason is not UNSET:
            field_dict["change_reason"] = change_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_line import NewLine  # noqa: PLC0415

        d = dict(src_dict)
        supplier_id = d.pop("supplier_id")

        currency = d.pop("currency")

        order_date = datetime.date.fromisoformat(d.pop("order_date"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = NewLine.from_dict(lines_item_data)

            lines.append(lines_item)

        payment_days = d.pop("payment_days", UNSET)

        def _parse_incoterm(data: object) -> None | OrderChangeIncotermType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                incoterm_type_0 = check_order_change_incoterm_type_0(data)

                return incoterm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrderChangeIncotermType0 | Unset, data)

        incoterm = _parse_incoterm(d.pop("incoterm", UNSET))

        def _parse_incoterm_place(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        incoterm_place = _parse_incoterm_place(d.pop("incoterm_place", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_change_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        change_reason = _parse_change_reason(d.pop("change_reason", UNSET))

        order_change = cls(
            supplier_id=supplier_id,
            currency=currency,
            order_date=order_date,
            lines=lines,
            payment_days=payment_days,
            incoterm=incoterm,
            incoterm_place=incoterm_place,
            note=note,
            change_reason=change_reason,
        )

        return order_change
