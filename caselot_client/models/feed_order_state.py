from typing import Literal

FeedOrderState = Literal["approved", "cancelled", "closed", "draft", "issued", "pending_approval", "rejected"]

FEED_ORDER_STATE_VALUES: set[FeedOrderState] = {
    "approved",
    "cancelled",
    "closed",
    "draft",
    "issued",
    "pending_approval",
    "rejected",
}


def check_feed_order_state(value: str) -> FeedOrderState:
    if value in FEED_ORDER_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FEED_ORDER_STATE_VALUES!r}")
