"""HiGHS, fed with the arrays as they are: the fast lane and the default."""

from __future__ import annotations

import functools
import os
import sys
import threading
import time
from typing import Any, Protocol

import highspy
import numpy as np
from scipy import sparse

from models.result import Progress, Termination, relative_gap
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.linear import Floats, Ints, MixedIntegerProgram

POLL_SECONDS = 0.05
"""How often a running solve is asked whether it should stop."""

REPORT_SECONDS = 0.25
"""At most one progress report in this time, improvements apart."""

GRACE_SECONDS = 10.0
"""How long past its limit a solve is waited for; presolve cannot be interrupted."""

PATIENCE_SECONDS = 3.0
"""How long a cancelled solve is waited for: somebody is sitting there."""


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
) -> Answer:
    """Minimise the program (or its relaxation) and return the best values, a proven bound and why it ended.

    ``start`` (columns,) is a feasible point to begin with. ``stop`` is polled; once it answers True the best values
    so far are returned. A limit of the time is kept to within presolve's patience.
    """
    if program.column_count == 0:
        return Answer(Termination.GAP_REACHED, np.empty(0), program.offset, 0.0, "HiGHS", _version(), np.empty(0))
    return _Run(program, limits, progress, stop).finish(start)


class _Event(Protocol):
    """What HiGHS tells a callback: figures of the search in ``data_out``, and a way to end it."""

    data_out: Any

    def interrupt(self) -> None: ...


class _Run:
    """One solve in a thread of its own, so that the caller's thread stays free for Ctrl-C and time limits."""

    def __init__(
        self, program: MixedIntegerProgram, limits: Limits, progress: ProgressHook | None, stop: StopHook | None
    ) -> None:
        self.program, self.limits, self.progress, self.stop = program, limits, progress, stop
        self.whole = bool(program.integer.any()) and not limits.relax
        self.scale = _cost_scale(program.cost)
        self.began = time.monotonic()
        self.reported = 0.0
        self.cancelled = False
        self.overdue = False
        self.incumbent: Floats | None = None
        self.bound: float | None = None
        self.highs = _quiet()
        self._pass_model()
        self._set_options()
        self._subscribe()

    def finish(self, start: Floats | None) -> Answer:
        if start is not None and self.whole:
            solution = highspy.HighsSolution()
            solution.col_value = np.asarray(start, dtype=np.float64)
            self.highs.setSolution(solution)
        worker = threading.Thread(target=self.highs.run, daemon=True)
        worker.start()
        while worker.is_alive():
            worker.join(POLL_SECONDS)
            self.cancelled = self.cancelled or bool(self.stop is not None and self.stop())
            late = self.seconds() - self.limits.time_limit
            self.overdue = self.overdue or late > 0.5
            if late > GRACE_SECONDS or (self.cancelled and self._waited_enough()):
                return self._answer_without_solver()
        return self._answer()

    def seconds(self) -> float:
        return time.monotonic() - self.began

    def _waited_enough(self) -> bool:
        self.cancelled_at = getattr(self, "cancelled_at", self.seconds())
        return self.seconds() - self.cancelled_at > PATIENCE_SECONDS

    def _pass_model(self) -> None:
        program = self.program
        matrix = program.matrix
        self.highs.passModel(
            program.column_count,
            program.row_count,
            matrix.nnz,
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            program.offset * self.scale,
            program.cost * self.scale,
            program.lower,
            program.upper,
            program.row_lower,
            program.row_upper,
            matrix.indptr.astype(np.int32, copy=False),
            matrix.indices.astype(np.int32, copy=False),
            matrix.data,
            program.integer.astype(np.int32) if self.whole else np.zeros(program.column_count, np.int32),
        )

    def _set_options(self) -> None:
        limits = self.limits
        options: dict[str, Any] = {
            "time_limit": max(limits.time_limit, 0.0),
            "random_seed": limits.seed,
            "mip_rel_gap": limits.gap,
            "mip_abs_gap": 1e-9,
            "mip_feasibility_tolerance": limits.tolerance,
            "primal_feasibility_tolerance": min(limits.tolerance, 1e-7),
            "threads": limits.threads,
            "parallel": "on" if limits.threads > 1 else "off",
        }
        for name, value in options.items():
            self.highs.setOptionValue(name, value)

    def _subscribe(self) -> None:
        if self.whole:
            self.highs.cbMipImprovingSolution.subscribe(self._on_improvement)
            self.highs.cbMipInterrupt.subscribe(self._on_tick)
        self.highs.cbSimplexInterrupt.subscribe(self._on_interrupt)
        self.highs.cbIpmInterrupt.subscribe(self._on_interrupt)

    def _on_improvement(self, event: _Event) -> None:
        self.incumbent = np.array(event.data_out.mip_solution, dtype=np.float64)
        self._report(event, at_once=True)

    def _on_tick(self, event: _Event) -> None:
        self._report(event, at_once=False)
        self._on_interrupt(event)

    def _on_interrupt(self, event: _Event) -> None:
        if self.cancelled or self.overdue:
            event.interrupt()

    def _report(self, event: _Event, *, at_once: bool) -> None:
        bound = float(event.data_out.mip_dual_bound) / self.scale
        if np.isfinite(bound):
            self.bound = bound if self.bound is None else max(bound, self.bound)
        now = self.seconds()
        if self.progress is None or (not at_once and now - self.reported < REPORT_SECONDS):
            return
        self.reported = now
        primal = float(event.data_out.mip_primal_bound) / self.scale
        cost = primal if np.isfinite(primal) else None
        self.progress(Progress("searching", now, cost, self.bound, relative_gap(cost, self.bound)))

    def _answer_without_solver(self) -> Answer:
        """The solver does not come back in time: keep what it reported and leave it to its fate."""
        ended = Termination.CANCELLED if self.cancelled else Termination.TIME_LIMIT
        return Answer(ended, self.incumbent, self.bound, self.seconds(), "HiGHS", _version())

    def _answer(self) -> Answer:
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        values = self.incumbent
        duals = None
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            solution = self.highs.getSolution()
            values = np.array(solution.col_value, dtype=np.float64)
            if solution.dual_valid and not self.whole:
                duals = np.array(solution.row_dual, dtype=np.float64) / self.scale
        return Answer(
            self._termination(status), values, self._bound(status, info), self.seconds(), "HiGHS", _version(), duals
        )

    def _bound(self, status: highspy.HighsModelStatus, info: highspy.HighsInfo) -> float | None:
        if self.whole:
            bound = float(info.mip_dual_bound) / self.scale
            return bound if np.isfinite(bound) else self.bound
        optimal = status == highspy.HighsModelStatus.kOptimal
        return float(info.objective_function_value) / self.scale if optimal else None

    def _termination(self, status: highspy.HighsModelStatus) -> Termination:
        if self.cancelled and status != highspy.HighsModelStatus.kOptimal:
            return Termination.CANCELLED
        return _TERMINATIONS.get(status, Termination.ERROR)


