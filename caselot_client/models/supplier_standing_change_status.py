from typing import Literal

SupplierStandingChangeStatus = Literal["active", "blocked"]

SUPPLIER_STANDING_CHANGE_STATUS_VALUES: set[SupplierStandingChangeStatus] = {
    "active",
    "blocked",
}


def check_supplier_standing_change_status(value: str) -> SupplierStandingChangeStatus:
    if value in SUPPLIER_STANDING_CHANGE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SUPPLIER_STANDING_CHANGE_STATUS_VALUES!r}")
