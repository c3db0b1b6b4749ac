from typing import Literal

NewUserKind = Literal["integration", "person"]

NEW_USER_KIND_VALUES: set[NewUserKind] = {
    "integration",
    "person",
}


def check_new_user_kind(value: str) -> NewUserKind:
    if value in NEW_USER_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEW_USER_KIND_VALUES!r}")
