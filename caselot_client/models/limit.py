from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="Limit")


@_attrs_define
class Limit:
    """A limit. From an organisation's first limit on, nobody approves without one of their own.

    Attributes:
        id (str):
        holder_id (str):
        amount (MoneyAmount): An exact amount in a currency.
        supplier_statuses (list[str]):
        critical (bool):
        version (int):
        updated_at (datetime.datetime):
        updated_by (str):
    """

    id: str
    holder_id: str
    amount: MoneyAmount
    supplier_statuses: list[str]
    critical: bool
    version: int
    updated_at: datetime.datetime
    updated_by: str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        holder_id = self.holder_id

        amount = self.amount.to_dict()

        supplier_statuses = self.supplier_statuses

        critical = self.critical

        version = self.version

        updated_at = self.updated_at.isoformat()

        updated_by = self.updated_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "holder_id": holder_id,
                "amount": amount,
                "supplier_statuses": supplier_statuses,
                "critical": critical,
                "version": version,
                "updated_at": updated_at,
                "updated_by": updated_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        holder_id = d.pop("holder_id")

        amount = MoneyAmount.from_dict(d.pop("amount"))

        supplier_statuses = cast(list[str], d.pop("supplier_statuses"))

        critical = d.pop("critical")

        version = d.pop("version")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        updated_by = d.pop("updated_by")

        limit = cls(
            id=id,
            holder_id=holder_id,
            amount=amount,
            supplier_statuses=supplier_statuses,
            critical=critical,
            version=version,
            updated_at=updated_at,
            updated_by=updated_by,
        )

        return limit
