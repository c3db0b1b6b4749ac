from typing import Literal

FeedItemEvent = Literal[
    "purchase_order.cancelled", "purchase_order.changed", "purchase_order.closed", "purchase_order.issued"
]

FEED_ITEM_EVENT_VALUES: set[FeedItemEvent] = {
    "purchase_order.cancelled",
    "purchase_order.changed",
    "purchase_order.closed",
    "purchase_order.issued",
}


def check_feed_item_event(value: str) -> FeedItemEvent:
    if value in FEED_ITEM_EVENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FEED_ITEM_EVENT_VALUES!r}")
