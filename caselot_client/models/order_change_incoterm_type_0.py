from typing import Literal

OrderChangeIncotermType0 = Literal["CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"]

ORDER_CHANGE_INCOTERM_TYPE_0_VALUES: set[OrderChangeIncotermType0] = {
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


def check_order_change_incoterm_type_0(value: str) -> OrderChangeIncotermType0:
    if value in ORDER_CHANGE_INCOTERM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_CHANGE_INCOTERM_TYPE_0_VALUES!r}")
