from typing import Literal

OrderSummaryState = Literal["approved", "cancelled", "closed", "draft", "issued", "pending_approval", "rejected"]

ORDER_SUMMARY_STATE_VALUES: set[OrderSummaryState] = {
    "approved",
    "cancelled",
    "closed",
    "draft",
    "issued",
    "pending_approval",
    "rejected",
}


def check_order_summary_state(value: str) -> OrderSummaryState:
    if value in ORDER_SUMMARY_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_SUMMARY_STATE_VALUES!r}")
