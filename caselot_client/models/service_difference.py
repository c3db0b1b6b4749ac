from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.service_difference_kind import (
    ServiceDifferenceKind,
    check_service_difference_kind,
)

T = TypeVar("T", bound="ServiceDifference")


@_attrs_define
class ServiceDifference:
    """The share of demand that is served in time: overall, of a category, of a zone.

    Attributes:
        plan (str):
        kind (ServiceDifferenceKind):
        of (str):
        served (float | None):
        base (float | None):
        difference (float | None):
    """

    plan: str
    kind: ServiceDifferenceKind
    of: str
    served: float | None
    base: float | None
    difference: float | None

    def to_dict(self) -> dict[str, Any]:
        plan = self.plan

        kind: str = self.kind

        of = self.of

        served: float | None
        served = self.served

        base: float | None
        base = self.base

        difference: float | None
        difference = self.difference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "plan": plan,
                "kind": kind,
                "of": of,
                "served": served,
                "base": base,
                "difference": difference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        plan = d.pop("plan")

        kind = check_service_difference_kind(d.pop("kind"))

        of = d.pop("of")

        def _parse_served(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        served = _parse_served(d.pop("served"))

        def _parse_base(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        base = _parse_base(d.pop("base"))

        def _parse_difference(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        difference = _parse_difference(d.pop("difference"))

        service_difference = cls(
            plan=plan,
            kind=kind,
            of=of,
            served=served,
            base=base,
            difference=difference,
        )

        return service_difference
