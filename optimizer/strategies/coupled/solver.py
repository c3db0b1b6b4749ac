"""One HiGHS for many small programs, one after the other: nothing is made anew but the program."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.backends.highs import made_silently
from optimizer.linear import Bools, Floats, Ints

TOLERANCE = 1e-7

IMPOSSIBLE = frozenset({highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible})


@dataclass(frozen=True)
class Small:
    """A small program: ``first``, ``column``, ``value`` are its rows, compressed."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row_lower: Floats
    row_upper: Floats
    first: Ints
    column: Ints
    value: Floats


@dataclass(frozen=True)
class Solved:
    """``values`` (columns,) or None; a proven ``bound``, minus infinity without one; ``duals`` (rows,) if relaxed.

    ``impossible``: proven to have no values at all, which is more than that none were found in time.
    """

    values: Floats | None
    bound: float
    duals: Floats | None = None
    impossible: bool = False


NOTHING_TO_DECIDE = Solved(np.empty(0), 0.0, np.empty(0))
"""The answer of an item that nobody sells, stocks or asks for."""


class Solver:
    """HiGHS on one thread; ``relaxed`` and ``whole`` solve a program, without and with whole decisions.

    ``abs_gap``: money between answer and bound at which ``whole`` is content; ``restart``: whether it may begin anew
    with what it has learnt, which takes longer where programs are tiny.
    """

    def __init__(self, seed: int = 0, *, presolve: bool = True, abs_gap: float = 1e-9, restart: bool = True) -> None:
        self._highs = made_silently()
        for name, value in {
            "output_flag": False, "threads": 1, "parallel": "off", "random_seed": seed, "mip_abs_gap": abs_gap,
            "presolve": "choose" if presolve else "off", "mip_allow_restart": restart,
            "mip_feasibility_tolerance": TOLERANCE, "primal_feasibility_tolerance": TOLERANCE,
        }.items():  # fmt: skip
            self._highs.setOptionValue(name, value)

    def relaxed(self, small: Small, seconds: float = 60.0) -> Solved:
        """The linear relaxation."""
        if small.cost.size == 0:
            return NOTHING_TO_DECIDE
        self._pass(small, whole=False)
        self._limit(seconds)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return Solved(None, -np.inf, impossible=self._impossible())
        solution = self._highs.getSolution()
        bound = float(self._highs.getInfo().objective_function_value)
        return Solved(np.array(solution.col_value), bound, np.array(solution.row_dual))

    def whole(
        self, small: Small, *, nodes: int, gap: float, improvements: int = 2**31 - 1, start: Floats | None = None,
        seconds: float = 60.0,
    ) -> Solved:  # fmt: skip
        """The program itself, left after so many ``nodes`` or ``improvements`` or at a relative ``gap``."""
        if small.cost.size == 0:
            return NOTHING_TO_DECIDE
        self._pass(small, whole=True)
        self._highs.setOptionValue("mip_max_nodes", nodes)
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("mip_max_improving_sols", improvements)
        self._limit(seconds)
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = start
            self._highs.setSolution(point)
        self._highs.run()
        info = self._highs.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = np.array(self._highs.getSolution().col_value) if found else None
        bound = float(info.mip_dual_bound)
        return Solved(values, bound if np.isfinite(bound) else -np.inf, impossible=self._impossible())

    def _impossible(self) -> bool:
        """Whether no values keep all rows; that none are best cannot be: every program here is bounded."""
        return self._highs.getModelStatus() in IMPOSSIBLE

    def _limit(self, seconds: float) -> None:
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, 0.0))

    def _pass(self, small: Small, *, whole: bool) -> None:
        self._highs.clearSolver()
        self._highs.passModel(
            small.cost.size, small.row_lower.size, small.value.size, int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize), 0.0, small.cost, small.lower, small.upper, small.row_lower,
            small.row_upper, small.first.astype(np.int32), small.column.astype(np.int32), small.value,
            small.integer.astype(np.int32) if whole else np.zeros(small.cost.size, np.int32),
        )  # fmt: skip
