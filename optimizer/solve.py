"""The recipe: from a checked problem to a verified plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from models.faults import CaselotError, Notice
from models.plan import Plan
from models.problem import Problem
from models.result import Progress, Result, Termination
from optimizer.backends.registry import check_backend
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.compiling import compile_first
from optimizer.extract.summary import summary_of
from optimizer.feasibility import infeasible_reasons
from optimizer.notices import planning_notices
from optimizer.options import Options
from optimizer.strategies import both, large, whole
from optimizer.strategies.choice import choice
from optimizer.strategies.outcome import Outcome
from optimizer.verdict import Violation
from optimizer.verify import verify


class UnverifiedPlanError(CaselotError):
    """A plan was found that breaks a rule; it is a fault of the program, and the plan is withheld."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__(f"the plan found breaks {len(violations)} rules and is withheld; the first: {violations[0]}")


def solve(
    problem: Problem,
    options: Options | None = None,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
) -> Result:
    """Plan purchases: choose a strategy, search, verify.

    ``start`` is an earlier plan to begin with, and with its multipliers where it has any. ``progress`` hears of every
    phase; ``stop`` is polled, and once it answers True the best plan so far is returned. Where kernels are to be
    compiled first, the time limit begins after that. No plan is returned that ``verify`` objects to.

    Raises UnverifiedPlanError where a plan fails its check, CallError where an option cannot be followed.
    """
    options = options or Options()
    check_backend(options.backend)
    clock = Clock()
    told = Told(problem, options, *choice(problem, options), notices=(*problem.notices, *planning_notices(problem)))
    reasons = infeasible_reasons(problem)
    if reasons:
        return told.of(Result(Termination.INFEASIBLE, gap_asked=options.gap, reasons=tuple(reasons)))
    if told.strategy != "exact" and compile_first(solve, progress):
        clock = Clock()
    if progress is not None:
        progress(Progress("building", clock.total()))
    hooks: dict[str, Any] = {"progress": progress, "stop": stop, "deadline": clock.began + options.time_limit}
    outcome = STRATEGIES[told.strategy](problem, options, start=start, **hooks)
    clock.lap("solve")
    clock.seconds = {"build": outcome.built, "solve": clock.seconds["solve"] - outcome.built}
    reasons = [outcome.contradiction] if outcome.contradiction else []
    result = Result(outcome.termination, bound=outcome.bound, gap_asked=options.gap, reasons=tuple(reasons))
    return checked(told, result, outcome, clock)


def checked(told: Told, result: Result, outcome: Outcome, clock: Clock) -> Result:
    """The best draft that keeps every rule, verified; without any draft, the result as it is.

    Raises UnverifiedPlanError where no draft keeps every rule.
    """
    violations: tuple[Violation, ...] = ()
    for draft in outcome.drafts:
        candidate = told.of(replace(result, objective=draft.cost), outcome.solver)
        candidate.summary["costs"] = draft.costs
        candidate.summary["service"] = draft.service
        plan = replace(draft.plan, summary=candidate.summary, multipliers=outcome.multipliers)
        violations = verify(told.problem, plan).violations
        if not violations:
            clock.lap("check")
            candidate.summary["seconds"] = clock.seconds
            return replace(candidate, plan=plan)
        told = replace(told, notices=(*told.notices, _withheld(candidate, violations)))
    if violations:
        raise UnverifiedPlanError(violations)
    return told.of(result, outcome.solver)


STRATEGIES: dict[str, Callable[..., Outcome]] = {
    "exact": whole.run,
    "decomposed": large.run,
    "both": both.run,
}
"""Ways of arriving at a plan, by name."""


@dataclass(frozen=True)
class Told:
    """What every result's summary says besides its figures."""

    problem: Problem
    options: Options
    strategy: str
    reason: str
    notices: tuple[Notice, ...]

    def of(self, result: Result, solver: dict[str, str] | None = None) -> Result:
        """The result with its summary."""
        summary = summary_of(self.problem, result, self.options, solver or {}, self.strategy)
        summary["strategy_reason"] = self.reason
        summary["warnings"] = [asdict(notice) for notice in self.notices]
        return replace(result, summary=summary)


def _withheld(candidate: Result, violations: tuple[Violation, ...]) -> Notice:
    """A cheaper plan that failed its check is a fault of the program; whoever gets the next one must hear of it."""
    sentence = (
        f"A plan of cost {candidate.objective:,.2f} was found and withheld because it breaks {len(violations)} rules"
    )
    return Notice("plan-withheld", sentence, len(violations), tuple(str(v) for v in violations[:3]))


class Clock:
    """Seconds since it was made, and of the phases between laps."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.seconds: dict[str, float] = {}
        self._last = self.began

    def lap(self, phase: str) -> None:
        """End a phase that began at the last lap."""
        now = time.monotonic()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - self._last
        self._last = now

    def total(self) -> float:
        """Seconds since the clock was made."""
        return time.monotonic() - self.began


__all__ = ["Clock", "Told", "UnverifiedPlanError", "checked", "solve"]