_TERMINATIONS = {
    highspy.HighsModelStatus.kOptimal: Termination.GAP_REACHED,
    highspy.HighsModelStatus.kTimeLimit: Termination.TIME_LIMIT,
    highspy.HighsModelStatus.kInterrupt: Termination.TIME_LIMIT,
    highspy.HighsModelStatus.kInfeasible: Termination.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Termination.UNBOUNDED,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Termination.INFEASIBLE,
}


def _quiet() -> highspy.Highs:
    """A solver that says nothing on standard output; its log stays on, for without it there are no reports."""
    highs = made_silently()
    highs.setOptionValue("log_to_console", False)  # noqa: FBT003 - HiGHS' own interface
    return highs


@functools.cache
def _banner_is_out() -> bool:
    """Make a first solver with standard output closed: HiGHS prints a banner there, past Python, once a process."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    return True


def made_silently() -> highspy.Highs:
    """A solver whose banner stays off standard output."""
    _banner_is_out()
    return highspy.Highs()


def _cost_scale(cost: Floats) -> float:
    """A power of two that brings the smallest cost near 0.1, the largest not above 1e9.

    HiGHS takes a reduced cost below 1e-7 for zero: at a cost of 1e-4 a unit, on 1e8 units, that is money.
    """
    sizes = np.abs(cost[cost != 0])
    if not sizes.size:
        return 1.0
    return float(2.0 ** np.round(np.log2(min(0.1 / sizes.min(), 1e9 / sizes.max()))))


def _version() -> str:
    return str(made_silently().version())


class Relaxation:
    """A linear relaxation that grows: solved, given more rows, and solved again from where it stood."""

    def __init__(self, program: MixedIntegerProgram) -> None:
        self._run = _Run(program, Limits(time_limit=0.0, relax=True), None, None)
        self.objective = -np.inf
        """The last optimum (money), a proven lower bound of the program."""

    def run(self, seconds: float, stop: StopHook | None = None) -> Floats | None:
        """Values (columns,) of an optimum, or None where time or patience ran out first."""
        run = self._run
        run.limits = Limits(time_limit=max(seconds, 0.0), relax=True)
        run.stop, run.began, run.overdue, run.cancelled = stop, time.monotonic(), False, False
        # HiGHS counts the time of all runs of an instance.
        run.highs.setOptionValue("time_limit", run.highs.getRunTime() + max(seconds, 0.0))
        answer = run.finish(None)
        if answer.bound is None or answer.values is None:
            return None
        self.objective = answer.bound
        return answer.values

    def fix(self, columns: Ints, values: Floats) -> None:
        """Hold the columns at these values; the next run begins afresh, for presolve saves more than the basis."""
        self._run.highs.clearSolver()
        positions = columns.astype(np.int32)
        self._run.highs.changeColsBounds(positions.size, positions, values, values)

    def add_rows(self, matrix: sparse.csr_array, upper: Floats) -> None:
        """Add rows ``matrix x <= upper``."""
        rows = matrix.shape[0]
        self._run.highs.addRows(
            rows,
            np.full(rows, -np.inf),
            upper,
            matrix.nnz,
            matrix.indptr[:-1].astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
        )
