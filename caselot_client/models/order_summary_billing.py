from typing import Literal

OrderSummaryBilling = Literal["disputed", "full", "none", "partial"]

ORDER_SUMMARY_BILLING_VALUES: set[OrderSummaryBilling] = {
    "disputed",
    "full",
    "none",
    "partial",
}


def check_order_summary_billing(value: str) -> OrderSummaryBilling:
    if value in ORDER_SUMMARY_BILLING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_SUMMARY_BILLING_VALUES!r}")
