from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReleaseWarning")


@_attrs_define
class ReleaseWarning:
    """What whoever releases should know.

    Attributes:
        kind (str):
        sentence (str):
    """

    kind: str
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        sentence = self.sentence

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        sentence = d.pop("sentence")

        release_warning = cls(
            kind=kind,
            sentence=sentence,
        )

        return release_warning
