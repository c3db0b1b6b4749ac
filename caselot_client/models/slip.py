from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.slip_kind import SlipKind, check_slip_kind

T = TypeVar("T", bound="Slip")


@_attrs_define
class Slip:
    """A difference between what was asked and what was answered; `units` that are missing are below 0 for more.

    Attributes:
        line (int):
        kind (SlipKind):
        units (int):
        asked (str):
        answered (str):
    """

    line: int
    kind: SlipKind
    units: int
    asked: str
    answered: str

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        kind: str = self.kind

        units = self.units

        asked = self.asked

        answered = self.answered

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line": line,
                "kind": kind,
                "units": units,
                "asked": asked,
                "answered": answered,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        kind = check_slip_kind(d.pop("kind"))

        units = d.pop("units")

        asked = d.pop("asked")

        answered = d.pop("answered")

        slip = cls(
            line=line,
            kind=kind,
            units=units,
            asked=asked,
            answered=answered,
        )

        return slip
