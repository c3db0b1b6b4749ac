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
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, MixedIntegerProgram
from optimizer.options import Options
from optimizer.strategies.cuts import Tightened, tighten
from optimizer.strategies.dive import dive, single_sourced
from optimizer.strategies.settle import Settled, settle

SETTLE_SHARE = 0.05
"""Share of the time kept back for making the solver's answer exact."""

RELAX_SHARE = 0.5
"""Share of the time the relaxation may take: without it there is no first plan worth the name."""

CUT_SHARE = 0.2
"""Share of the time after which no more cuts are added to it."""

DIVE_SHARE = 0.6
"""Share of the time after which the first plan from the relaxation must stand."""

NARROW_SHARE = 0.8
"""Share of the time after which the better plan from what the relaxation wants must stand."""

SMALL = 100
"""With fewer whole decisions than this the solver finds plans by itself, at once."""

TIGHT = 1e-9
"""Tolerance of a second search, where the first one's plan cost more once it was made exact."""

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
    tightened = tighten(program, columns, instance, (call.by(RELAX_SHARE), call.by(CUT_SHARE)), stop)
    call.report("relaxation", plans, tightened.bound)
    worth_a_dive = int(program.integer.sum()) >= SMALL
    if worth_a_dive and tightened.values is not None and not call.proven(plans, tightened.bound):
        narrow = _on_wanted_lanes(call, tightened)
        decided = dive(narrow, columns, instance, call.by(DIVE_SHARE), stop)
        plans.append(next((s for c in decided if (s := call.settled(program, c)) is not None), None))
        call.report("dive", plans, tightened.bound)
        plans.append(_narrowed(call, tightened, plans))
        call.report("narrowed", plans, tightened.bound)
    answer, bound = _whole(call, tightened, plans, call.limits(1 - SETTLE_SHARE))
    if answer.termination is Termination.GAP_REACHED and not call.proven(plans, bound):
        # The solver's own tolerances hid the difference: an order paid for to 0.999999.
        answer, bound = _whole(call, tightened, plans, replace(call.limits(1 - SETTLE_SHARE), tolerance=TIGHT))
    candidates = call.found(plans)
    if candidates and bound is not None:
        cost = candidates[0].cost
        # A bound clearly above a plan is no bound; a little above is the arithmetic of large sums.
        bound = None if bound > cost + 1e-6 * max(abs(cost), 1.0) else min(bound, cost)
    call.report("exact", plans, bound)
    ended = answer.termination
    if candidates and ended is Termination.INFEASIBLE:
        ended = Termination.ERROR  # there is a plan, so the solver is mistaken
    return Search(candidates, bound, ended, answer.solver, answer.version)


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

    def limits(self, share: float) -> Limits:
        """What the options leave a solver until so much of the time is used up."""
        options = self.options
        return Limits(max(self.by(share) - time.monotonic(), 0.05), options.gap, options.seed, options.threads)

    def solved(
        self, program: MixedIntegerProgram, plans: list[Settled | None], limits: Limits, hook: ProgressHook | None
    ) -> Answer:
        """Let the backend search from the best plan so far."""
        best = self.found(plans)
        start = best[0].values if best else None
        return backend(self.options.backend)(program, limits, start=start, progress=hook, stop=self.stop)

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

    def heard(self, bound: float | None, *, narrowed: bool = False) -> ProgressHook | None:
        """The backend's reports with the strategy's clock and bound; a narrowed problem's bound is none of ours."""
        if self.progress is None:
            return None
        hook, before = self.progress, time.monotonic() - self.began

        def hear(report: Progress) -> None:
            bounds = [b for b in (bound, None if narrowed else report.bound) if b is not None]
            best = max(bounds, default=None)
            gap = relative_gap(report.cost, best)
            hook(Progress(report.phase, report.seconds + before, report.cost, best, gap))

        return hear


def _whole(
    call: _Call, tightened: Tightened, plans: list[Settled | None], limits: Limits
) -> tuple[Answer, float | None]:
    """Search the whole program; its plan joins ``plans``. The bound is the better of its own and the relaxation's."""
    answer = call.solved(tightened.program, plans, limits, call.heard(tightened.bound))
    if answer.values is not None:
        plans.append(call.settled(tightened.program, answer.values[call.columns.q.indices]))
    return answer, max((b for b in (answer.bound, tightened.bound) if b is not None), default=None)


def _simple(instance: Instance, start: Floats | None) -> list[Floats]:
    """Cases of plans made without the solver: ordering nothing, which is always possible, and the start plan."""
    nothing = np.zeros(instance.ordering.case_count)
    return [nothing] if start is None else [start, nothing]


def _on_wanted_lanes(call: _Call, tightened: Tightened) -> MixedIntegerProgram:
    """The program with only those offers and lanes that the relaxation uses in some period; solved again in no time."""
    ordering, columns = call.instance.ordering, call.columns
    wanted = tightened.wanted(columns)
    route = ordering.offer * len(call.instance.problem.lanes) + ordering.lane
    _, route = np.unique(route, return_inverse=True)
    used = totals(route, wanted.astype(np.float64), int(route.max(initial=-1)) + 1) > 0
    assert tightened.values is not None  # noqa: S101 - without a relaxation there is no dive
    kept = single_sourced(call.instance, tightened.values[columns.q.indices])
    return _closing(tightened.program, columns, ~used[route] | ~kept[ordering.offer])


def _closing(program: MixedIntegerProgram, columns: Columns, closed: Bools) -> MixedIntegerProgram:
    """The program without the closed case columns."""
    upper = program.upper.copy()
    upper[columns.q.indices[closed]] = 0.0
    return replace(program, upper=upper)


def _narrowed(call: _Call, tightened: Tightened, plans: list[Settled | None]) -> Settled | None:
    """A plan from the orders that the relaxation at least begins to place; every other case column is closed.

    The problem that is left is a restriction, several times smaller, whose plans are plans of the whole.
    """
    program, columns = tightened.program, call.columns
    wanted = tightened.wanted(columns)
    best = call.found(plans)
    if best:
        wanted |= best[0].values[columns.q.indices] > 0
    limits = replace(call.limits(NARROW_SHARE), gap=max(NARROW_GAP, call.options.gap))
    hook = call.heard(tightened.bound, narrowed=True)
    answer = call.solved(_closing(program, columns, ~wanted), plans, limits, hook)
    return None if answer.values is None else call.settled(program, answer.values[columns.q.indices])
