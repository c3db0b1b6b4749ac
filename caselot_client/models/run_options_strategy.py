from typing import Literal

RunOptionsStrategy = Literal["auto", "decomposed", "exact"]

RUN_OPTIONS_STRATEGY_VALUES: set[RunOptionsStrategy] = {
    "auto",
    "decomposed",
    "exact",
}


def check_run_options_strategy(value: str) -> RunOptionsStrategy:
    if value in RUN_OPTIONS_STRATEGY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RUN_OPTIONS_STRATEGY_VALUES!r}")
