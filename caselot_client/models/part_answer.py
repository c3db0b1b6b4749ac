from typing import Literal

PartAnswer = Literal["accepted", "backordered", "rejected"]

PART_ANSWER_VALUES: set[PartAnswer] = {
    "accepted",
    "backordered",
    "rejected",
}


def check_part_answer(value: str) -> PartAnswer:
    if value in PART_ANSWER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PART_ANSWER_VALUES!r}")
