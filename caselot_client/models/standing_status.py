from typing import Literal

StandingStatus = Literal["as_ordered", "changed", "none", "partial"]

STANDING_STATUS_VALUES: set[StandingStatus] = {
    "as_ordered",
    "changed",
    "none",
    "partial",
}


def check_standing_status(value: str) -> StandingStatus:
    if value in STANDING_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STANDING_STATUS_VALUES!r}")
