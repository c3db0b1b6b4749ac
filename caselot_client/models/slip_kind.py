from typing import Literal

SlipKind = Literal["date", "item", "price", "quantity"]

SLIP_KIND_VALUES: set[SlipKind] = {
    "date",
    "item",
    "price",
    "quantity",
}


def check_slip_kind(value: str) -> SlipKind:
    if value in SLIP_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SLIP_KIND_VALUES!r}")
