"""PDLP through OR-Tools: a first-order method for relaxations too big for simplex; its accuracy is relative, 1e-6."""

from __future__ import annotations

from optimizer.backends.ortools import mathopt
from optimizer.backends.ortools.relaxation import solve_relaxation
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.linear import Floats, MixedIntegerProgram


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,  # noqa: ARG001 - PDLP reports nothing on the way
    stop: StopHook | None = None,
) -> Answer:
    """Solve the relaxation of ``program`` (n columns, m rows).

    The values (n) miss the rows by up to 1e-6 relative; the bound is ``safe_bound`` of the duals (m), so it is proven,
    a little below the relaxation's optimum, and None where the data leave columns without limits.
    """
    return solve_relaxation(program, limits, mathopt.PDLP, solver="pdlp", threads=True, start=start, stop=stop)
