from typing import Literal

PlanSummaryStatus = Literal["cancelled", "feasible", "optimal"]

PLAN_SUMMARY_STATUS_VALUES: set[PlanSummaryStatus] = {
    "cancelled",
    "feasible",
    "optimal",
}


def check_plan_summary_status(value: str) -> PlanSummaryStatus:
    if value in PLAN_SUMMARY_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLAN_SUMMARY_STATUS_VALUES!r}")
