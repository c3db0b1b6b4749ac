from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.limit_change_supplier_statuses_item import (
    LimitChangeSupplierStatusesItem,
    check_limit_change_supplier_statuses_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="LimitChange")


@_attrs_define
class LimitChange:
    """Up to what total, duty included, somebody may approve; an amount of 0 is a limit too: nothing.

    Attributes:
        amount (MoneyAmount): An exact amount in a currency.
        supplier_statuses (list[LimitChangeSupplierStatusesItem] | Unset):
        critical (bool | Unset): Whether orders with critical items too. Default: False.
    """

    amount: MoneyAmount
    supplier_statuses: list[LimitChangeSupplierStatusesItem] | Unset = UNSET
    critical: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        supplier_statuses: list[str] | Unset = UNSET
        if not isinstance(self.supplier_statuses, Unset):
            supplier_statuses = []
            for supplier_statuses_item_data in self.supplier_statuses:
                supplier_statuses_item: str = supplier_statuses_item_data
                supplier_statuses.append(supplier_statuses_item)

        critical = self.critical

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
            }
        )
        if supplier_statuses is not UNSET:
            field_dict["supplier_statuses"] = supplier_statuses
        if critical is not UNSET:
            field_dict["critical"] = critical

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money_amount import MoneyAmount  # noqa: PLC0415

        d = dict(src_dict)
        amount = MoneyAmount.from_dict(d.pop("amount"))

        _supplier_statuses = d.pop("supplier_statuses", UNSET)
        supplier_statuses: list[LimitChangeSupplierStatusesItem] | Unset = UNSET
        if _supplier_statuses is not UNSET:
            supplier_statuses = []
            for supplier_statuses_item_data in _supplier_statuses:
                supplier_statuses_item = check_limit_change_supplier_statuses_item(supplier_statuses_item_data)

                supplier_statuses.append(supplier_statuses_item)

        critical = d.pop("critical", UNSET)

        limit_change = cls(
            amount=amount,
            supplier_statuses=supplier_statuses,
            critical=critical,
        )

        return limit_change
