from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PlanLine")


@_attrs_define
class PlanLine:
    """One row of a plan's orders: an item for a node by a mode, on one purchase order of the plan.

    Attributes:
        id (str):
        number (int): Its place in the table orders, from 1.
        order_id (str): The purchase order of the plan: one supplier, one day.
        order_date (datetime.date):
        supplier_id (str):
        item_id (str):
        node_id (str):
        mode (str):
        cases (int):
        units (int):
        currency (str):
        unit_price (str):
        value (str):
        duty (str):
        arrival_date (datetime.date):
        payment_date (datetime.date):
        reason (str):
        purchase_order_id (None | str): The order that it was released into; null before.
    """

    id: str
    number: int
    order_id: str
    order_date: datetime.date
    supplier_id: str
    item_id: str
    node_id: str
    mode: str
    cases: int
    units: int
    currency: str
    unit_price: str
    value: str
    duty: str
    arrival_date: datetime.date
    payment_date: datetime.date
    reason: str
    purchase_order_id: None | str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        order_id = self.order_id

        order_date = self.order_date.isoformat()

        supplier_id = self.supplier_id

        item_id = self.item_id

        node_id = self.node_id

        mode = self.mode

        cases = self.cases

        units = self.units

        currency = self.currency

        unit_price = self.unit_price

        value = self.value

        duty = self.duty

        arrival_date = self.arrival_date.isoformat()

        payment_date = self.payment_date.isoformat()

        reason = self.reason

        purchase_order_id: None | str
        purchase_order_id = self.purchase_order_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "order_id": order_id,
                "order_date": order_date,
                "supplier_id": supplier_id,
                "item_id": item_id,
                "node_id": node_id,
                "mode": mode,
                "cases": cases,
                "units": units,
                "currency": currency,
                "unit_price": unit_price,
                "value": value,
                "duty": duty,
                "arrival_date": arrival_date,
                "payment_date": payment_date,
                "reason": reason,
                "purchase_order_id": purchase_order_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        order_id = d.pop("order_id")

        order_date = datetime.date.fromisoformat(d.pop("order_date"))

        supplier_id = d.pop("supplier_id")

        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        mode = d.pop("mode")

        cases = d.pop("cases")

        units = d.pop("units")

        currency = d.pop("currency")

        unit_price = d.pop("unit_price")

        value = d.pop("value")

        duty = d.pop("duty")

        arrival_date = datetime.date.fromisoformat(d.pop("arrival_date"))

        payment_date = datetime.date.fromisoformat(d.pop("payment_date"))

        reason = d.pop("reason")

        def _parse_purchase_order_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        purchase_order_id = _parse_purchase_order_id(d.pop("purchase_order_id"))

        plan_line = cls(
            id=id,
            number=number,
            order_id=order_id,
            order_date=order_date,
            supplier_id=supplier_id,
            item_id=item_id,
            node_id=node_id,
            mode=mode,
            cases=cases,
            units=units,
            currency=currency,
            unit_price=unit_price,
            value=value,
            duty=duty,
            arrival_date=arrival_date,
            payment_date=payment_date,
            reason=reason,
            purchase_order_id=purchase_order_id,
        )

        return plan_line
