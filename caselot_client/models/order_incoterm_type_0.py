from typing import Literal

OrderIncotermType0 = Literal["CFR", "CIF", "CIP", "CPT", "DAP", "DDP", "DPU", "EXW", "FAS", "FCA", "FOB"]

ORDER_INCOTERM_TYPE_0_VALUES: set[OrderIncotermType0] = {
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


def check_order_incoterm_type_0(value: str) -> OrderIncotermType0:
    if value in ORDER_INCOTERM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_INCOTERM_TYPE_0_VALUES!r}")
