from typing import Literal

PartCode = Literal["DR", "IA", "IB", "IP", "IQ", "IR", "IS"]

PART_CODE_VALUES: set[PartCode] = {
    "DR",
    "IA",
    "IB",
    "IP",
    "IQ",
    "IR",
    "IS",
}


def check_part_code(value: str) -> PartCode:
    if value in PART_CODE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PART_CODE_VALUES!r}")
