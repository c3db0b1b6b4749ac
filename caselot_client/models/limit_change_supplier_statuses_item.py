from typing import Literal

LimitChangeSupplierStatusesItem = Literal["active", "blocked"]

LIMIT_CHANGE_SUPPLIER_STATUSES_ITEM_VALUES: set[LimitChangeSupplierStatusesItem] = {
    "active",
    "blocked",
}


def check_limit_change_supplier_statuses_item(value: str) -> LimitChangeSupplierStatusesItem:
    if value in LIMIT_CHANGE_SUPPLIER_STATUSES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIMIT_CHANGE_SUPPLIER_STATUSES_ITEM_VALUES!r}")
