from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReleasedOrder")


@_attrs_define
class ReleasedOrder:
    """A draft that a release made.

    Attributes:
        id (str):
        number (str):
        plan_order_id (str):
        supplier_id (str):
        state (str):
        rule_id (None | str): The rule that approved it; null where none did.
        lines (int):
        currency (str):
        total (str):
    """

    id: str
    number: str
    plan_order_id: str
    supplier_id: str
    state: str
    rule_id: None | str
    lines: int
    currency: str
    total: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        plan_order_id = self.plan_order_id

        supplier_id = self.supplier_id

        state = self.state

        rule_id: None | str
        rule_id = self.rule_id

        lines = self.lines

        currency = self.currency

        total = self.total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "plan_order_id": plan_order_id,
                "supplier_id": supplier_id,
                "state": state,
                "rule_id": rule_id,
                "lines": lines,
                "currency": currency,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        plan_order_id = d.pop("plan_order_id")

        supplier_id = d.pop("supplier_id")

        state = d.pop("state")

        def _parse_rule_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule_id = _parse_rule_id(d.pop("rule_id"))

        lines = d.pop("lines")

        currency = d.pop("currency")

        total = d.pop("total")

        released_order = cls(
            id=id,
            number=number,
            plan_order_id=plan_order_id,
            supplier_id=supplier_id,
            state=state,
            rule_id=rule_id,
            lines=lines,
            currency=currency,
            total=total,
        )

        return released_order
