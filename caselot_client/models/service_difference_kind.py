from typing import Literal

ServiceDifferenceKind = Literal["category", "overall", "zone"]

SERVICE_DIFFERENCE_KIND_VALUES: set[ServiceDifferenceKind] = {
    "category",
    "overall",
    "zone",
}


def check_service_difference_kind(value: str) -> ServiceDifferenceKind:
    if value in SERVICE_DIFFERENCE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SERVICE_DIFFERENCE_KIND_VALUES!r}")
