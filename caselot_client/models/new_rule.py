from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="NewRule")


@_attrs_define
class NewRule:
    """A rule of automatic approval to be; empty lists mean all.

    Attributes:
        amount (MoneyAmount): An exact amount in a currency.
        suppliers (list[str] | Unset):
        segments (list[str] | Unset):
        critical (bool | Unset):  Default: False.
    """

    amount: MoneyAmount
    suppliers: list[str] | Unset = UNSET
    segments: list[str] | Unset = UNSET
    critical: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        suppliers: list[str] | Unset = UNSET
        if not isinstance(self.suppliers, Unset):
            suppliers = self.suppliers

        segments: list[str] | Unset = UNSET
        if not isinstance(self.segments, Unset):
            segments = self.segments

        critical = self.critical

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
            }
        )
        if suppliers is not UNSET:
            field_dict["suppliers"] = suppliers
        if segments is not UNSET:
            field_dict["segments"] = segments
        if critical is not UNSET:
            field_dict["critical"] = critical

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        amount = MoneyAmount.from_dict(d.pop("amount"))

        suppliers = cast(list[str], d.pop("suppliers", UNSET))

        segments = cast(list[str], d.pop("segments", UNSET))

        critical = d.pop("critical", UNSET)

        new_rule = cls(
            amount=amount,
            suppliers=suppliers,
            segments=segments,
            critical=critical,
        )

        return new_rule
