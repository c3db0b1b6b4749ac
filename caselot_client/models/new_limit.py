from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_limit_supplier_statuses_item import (
    NewLimitSupplierStatusesItem,
    check_new_limit_supplier_statuses_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money_amount import MoneyAmount


T = TypeVar("T", bound="NewLimit")


@_attrs_define
class NewLimit:
    """A limit to be.

    Attributes:
        amount (MoneyAmount): An exact amount in a currency.
        holder_id (str): The user whose limit it is.
        supplier_statuses (list[NewLimitSupplierStatusesItem] | Unset):
        critical (bool | Unset): Whether orders with critical items too. Default: False.
    """

    amount: MoneyAmount
    holder_id: str
    supplier_statuses: list[NewLimitSupplierStatusesItem] | Unset = UNSET
    critical: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        holder_id = self.holder_id

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
                "holder_id": holder_id,
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

        holder_id = d.pop("holder_id")

        _supplier_statuses = d.pop("supplier_statuses", UNSET)
        supplier_statuses: list[NewLimitSupplierStatusesItem] | Unset = UNSET
        if _supplier_statuses is not UNSET:
            supplier_statuses = []
            for supplier_statuses_item_data in _supplier_statuses:
                supplier_statuses_item = check_new_limit_supplier_statuses_item(supplier_statuses_item_data)

                supplier_statuses.append(supplier_statuses_item)

        critical = d.pop("critical", UNSET)

        new_limit = cls(
            amount=amount,
            holder_id=holder_id,
            supplier_statuses=supplier_statuses,
            critical=critical,
        )

        return new_limit
