from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.feed_order_incoterm_type_0 import (
    FeedOrderIncotermType0,
    check_feed_order_incoterm_type_0,
)
from ..models.feed_order_state import FeedOrderState, check_feed_order_state

if TYPE_CHECKING:
    from ..models.line import Line
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="FeedOrder")


@_attrs_define
class FeedOrder:
    """What an integration is told of an order: the version that the supplier has.

    Attributes:
        id (str):
        number (str):
        state (FeedOrderState):
        order_version (int):
        supplier_id (str):
        currency (str):
        order_date (datetime.date):
        payment_days (int):
        payment_date (datetime.date):
        incoterm (FeedOrderIncotermType0 | None):
        incoterm_place (str):
        note (str):
        plan_id (str):
        run_id (str):
        value (MoneyAmount): An exact amount in a currency.
        duty (MoneyAmount): An exact amount in a currency.
        total (MoneyAmount): An exact amount in a currency.
        lines (list[Line]):
    """

    id: str
    number: str
    state: FeedOrderState
    order_version: int
    supplier_id: str
    currency: str
    order_date: datetime.date
    payment_days: int
    payment_date: datetime.date
    incoterm: FeedOrderIncotermType0 | None
    incoterm_place: str
    note: str
    plan_id: str
    run_id: str
    value: MoneyAmount
    duty: MoneyAmount
    total: MoneyAmount
    lines: list[Line]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        state: str = self.state

        order_version = self.order_version

        supplier_id = self.supplier_id

        currency = self.currency

        order_date = self.order_date.isoformat()

        payment_days = self.payment_days

        payment_date = self.payment_date.isoformat()

        incoterm: None | str
        if isinstance(self.incoterm, str):
            incoterm = self.incoterm
        else:
            incoterm = self.incoterm

        incoterm_place = self.incoterm_place

        note = self.note

        plan_id = self.plan_id

        run_id = self.run_id

        value = self.value.to_dict()

        duty = self.duty.to_dict()

        total = self.total.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "state": state,
                "order_version": order_version,
                "supplier_id": supplier_id,
                "currency": currency,
                "order_date": order_date,
                "payment_days": payment_days,
                "payment_date": payment_date,
                "incoterm": incoterm,
                "incoterm_place": incoterm_place,
                "note": note,
                "plan_id": plan_id,
                "run_id": run_id,
                "value": value,
                "duty": duty,
                "total": total,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.line import Line  # noqa: PLC0415
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        state = check_feed_order_state(d.pop("state"))

        order_version = d.pop("order_version")

        supplier_id = d.pop("supplier_id")

        currency = d.pop("currency")

        order_date = datetime.date.fromisoformat(d.pop("order_date"))

        payment_days = d.pop("payment_days")

        payment_date = datetime.date.fromisoformat(d.pop("payment_date"))

        def _parse_incoterm(data: object) -> FeedOrderIncotermType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                incoterm_type_0 = check_feed_order_incoterm_type_0(data)

                return incoterm_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FeedOrderIncotermType0 | None, data)

        incoterm = _parse_incoterm(d.pop("incoterm"))

        incoterm_place = d.pop("incoterm_place")

        note = d.pop("note")

        plan_id = d.pop("plan_id")

        run_id = d.pop("run_id")

        value = MoneyAmount.from_dict(d.pop("value"))

        duty = MoneyAmount.from_dict(d.pop("duty"))

        total = MoneyAmount.from_dict(d.pop("total"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Line.from_dict(lines_item_data)

            lines.append(lines_item)

        feed_order = cls(
            id=id,
            number=number,
            state=state,
            order_version=order_version,
            supplier_id=supplier_id,
            currency=currency,
            order_date=order_date,
            payment_days=payment_days,
            payment_date=payment_date,
            incoterm=incoterm,
            incoterm_place=incoterm_place,
            note=note,
            plan_id=plan_id,
            run_id=run_id,
            value=value,
            duty=duty,
            total=total,
            lines=lines,
        )

        return feed_order
