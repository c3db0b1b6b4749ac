from typing import Literal

OrderBilling = Literal["disputed", "full", "none", "partial"]

ORDER_BILLING_VALUES: set[OrderBilling] = {
    "disputed",
    "full",
    "none",
    "partial",
}


def check_order_billing(value: str) -> OrderBilling:
    if value in ORDER_BILLING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_BILLING_VALUES!r}")
