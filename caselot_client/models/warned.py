from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Warned")


@_attrs_define
class Warned:
    """A warning about a dataset, which hinders nothing.

    Attributes:
        rule (str):
        sentence (str):
        count (int):
        examples (list[str]):
    """

    rule: str
    sentence: str
    count: int
    examples: list[str]

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule

        sentence = self.sentence

        count = self.count

        examples = self.examples

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rule": rule,
                "sentence": sentence,
                "count": count,
                "examples": examples,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rule = d.pop("rule")

        sentence = d.pop("sentence")

        count = d.pop("count")

        examples = cast(list[str], d.pop("examples"))

        warned = cls(
            rule=rule,
            sentence=sentence,
            count=count,
            examples=examples,
        )

        return warned
