from typing import Literal

AcknowledgementSource = Literal["json", "x12"]

ACKNOWLEDGEMENT_SOURCE_VALUES: set[AcknowledgementSource] = {
    "json",
    "x12",
}


def check_acknowledgement_source(value: str) -> AcknowledgementSource:
    if value in ACKNOWLEDGEMENT_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACKNOWLEDGEMENT_SOURCE_VALUES!r}")
