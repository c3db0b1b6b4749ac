from typing import Literal

NewPartAnswer = Literal["accepted", "backordered", "rejected"]

NEW_PART_ANSWER_VALUES: set[NewPartAnswer] = {
    "accepted",
    "backordered",
    "rejected",
}


def check_new_part_answer(value: str) -> NewPartAnswer:
    if value in NEW_PART_ANSWER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_PART_ANSWER_VALUES!r}")
