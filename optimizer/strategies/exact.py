"""The exact strategy: the whole model in one solver, from a first plan that needs none of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from models.result import Progress, Termination, relative_gap
from optimizer.backends.registry import backend
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.options import Options
from optimizer.strategies.cuts import Tightened, tighten
from optimizer.strategies.dive import dive
from optimizer.strategies.settle import Settled, settle

SETTLE_SHARE = 0.05
"""Share of the time kept back for making the solver's answer exact."""

RELAX_SHARE = 0.25
"""Share of the time the relaxation and its cuts may take."""

DIVE_SHARE = 0.4
"""Share of the time after which the first plan from the relaxation must stand."""

NARROW_SHARE = 0.6
"""Share of the time after which the better plan from what the relaxation wants must stand."""

NARROW_CASES = 1e-3
"""A case column with less than this many cases in the relaxation is not wanted."""

NARROW_GAP = 1e-3
"""A first plan need not be better than this against its own, narrowed problem."""


@dataclass(frozen=True)
class Search:
    """What a strategy brings home: exact plans, the best first; a proven bound or None; why it ended; who solved it."""

    candidates: tuple[Settled, ...]
    bound: float | None
    termination: Termination
    solver: str
    version: str


def search(
    program: MixedIntegerProgram,
    columns: Columns,
    instance: Instance,
    options: Options,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Search:
    """Solve the program to the gap asked for; the better of the first plan and the solver's is returned.

    ``start`` holds the cases of a plan to begin with; ordering nothing, which is always possible, is the other one.
    ``deadline`` is a moment of ``time.monotonic``.
    """
    call = _Call(columns, instance, options, time.monotonic(), deadline, progress, stop)
    plans = [call.settled(program, cases) for cases in _simple(instance, start)]
    call.report("first plan", plans)
    tightened = tighten(program, columns, instance, call.by(RELAX_SHARE), stop)
    call.report("relaxation", plans, tightened.bound)
    if tightened.values is not None and not call.proven(plans, tightened.bound):
        cases = dive(tightened.relaxation, columns, instance, tightened.values, call.by(DIVE_SHARE), stop)
        plans.append(call.settled(program, cases))
        call.report("dive", plans, tightened.bound)
        plans.append(_narrowed(call, tightened, plans))
        call.report("narrowed", plans, tightened.bound)
    answer = call.solved(tightened.program, plans, 1 - SETTLE_SHARE)
    if answer.values is not None:
        plans.append(call.settled(program, answer.values[columns.q.indices]))
    bounds = [b for b in (answer.bound, tightened.bound) if b is not None]
    candidates = call.found(plans)
    bound = max(bounds, default=None)
    if candidates and bound is not None:
        bound = min(bound, candidates[0].cost)
    call.report("exact", plans, bound)
    return Search(candidates, bound, answer.termination, answer.solver, answer.version)


@dataclass(frozen=True)
class _Call:
    """One call of the strategy: what every step of it needs."""

    columns: Columns
    instance: Instance
    options: Options
    began: float
    deadline: float
    progress: ProgressHook | None
    stop: StopHook | None

    def by(self, share: float) -> float:
        """The moment at which so much of the time is used up."""
        return self.began + share * (self.deadline - self.began)

    def settled(self, program: MixedIntegerProgram, cases: Floats) -> Settled | None:
        seconds = max(self.deadline - time.monotonic(), 5.0)
        return settle(program, self.columns, self.instance, cases, seconds)

    def solved(
        self, program: MixedIntegerProgram, plans: list[Settled | None], share: float, gap: float | None = None
    ) -> Answer:
        """Let the backend search from the best plan so far until the share of the time is used up."""
        options = self.options
        limits = Limits(
            max(self.by(share) - time.monotonic(), 0.05), gap or options.gap, options.seed, options.threads
        )
        best = self.found(plans)
        start = best[0].values if best else None
        return backend(options.backend)(program, limits, start=start, progress=self._shifted(), stop=self.stop)

    def found(self, plans: list[Settled | None]) -> tuple[Settled, ...]:
        """The plans there are, the cheapest first."""
        return tuple(sorted((p for p in plans if p is not None), key=lambda p: p.cost))

    def proven(self, plans: list[Settled | None], bound: float | None) -> bool:
        """Whether the gap asked for is reached already."""
        best = self.found(plans)
        gap = relative_gap(best[0].cost, bound) if best else None
        return gap is not None and gap <= self.options.gap

    def report(self, phase: str, plans: list[Settled | None], bound: float | None = None) -> None:
        if self.progress is not None:
            best = self.found(plans)
            cost = best[0].cost if best else None
            self.progress(Progress(phase, time.monotonic() - self.began, cost, bound, relative_gap(cost, bound)))

    def _shifted(self) -> ProgressHook | None:
        """The backend's reports with the strategy's clock."""
        if self.progress is None:
            return None
        hook, before = self.progress, time.monotonic() - self.began
        return lambda report: hook(replace(report, seconds=report.seconds + before))


def _simple(instance: Instance, start: Floats | None) -> list[Floats]:
    """Cases of plans made without the solver: ordering nothing, which is always possible, and the start plan."""
    nothing = np.zeros(instance.ordering.case_count)
    return [nothing] if start is None else [start, nothing]


def _narrowed(call: _Call, tightened: Tightened, plans: list[Settled | None]) -> Settled | None:
    """A plan from the orders that the relaxation at least begins to place; every other case column is closed.

    The problem that is left is a restriction, several times smaller, whose plans are plans of the whole.
    """
    program, columns = tightened.program, call.columns
    assert tightened.values is not None  # noqa: S101 - the caller has looked
    wanted = tightened.values[columns.q.indices] > NARROW_CASES
    best = call.found(plans)
    if best:
        wanted |= best[0].values[columns.q.indices] > 0
    upper = program.upper.copy()
    upper[columns.q.indices[~wanted]] = 0.0
    answer = call.solved(replace(program, upper=upper), plans, NARROW_SHARE, NARROW_GAP)
    return None if answer.values is None else call.settled(program, answer.values[columns.q.indices])
