from typing import Literal

AlternativeInstead = Literal["no plan", "not ordering", "one", "several"]

ALTERNATIVE_INSTEAD_VALUES: set[AlternativeInstead] = {
    "no plan",
    "not ordering",
    "one",
    "several",
}


def check_alternative_instead(value: str) -> AlternativeInstead:
    if value in ALTERNATIVE_INSTEAD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ALTERNATIVE_INSTEAD_VALUES!r}")
