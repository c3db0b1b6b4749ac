from typing import Literal

OrderReceipt = Literal["full", "none", "over", "partial"]

ORDER_RECEIPT_VALUES: set[OrderReceipt] = {
    "full",
    "none",
    "over",
    "partial",
}


def check_order_receipt(value: str) -> OrderReceipt:
    if value in ORDER_RECEIPT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_RECEIPT_VALUES!r}")
