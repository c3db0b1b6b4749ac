from typing import Literal

NewOrderIncotermType0 = Literal["CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"]

NEW_ORDER_INCOTERM_TYPE_0_VALUES: set[NewOrderIncotermType0] = {
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


def check_new_order_incoterm_type_0(value: str) -> NewOrderIncotermType0:
    if value in NEW_ORDER_INCOTERM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_ORDER_INCOTERM_TYPE_0_VALUES!r}")
