from typing import Literal

OrderSummaryReceipt = Literal["full", "none", "over", "partial"]

ORDER_SUMMARY_RECEIPT_VALUES: set[OrderSummaryReceipt] = {
    "full",
    "none",
    "over",
    "partial",
}


def check_order_summary_receipt(value: str) -> OrderSummaryReceipt:
    if value in ORDER_SUMMARY_RECEIPT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_SUMMARY_RECEIPT_VALUES!r}")
