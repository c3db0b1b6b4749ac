from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SupplierDifference")


@_attrs_define
class SupplierDifference:
    """What a supplier gets of a plan.

    Attributes:
        plan (str):
        supplier_id (str):
        orders (int):
        lines (int):
        money (float):
        share (float):
        base (float):
        difference (float):
    """

    plan: str
    supplier_id: str
    orders: int
    lines: int
    money: float
    share: float
    base: float
    difference: float

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        supplier_id = self.supplier_id

        orders = self.orders

        lines = self.lines

        money = self.money

        share = self.share

        base = self.base

        difference = self.difference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "supplier_id": supplier_id,
                "orders": orders,
                "lines": lines,
                "money": money,
                "share": share,
                "base": base,
                "difference": difference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        plan = d.pop("plan")

        supplier_id = d.pop("supplier_id")

        orders = d.pop("orders")

        lines = d.pop("lines")

        money = d.pop("money")

        share = d.pop("share")

        base = d.pop("base")

        difference = d.pop("difference")

        supplier_difference = cls(
            plan=plan,
            supplier_id=supplier_id,
            orders=orders,
            lines=lines,
            money=money,
            share=share,
            base=base,
            difference=difference,
        )

        return supplier_difference
