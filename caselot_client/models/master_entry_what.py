from typing import Literal

MasterEntryWhat = Literal["change", "delete", "insert"]

MASTER_ENTRY_WHAT_VALUES: set[MasterEntryWhat] = {
    "change",
    "delete",
    "insert",
}


def check_master_entry_what(value: str) -> MasterEntryWhat:
    if value in MASTER_ENTRY_WHAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MASTER_ENTRY_WHAT_VALUES!r}")
