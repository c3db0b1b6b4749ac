from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CostDifference")


@_attrs_define
class CostDifference:
    """A term of cost of one plan, beside the first plan's.

    Attributes:
        plan (str):
        term (str):
        cost (float):
        base (float): What it is of the first plan; so everywhere here.
        difference (float):
        share (float | None): The difference as a share of what the first plan costs.
    """

    plan: str
    term: str
    cost: float
    base: float
    difference: float
    share: float | None

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        term = self.term

        cost = self.cost

        base = self.base

        difference = self.difference

        share: float | None
        share = self.share

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "term": term,
                "cost": cost,
                "base": base,
                "difference": difference,
                "share": share,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        plan = d.pop("plan")

        term = d.pop("term")

        cost = d.pop("cost")

        base = d.pop("base")

        difference = d.pop("difference")

        def _parse_share(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        share = _parse_share(d.pop("share"))

        cost_difference = cls(
            plan=plan,
            term=term,
            cost=cost,
            base=base,
            difference=difference,
            share=share,
        )

        return cost_difference
