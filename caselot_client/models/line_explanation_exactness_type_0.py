from typing import Literal

LineExplanationExactnessType0 = Literal["about", "exact"]

LINE_EXPLANATION_EXACTNESS_TYPE_0_VALUES: set[LineExplanationExactnessType0] = {
    "about",
    "exact",
}


def check_line_explanation_exactness_type_0(value: str) -> LineExplanationExactnessType0:
    if value in LINE_EXPLANATION_EXACTNESS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LINE_EXPLANATION_EXACTNESS_TYPE_0_VALUES!r}")
