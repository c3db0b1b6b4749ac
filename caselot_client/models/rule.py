from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="Rule")


@_attrs_define
class Rule:
    """A rule of automatic approval; `created_by` answers for what it approves.

    Attributes:
        id (str):
        amount (MoneyAmount): An exact amount in a currency.
        suppliers (list[str]):
        segments (list[str]):
        critical (bool):
        active (bool):
        version (int):
        created_at (datetime.datetime):
        created_by (str):
    """

    id: str
    amount: MoneyAmount
    suppliers: list[str]
    segments: list[str]
    critical: bool
    active: bool
    version: int
    created_at: datetime.datetime
    created_by: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        amount = self.amount.to_dict()

        suppliers = self.suppliers

        segments = self.segments

        critical = self.critical

        active = self.active

        version = self.version

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "amount": amount,
                "suppliers": suppliers,
                "segments": segments,
                "critical": critical,
                "active": active,
                "version": version,
                "created_at": created_at,
                "created_by": created_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        amount = MoneyAmount.from_dict(d.pop("amount"))

        suppliers = cast(list[str], d.pop("suppliers"))

        segments = cast(list[str], d.pop("segments"))

        critical = d.pop("critical")

        active = d.pop("active")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        rule = cls(
            id=id,
            amount=amount,
            suppliers=suppliers,
            segments=segments,
            critical=critical,
            active=active,
            version=version,
            created_at=created_at,
            created_by=created_by,
        )

        return rule
