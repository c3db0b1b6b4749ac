"""Programs that need no solver: limits that contradict each other, or columns that no row ties together."""

from __future__ import annotations

import numpy as np

from models.result import Termination
from optimizer.backends.status import Answer
from optimizer.linear import MixedIntegerProgram


def answer_by_hand(program: MixedIntegerProgram, *, relax: bool, solver: str, version: str) -> Answer | None:
    """The answer to a program (n columns) that solvers reject or stumble over; None where it takes a solver."""
    whole = program.integer & (not relax)
    lower = np.where(whole, np.ceil(program.lower - 1e-9), program.lower)
    upper = np.where(whole, np.floor(program.upper + 1e-9), program.upper)
    empty = np.diff(program.matrix.indptr) == 0
    crossed = bool(np.any(lower > upper)) or bool(np.any(program.row_lower > program.row_upper))
    if crossed or bool(np.any(empty & ((program.row_lower > 0) | (program.row_upper < 0)))):
        return Answer(Termination.INFEASIBLE, None, None, 0.0, solver, version)
    if not empty.all():
        return None
    best = np.where(program.cost > 0, lower, np.where(program.cost < 0, upper, np.clip(0.0, lower, upper)))
    if not np.isfinite(best).all():
        return Answer(Termination.UNBOUNDED, None, None, 0.0, solver, version)
    return Answer(
        Termination.GAP_REACHED, best, program.objective_of(best), 0.0, solver, version, np.zeros(program.row_count)
    )
