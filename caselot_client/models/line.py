from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.peg import Peg


T = TypeVar("T", bound="Line")


@_attrs_define
class Line:
    """A line.

    Attributes:
        number (int):
        item_id (str):
        node_id (str):
        mode (str):
        units (int):
        cases (int):
        unit_price (str):
        value (str):
        duty_rate (str):
        duty (str):
        need_by (datetime.date):
        reason (str):
        plan_order_id (None | str):
        pegging (list[Peg]):
    """

    number: int
    item_id: str
    node_id: str
    mode: str
    units: int
    cases: int
    unit_price: str
    value: str
    duty_rate: str
    duty: str
    need_by: datetime.date
    reason: str
    plan_order_id: None | str
    pegging: list[Peg]

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        item_id = self.item_id

        node_id = self.node_id

        mode = self.mode

        units = self.units

        cases = self.cases

        unit_price = self.unit_price

        value = self.value

        duty_rate = self.duty_rate

        duty = self.duty

        need_by = self.need_by.isoformat()

        reason = self.reason

        plan_order_id: None | str
        plan_order_id = self.plan_order_id

        pegging = []
        for pegging_item_data in self.pegging:
            pegging_item = pegging_item_data.to_dict()
            pegging.append(pegging_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "item_id": item_id,
                "node_id": node_id,
                "mode": mode,
                "units": units,
                "cases": cases,
                "unit_price": unit_price,
                "value": value,
                "duty_rate": duty_rate,
                "duty": duty,
                "need_by": need_by,
                "reason": reason,
                "plan_order_id": plan_order_id,
                "pegging": pegging,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.peg import Peg  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        item_id = d.pop("item_id")

        node_id = d.pop("node_id")

        mode = d.pop("mode")

        units = d.pop("units")

        cases = d.pop("cases")

        unit_price = d.pop("unit_price")

        value = d.pop("value")

        duty_rate = d.pop("duty_rate")

        duty = d.pop("duty")

        need_by = datetime.date.fromisoformat(d.pop("need_by"))

        reason = d.pop("reason")

        def _parse_plan_order_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        plan_order_id = _parse_plan_order_id(d.pop("plan_order_id"))

        pegging = []
        _pegging = d.pop("pegging")
        for pegging_item_data in _pegging:
            pegging_item = Peg.from_dict(pegging_item_data)

            pegging.append(pegging_item)

        line = cls(
            number=number,
            item_id=item_id,
            node_id=node_id,
            mode=mode,
            units=units,
            cases=cases,
            unit_price=unit_price,
            value=value,
            duty_rate=duty_rate,
            duty=duty,
            need_by=need_by,
            reason=reason,
            plan_order_id=plan_order_id,
            pegging=pegging,
        )

        return line
