from typing import Literal

PlanDetailStatus = Literal["cancelled", "feasible", "optimal"]

PLAN_DETAIL_STATUS_VALUES: set[PlanDetailStatus] = {
    "cancelled",
    "feasible",
    "optimal",
}


def check_plan_detail_status(value: str) -> PlanDetailStatus:
    if value in PLAN_DETAIL_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLAN_DETAIL_STATUS_VALUES!r}")
