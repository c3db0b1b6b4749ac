from typing import Literal

ListPlansStatusType0 = Literal["cancelled", "feasible", "optimal"]

LIST_PLANS_STATUS_TYPE_0_VALUES: set[ListPlansStatusType0] = {
    "cancelled",
    "feasible",
    "optimal",
}


def check_list_plans_status_type_0(value: str) -> ListPlansStatusType0:
    if value in LIST_PLANS_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_PLANS_STATUS_TYPE_0_VALUES!r}")
