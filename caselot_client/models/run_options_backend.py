from typing import Literal

RunOptionsBackend = Literal["cp-sat", "highs", "scip"]

RUN_OPTIONS_BACKEND_VALUES: set[RunOptionsBackend] = {
    "cp-sat",
    "highs",
    "scip",
}


def check_run_options_backend(value: str) -> RunOptionsBackend:
    if value in RUN_OPTIONS_BACKEND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RUN_OPTIONS_BACKEND_VALUES!r}")
