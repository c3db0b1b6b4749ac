"""GLOP through OR-Tools: Google's simplex for the relaxation, on one thread."""

from __future__ import annotations

from optimizer.backends.ortools import mathopt
from optimizer.backends.ortools.relaxation import solve_relaxation
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.linear import Floats, MixedIntegerProgram


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,  # noqa: ARG001 - a simplex starts from a basis, not from values
    progress: ProgressHook | None = None,  # noqa: ARG001 - GLOP reports nothing on the way
    stop: StopHook | None = None,
) -> Answer:
    """Solve the relaxation of ``program`` (n columns, m rows); the bound is ``safe_bound`` of its duals (m)."""
    return solve_relaxation(program, limits, mathopt.GLOP, solver="glop", threads=False, start=None, stop=stop)
