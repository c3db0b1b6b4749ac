from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.difference import Difference
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="VersionSummary")


@_attrs_define
class VersionSummary:
    """A version of an order.

    Attributes:
        number (int):
        by (str):
        at (datetime.datetime):
        reason (str):
        submitted (bool):
        value (MoneyAmount): An exact amount in a currency.
        total (MoneyAmount): An exact amount in a currency.
        differences (list[Difference]):
    """

    number: int
    by: str
    at: datetime.datetime
    reason: str
    submitted: bool
    value: MoneyAmount
    total: MoneyAmount
    differences: list[Difference]

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        by = self.by

        at = self.at.isoformat()

        reason = self.reason

        submitted = self.submitted

        value = self.value.to_dict()

        total = self.total.to_dict()

        differences = []
        for differences_item_data in self.differences:
            differences_item = differences_item_data.to_dict()
            differences.append(differences_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "by": by,
                "at": at,
                "reason": reason,
                "submitted": submitted,
                "value": value,
                "total": total,
                "differences": differences,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.difference import Difference  # noqa: PLC0415
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        reason = d.pop("reason")

        submitted = d.pop("submitted")

        value = MoneyAmount.from_dict(d.pop("value"))

        total = MoneyAmount.from_dict(d.pop("total"))

        differences = []
        _differences = d.pop("differences")
        for differences_item_data in _differences:
            differences_item = Difference.from_dict(differences_item_data)

            differences.append(differences_item)

        version_summary = cls(
            number=number,
            by=by,
            at=at,
            reason=reason,
            submitted=submitted,
            value=value,
            total=total,
            differences=differences,
        )

        return version_summary
