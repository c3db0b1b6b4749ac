from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.list_rows_of_budgets_response_200_items_item_basis_type_1 import (
    ListRowsOfBudgetsResponse200ItemsItemBasisType1,
    check_list_rows_of_budgets_response_200_items_item_basis_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ListRowsOfBudgetsResponse200ItemsItem")


@_attrs_define
class ListRowsOfBudgetsResponse200ItemsItem:
    """Limits on price plus duty of this plan's order lines between two dates.

    Attributes:
        budget_id (str): the budget; text that is not blank, of at most 64 characters
        first_date (datetime.date): first day; may lie outside the horizon; a day as YYYY-MM-DD
        last_date (datetime.date): last day, included; may lie outside the horizon; a day as YYYY-MM-DD
        amount (float | str): how much may be spent (money); a finite number from 0 to 1,000,000,000,000
        category (None | str | Unset): only items of this category; text of at most 32,767 characters
        supplier_id (None | str | Unset): only orders to this supplier; text that is not blank, of at most 64 characters
        basis (ListRowsOfBudgetsResponse200ItemsItemBasisType1 | None | Unset): the day that counts: of the order, or of
            its payment (`payment_days` later); order or payment
        overrun_cost (float | None | str | Unset): cost of spending above it (money per unit of money); a finite number
            from 0 to 1,000,000,000,000
    """

    budget_id: str
    first_date: datetime.date
    last_date: datetime.date
    amount: float | str
    category: None | str | Unset = UNSET
    supplier_id: None | str | Unset = UNSET
    basis: ListRowsOfBudgetsResponse200ItemsItemBasisType1 | None | Unset = UNSET
    overrun_cost: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        budget_id = self.budget_id

        first_date = self.first_date.isoformat()

        last_date = self.last_date.isoformat()

        amount: float | str
        amount = self.amount

        category: None | str | Unset
        if isinstance(self.category, Unset):
            category = UNSET
        else:
            category = self.category

        supplier_id: None | str | Unset
        if isinstance(self.supplier_id, Unset):
            supplier_id = UNSET
        else:
            supplier_id = self.supplier_id

        basis: None | str | Unset
        if isinstance(self.basis, Unset):
            basis = UNSET
        elif isinstance(self.basis, str):
            basis = self.basis
        else:
            basis = self.basis

        overrun_cost: float | None | str | Unset
        if isinstance(self.overrun_cost, Unset):
            overrun_cost = UNSET
        else:
            overrun_cost = self.overrun_cost

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "budget_id": budget_id,
                "first_date": first_date,
                "last_date": last_date,
                "amount": amount,
            }
        )
        if category is not UNSET:
            field_dict["category"] = category
        if supplier_id is not UNSET:
            field_dict["supplier_id"] = supplier_id
        if basis is not UNSET:
            field_dict["basis"] = basis
        if overrun_cost is not UNSET:
            field_dict["overrun_cost"] = overrun_cost

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        budget_id = d.pop("budget_id")

        first_date = datetime.date.fromisoformat(d.pop("first_date"))

        last_date = datetime.date.fromisoformat(d.pop("last_date"))

        def _parse_amount(data: object) -> float | str:
            return cast(float | str, data)

        amount = _parse_amount(d.pop("amount"))

        def _parse_category(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        category = _parse_category(d.pop("category", UNSET))

        def _parse_supplier_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        supplier_id = _parse_supplier_id(d.pop("supplier_id", UNSET))

        def _parse_basis(data: object) -> ListRowsOfBudgetsResponse200ItemsItemBasisType1 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                basis_type_1 = check_list_rows_of_budgets_response_200_items_item_basis_type_1(data)

                return basis_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRowsOfBudgetsResponse200ItemsItemBasisType1 | None | Unset, data)

        basis = _parse_basis(d.pop("basis", UNSET))

        def _parse_overrun_cost(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        overrun_cost = _parse_overrun_cost(d.pop("overrun_cost", UNSET))

        list_rows_of_budgets_response_200_items_item = cls(
            budget_id=budget_id,
            first_date=first_date,
            last_date=last_date,
            amount=amount,
            category=category,
            supplier_id=supplier_id,
            basis=basis,
            overrun_cost=overrun_cost,
        )

        return list_rows_of_budgets_response_200_items_item
