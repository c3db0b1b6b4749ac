"""What a replenishment policy would buy: the plan that planners make today, verified like any other."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.faults import CallError
from models.problem import Problem
from models.result import Progress, Result, Termination
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.feasibility import infeasible_reasons
from optimizer.notices import planning_notices
from optimizer.options import Options
from optimizer.solve import Clock, Told, checked
from optimizer.strategies.baseline.parameters import Policy
from optimizer.strategies.baseline.registry import policy as find_policy
from optimizer.strategies.baseline.strategy import Planner
from optimizer.strategies.baseline.tune import tuned
from optimizer.strategies.outcome import Draft, Outcome

SOLVER = {"name": "caselot baseline", "version": "1"}


@dataclass(frozen=True)
class BaselineOptions:
    """``policy`` by name; ``values`` of its parameters, the others at their defaults or, with ``tune``, searched for.

    The search takes at most about ``time_limit`` seconds; ``seed`` draws the order in which parameters are tried.
    Raises CallError for an unknown policy or parameter, or a value out of range.
    """

    policy: str
    values: Mapping[str, float] = field(default_factory=dict)
    tune: bool = False
    time_limit: float = 300.0
    seed: int = 0

    def __post_init__(self) -> None:
        find_policy(self.policy).with_values(self.values)
        if not self.tune and self.time_limit <= 0:
            raise CallError(f"time limit is {self.time_limit}; expected seconds above 0")
        Options(time_limit=self.time_limit, seed=self.seed)


def baseline(
    problem: Problem, options: BaselineOptions, *, progress: ProgressHook | None = None, stop: StopHook | None = None
) -> Result:
    """The plan that a policy makes under the dataset's rules and costs; no bound is claimed.

    ``progress`` hears of every set of parameters that is tried, ``stop`` ends their search with the best so far.
    Raises UnverifiedPlanError where the plan fails its check.
    """
    clock, policy = Clock(), find_policy(options.policy)
    asked = Options(time_limit=options.time_limit, seed=options.seed)
    told = Told(problem, asked, f"baseline {policy.name}", "asked for", (*problem.notices, *planning_notices(problem)))
    reasons = infeasible_reasons(problem)
    if reasons:
        return told.of(Result(Termination.INFEASIBLE, reasons=tuple(reasons)))
    planner = Planner.of(problem)
    told = Told(problem, asked, told.strategy, told.reason, (*told.notices, *planner.notices()))
    clock.lap("build")
    built = clock.total()
    parameters, tried = _parameters(planner, policy, options, clock, progress, stop)
    made = planner.assembled(policy, parameters)
    clock.lap("solve")
    outcome = Outcome([Draft(made.plan, made.costs, made.service)], None, Termination.POLICY_FOLLOWED, SOLVER, built)
    result = checked(told, Result(Termination.POLICY_FOLLOWED), outcome, clock)
    result.summary["options"] = _options_row(options, parameters, tried)
    return result


def _parameters(
    planner: Planner, policy: Policy, options: BaselineOptions, clock: Clock,
    progress: ProgressHook | None, stop: StopHook | None,
) -> tuple[dict[str, float], int]:  # fmt: skip
    """The parameters to go by, and how many sets were tried for them."""
    if not options.tune:
        return policy.with_values(options.values), 1
    deadline = time.monotonic() + options.time_limit
    best = float("inf")

    def cost(parameters: Mapping[str, float]) -> float:
        nonlocal best
        money = planner.cost(policy, parameters)
        best = min(best, money)
        if progress is not None:
            progress(Progress("tuning", clock.total(), best))
        return money

    def go_on() -> bool:
        return time.monotonic() < deadline and not (stop is not None and stop())

    found = tuned(policy, options.values, cost, seed=options.seed, go_on=go_on)
    return found.parameters, found.tried


def _options_row(options: BaselineOptions, parameters: Mapping[str, float], tried: int) -> dict[str, Any]:
    """What ``summary.json`` says of the command."""
    return {
        "policy": options.policy,
        "parameters": dict(parameters),
        "tune": options.tune,
        "tried": tried,
        "time_limit": options.time_limit,
        "seed": options.seed,
    }


__all__ = ["BaselineOptions", "baseline"]
