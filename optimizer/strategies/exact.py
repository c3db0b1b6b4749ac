"""The exact strategy: the whole model in one solver, from a first plan that needs none of it."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from models.result import Progress, Termination, relative_gap
from optimizer.backends.registry import backend
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.options import Options
from optimizer.strategies.settle import Settled, settle

SETTLE_SHARE = 0.1
"""Share of the time kept back for making the solver's answer exact."""


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
    began = time.monotonic()
    first = _first_plan(program, columns, instance, start, deadline)
    if progress is not None:
        progress(Progress("first plan", time.monotonic() - began, first.cost if first else None))
    left = deadline - time.monotonic()
    limits = Limits((1 - SETTLE_SHARE) * left, options.gap, options.seed, options.threads)
    solve = backend(options.backend)
    answer = solve(program, limits, start=first.values if first else None, progress=progress, stop=stop)
    settled = _settled(program, columns, instance, answer, deadline)
    candidates = sorted((s for s in (settled, first) if s is not None), key=lambda s: s.cost)
    bound = answer.bound
    if candidates and bound is not None:
        best = candidates[0]
        bound = min(bound, best.cost)
        if progress is not None:
            gap = relative_gap(best.cost, bound)
            progress(Progress("exact", time.monotonic() - began, best.cost, bound, gap))
    return Search(tuple(candidates), bound, answer.termination, answer.solver, answer.version)


def _first_plan(
    program: MixedIntegerProgram, columns: Columns, instance: Instance, start: Floats | None, deadline: float
) -> Settled | None:
    """The start plan where it is legal and better than ordering nothing."""
    nothing = np.zeros(instance.ordering.case_count)
    candidates = [nothing] if start is None else [start, nothing]
    plans = (settle(program, columns, instance, c, max(deadline - time.monotonic(), 1.0)) for c in candidates)
    return min((p for p in plans if p is not None), key=lambda p: p.cost, default=None)


def _settled(
    program: MixedIntegerProgram, columns: Columns, instance: Instance, answer: Answer, deadline: float
) -> Settled | None:
    if answer.values is None:
        return None
    seconds = max(deadline - time.monotonic(), 5.0)
    return settle(program, columns, instance, answer.values[columns.q.indices], seconds)
