"""The recipe: from a checked problem to a verified plan."""

from __future__ import annotations

import time
from dataclasses import asdict, replace

from models.faults import CaselotError, Notice
from models.plan import Plan
from models.problem import Problem
from models.result import Progress, Result, Termination
from optimizer.backends.registry import check_backend
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.extract import extract
from optimizer.extract.summary import summary_of
from optimizer.feasibility import infeasible_reasons
from optimizer.formulation.build import build
from optimizer.instance import instance_of
from optimizer.linear import MixedIntegerProgram
from optimizer.notices import planning_notices
from optimizer.options import Options
from optimizer.strategies import exact
from optimizer.strategies.shadow import shadow_prices
from optimizer.strategies.start import cases_of
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
    """Plan purchases: index, build, search, extract, verify.

    ``start`` is an earlier plan to begin with. ``progress`` hears of every phase; ``stop`` is polled, and once it
    answers True the best plan so far is returned. No plan is returned that ``verify`` objects to.

    Raises UnverifiedPlanError where a plan fails its check, CallError where an option cannot be followed.
    """
    options = options or Options()
    check_backend(options.backend)
    clock = Clock()
    notices = (*problem.notices, *planning_notices(problem))
    reasons = infeasible_reasons(problem)
    if reasons:
        result = Result(Termination.INFEASIBLE, gap_asked=options.gap, reasons=tuple(reasons))
        return _told(problem, result, options, notices)
    if progress is not None:
        progress(Progress("building", clock.total()))
    instance = instance_of(problem, wide=options.side_constraints is not None)
    program, columns = build(instance)
    program = _as_asked(program, problem, options)
    clock.lap("build")
    first = None if start is None else cases_of(start, instance)
    deadline = clock.began + options.time_limit
    found = exact.search(
        program, columns, instance, options, start=first, progress=progress, stop=stop, deadline=deadline
    )
    clock.lap("solve")
    result = Result(found.termination, bound=found.bound, gap_asked=options.gap, reasons=_contradiction(found, options))
    solver = {"name": found.solver, "version": found.version}
    violations: tuple[Violation, ...] = ()
    for settled in found.candidates:
        costs = program.costs_of(settled.values)
        prices = shadow_prices(program, columns, instance, settled)
        candidate = _told(problem, replace(result, objective=sum(costs.values())), options, notices, solver)
        candidate.summary["costs"] = costs
        plan = extract(instance, columns, settled.values, prices, candidate.summary)
        violations = verify(problem, plan).violations
        if violations:
            notices = (*notices, _withheld(candidate, violations))
        else:
            clock.lap("check")
            candidate.summary["seconds"] = clock.seconds
            return replace(candidate, plan=plan)
    if violations:
        raise UnverifiedPlanError(violations)
    return _told(problem, result, options, notices, solver)


def _withheld(candidate: Result, violations: tuple[Violation, ...]) -> Notice:
    """A cheaper plan that failed its check is a fault of the program; whoever gets the next one must hear of it."""
    sentence = (
        f"A plan of cost {candidate.objective:,.2f} was found and withheld because it breaks {len(violations)} rules"
    )
    return Notice("plan-withheld", sentence, len(violations), tuple(str(v) for v in violations[:3]))


def _contradiction(found: exact.Search, options: Options) -> tuple[str, ...]:
    """Why nothing was found though the dataset can be planned: only the planner's own rules can forbid every plan."""
    if found.termination is not Termination.INFEASIBLE:
        return ()
    rules = f"the side constraints of {options.side_constraints}"
    return (f"no plan was found that keeps {rules}, though lines many times larger than demand were considered",)


def _told(
    problem: Problem,
    result: Result,
    options: Options,
    notices: tuple[Notice, ...],
    solver: dict[str, str] | None = None,
) -> Result:
    """The result with its summary."""
    summary = summary_of(problem, result, options, solver or {}, "exact")
    summary["warnings"] = [asdict(notice) for notice in notices]
    return replace(result, summary=summary)


def _as_asked(program: MixedIntegerProgram, problem: Problem, options: Options) -> MixedIntegerProgram:
    """Add the planner's own rules, write the model down where asked."""
    if options.side_constraints is not None:
        from optimizer.backends.pyomo import with_side_constraints  # noqa: PLC0415 - Pyomo takes a second to import

        program = with_side_constraints(program, options.side_constraints, problem)
    if options.write_model is not None:
        from optimizer.backends.export import write_model  # noqa: PLC0415 - rarely asked for

        write_model(program, options.write_model)
    return program


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


__all__ = ["Clock", "UnverifiedPlanError", "solve"]
