from typing import Literal

FeedOrderIncotermType0 = Literal["CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"]

FEED_ORDER_INCOTERM_TYPE_0_VALUES: set[FeedOrderIncotermType0] = {
    "CFR",
    "CIF",
    "CIP",
    "CPT",
    "DAP",
    "DDP",
    "DPU",
    "EXW",
    "FAS",
    "FCA",
    "FOB",
}


def check_feed_order_incoterm_type_0(value: str) -> FeedOrderIncotermType0:
    if value in FEED_ORDER_INCOTERM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FEED_ORDER_INCOTERM_TYPE_0_VALUES!r}")
