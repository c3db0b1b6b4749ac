from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Progress")


@_attrs_define
class Progress:
    """How far a search is: money in the objective's discounting.

    Attributes:
        phase (str):
        seconds (float):
        cost (float | None): The best plan so far; null while there is none.
        bound (float | None): Proven: no plan costs less; null while nothing is proven.
        gap (float | None):
    """

    phase: str
    seconds: float
    cost: float | None
    bound: float | None
    gap: float | None

    def to_dict(self) -> dict[str, Any]:
        phase = self.phase

        seconds = self.seconds

        cost: float | None
        cost = self.cost

        bound: float | None
        bound = self.bound

        gap: float | None
        gap = self.gap

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "phase": phase,
                "seconds": seconds,
                "cost": cost,
                "bound": bound,
                "gap": gap,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        phase = d.pop("phase")

        seconds = d.pop("seconds")

        def _parse_cost(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        cost = _parse_cost(d.pop("cost"))

        def _parse_bound(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        bound = _parse_bound(d.pop("bound"))

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gap = _parse_gap(d.pop("gap"))

        progress = cls(
            phase=phase,
            seconds=seconds,
            cost=cost,
            bound=bound,
            gap=gap,
        )

        return progress
