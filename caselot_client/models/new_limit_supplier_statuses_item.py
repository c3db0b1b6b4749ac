from typing import Literal

NewLimitSupplierStatusesItem = Literal["active", "blocked"]

NEW_LIMIT_SUPPLIER_STATUSES_ITEM_VALUES: set[NewLimitSupplierStatusesItem] = {
    "active",
    "blocked",
}


def check_new_limit_supplier_statuses_item(value: str) -> NewLimitSupplierStatusesItem:
    if value in NEW_LIMIT_SUPPLIER_STATUSES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_LIMIT_SUPPLIER_STATUSES_ITEM_VALUES!r}")
