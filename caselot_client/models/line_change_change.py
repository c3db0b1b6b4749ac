from typing import Literal

LineChangeChange = Literal["added", "dropped", "moved", "resized"]

LINE_CHANGE_CHANGE_VALUES: set[LineChangeChange] = {
    "added",
    "dropped",
    "moved",
    "resized",
}


def check_line_change_change(value: str) -> LineChangeChange:
    if value in LINE_CHANGE_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LINE_CHANGE_CHANGE_VALUES!r}")
