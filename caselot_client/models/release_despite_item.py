from typing import Literal

ReleaseDespiteItem = Literal["outdated", "overtaken", "what_if"]

RELEASE_DESPITE_ITEM_VALUES: set[ReleaseDespiteItem] = {
    "outdated",
    "overtaken",
    "what_if",
}


def check_release_despite_item(value: str) -> ReleaseDespiteItem:
    if value in RELEASE_DESPITE_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RELEASE_DESPITE_ITEM_VALUES!r}")
