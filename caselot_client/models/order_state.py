from typing import Literal

OrderState = Literal["approved", "cancelled", "closed", "draft", "issued", "pending_approval", "rejected"]

ORDER_STATE_VALUES: set[OrderState] = {
    "approved",
    "cancelled",
    "closed",
    "draft",
    "issued",
    "pending_approval",
    "rejected",
}


def check_order_state(value: str) -> OrderState:
    if value in ORDER_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_STATE_VALUES!r}")
