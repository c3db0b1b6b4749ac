from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SpendDifference")


@_attrs_define
class SpendDifference:
    """Price and duty ordered in a period, and due in it.

    Attributes:
        plan (str):
        date (datetime.date):
        ordered (float):
        due (float):
        base (float):
        difference (float):
    """

    plan: str
    date: datetime.date
    ordered: float
    due: float
    base: float
    difference: float

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        date = self.date.isoformat()

        ordered = self.ordered

        due = self.due

        base = self.base

        difference = self.difference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "date": date,
                "ordered": ordered,
                "due": due,
                "base": base,
                "difference": difference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        plan = d.pop("plan")

        date = datetime.date.fromisoformat(d.pop("date"))

        ordered = d.pop("ordered")

        due = d.pop("due")

        base = d.pop("base")

        difference = d.pop("difference")

        spend_difference = cls(
            plan=plan,
            date=date,
            ordered=ordered,
            due=due,
            base=base,
            difference=difference,
        )

        return spend_difference
