"""The hand-over to OR-Tools' MathOpt: the arrays of a program into its message, its result back into an ``Answer``.

MathOpt's own Python model makes an object per variable and row; its message (``ModelProto``) is filled from arrays
in a fraction of the time, so the message is what is handed to the solver underneath.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import numpy as np
import ortools
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as mathopt
from ortools.util.python import solve_interrupter
from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]  # part of OR-Tools

from models.result import Termination
from optimizer.backends.status import Answer, Limits, StopHook
from optimizer.linear import Floats, MixedIntegerProgram

VERSION = f"OR-Tools {ortools.__version__}"
STOP_POLL_SECONDS = 0.05
SOLVERS_INFINITY = 1e20

SCIP = parameters_pb2.SOLVER_TYPE_GSCIP
CP_SAT = parameters_pb2.SOLVER_TYPE_CP_SAT
PDLP = parameters_pb2.SOLVER_TYPE_PDLP
GLOP = parameters_pb2.SOLVER_TYPE_GLOP

log = logging.getLogger(__name__)

Message = Any
"""What OR-Tools hands over and back; its messages carry no types."""

MessageHook = Callable[[Sequence[str]], None]
SolutionHook = Callable[[float, float], None]


@dataclass(frozen=True)
class Found:
    """MathOpt's result, still in its own words, with the clock of this process."""

    result: Message
    seconds: float


def hand_over(program: MixedIntegerProgram, *, relax: bool) -> Message:
    """The program as a MathOpt message (n columns, m rows); ``relax`` drops the whole-number rule."""
    message = model_pb2.ModelProto()
    columns = message.variables
    columns.ids.extend(range(program.column_count))
    columns.lower_bounds.extend(program.lower.tolist())
    columns.upper_bounds.extend(program.upper.tolist())
    columns.integers.extend((np.zeros_like(program.integer) if relax else program.integer).tolist())
    charged = np.flatnonzero(program.cost)
    message.objective.offset = program.offset
    message.objective.linear_coefficients.ids.extend(charged.tolist())
    message.objective.linear_coefficients.values.extend(program.cost[charged].tolist())
    message.linear_constraints.ids.extend(range(program.row_count))
    message.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    message.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    matrix = program.matrix
    if not matrix.has_sorted_indices:
        matrix = matrix.sorted_indices()
    rows = np.repeat(np.arange(program.row_count), np.diff(matrix.indptr))
    entries = message.linear_constraint_matrix
    entries.row_ids.extend(rows.tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return message


def parameters(limits: Limits, *, seeded: bool = True, threads: bool = False) -> Message:
    """Limits in MathOpt's words; not every solver takes a seed or a number of threads."""
    message = parameters_pb2.SolveParametersProto()
    if math.isfinite(limits.time_limit):
        message.time_limit.FromNanoseconds(int(max(limits.time_limit, 0.0) * 1e9))
    if seeded:
        message.random_seed = limits.seed
    if threads:
        message.threads = limits.threads
    return message


def run(
    message: Message,
    kind: int,
    settings: Message,
    *,
    start: Floats | None = None,
    on_messages: MessageHook | None = None,
    on_solution: SolutionHook | None = None,
    stop: StopHook | None = None,
) -> Found:
    """Solve ``message`` with one of MathOpt's solvers (``kind``).

    ``on_messages`` gets the solver's log lines; ``on_solution`` (cost, bound), where the solver calls back. A call
    that MathOpt rejects ends as ``TERMINATION_REASON_OTHER_ERROR`` with its words in the log of this program.
    """
    model_parameters = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        hint = model_parameters.solution_hints.add()
        hint.variable_values.ids.extend(range(start.size))
        hint.variable_values.values.extend(start.tolist())
    registration = callback_pb2.CallbackRegistrationProto()
    if on_solution is not None:
        registration.request_registration.append(callback_pb2.CALLBACK_EVENT_MIP_SOLUTION)
    interrupter = None if stop is None else solve_interrupter.SolveInterrupter()

    def call() -> Message:
        return mathopt.solve(
            message,
            kind,
            parameters_pb2.SolverInitializerProto(),
            settings,
            model_parameters,
            on_messages,
            registration,
            None if on_solution is None else _told(on_solution),
            None if interrupter is None else interrupter.pybind_interrupter,
        )

    began = time.perf_counter()
    try:
        result = _in_a_thread(call, stop, interrupter)
    except StatusNotOk as fault:
        result = result_pb2.SolveResultProto()
        result.termination.reason = _reason_of(str(fault))
    return Found(result, time.perf_counter() - began)


def _in_a_thread(call: Callable[[], Message], stop: StopHook | None, interrupter: Message) -> Message:
    """Call in a thread of its own: this one stays free for Ctrl-C, and interrupts the solver once ``stop`` says so."""
    if stop is None:
        return call()
    with ThreadPoolExecutor(1, thread_name_prefix="or-tools") as pool:
        solving = pool.submit(call)
        try:
            while not wait([solving], STOP_POLL_SECONDS).done:
                if stop():
                    interrupter.interrupt()
        except BaseException:
            interrupter.interrupt()
            raise
        return solving.result()


def answer(found: Found, program: MixedIntegerProgram, limits: Limits, *, solver: str, stopped: bool) -> Answer:
    """MathOpt's result as an ``Answer``: the best feasible values (n), the solver's bound, an LP's duals (m)."""
    values = None
    duals = None
    for solution in found.result.solutions:
        feasible = solution.primal_solution.feasibility_status == solution_pb2.SOLUTION_STATUS_FEASIBLE
        if values is None and feasible:
            values = _dense(solution.primal_solution.variable_values, program.column_count)
        if duals is None and solution.HasField("dual_solution"):
            duals = _dense(solution.dual_solution.dual_values, program.row_count)
    return Answer(
        termination=_termination(found.result.termination, stopped=stopped, overdue=found.seconds >= limits.time_limit),
        values=values,
        bound=_bound(found.result.termination),
        seconds=found.seconds,
        solver=solver,
        version=VERSION,
        row_duals=duals,
    )


def _reason_of(fault: str) -> int:
    # MathOpt chokes on SCIP's answer to an unbounded program: a solution whose cost is minus infinity.
    if "-inf; invalid PrimalSolutionProto.objective_value" in fault:
        return int(result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED)
    log.error("OR-Tools could not solve the model: %s", fault)
    return int(result_pb2.TERMINATION_REASON_OTHER_ERROR)


def is_ambiguous(found: Found) -> bool:
    """Whether the solver says "infeasible or unbounded" and leaves open which."""
    return bool(found.result.termination.reason == result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED)


def _termination(termination: Message, *, stopped: bool, overdue: bool) -> Termination:
    known = {
        result_pb2.TERMINATION_REASON_OPTIMAL: Termination.GAP_REACHED,
        result_pb2.TERMINATION_REASON_INFEASIBLE: Termination.INFEASIBLE,
        result_pb2.TERMINATION_REASON_UNBOUNDED: Termination.UNBOUNDED,
    }
    if termination.reason in known:
        return known[termination.reason]
    if stopped or termination.limit == result_pb2.LIMIT_INTERRUPTED:
        return Termination.CANCELLED
    # CP-SAT that was given no time at all names no limit.
    undecided = {result_pb2.TERMINATION_REASON_FEASIBLE, result_pb2.TERMINATION_REASON_NO_SOLUTION_FOUND}
    if termination.limit == result_pb2.LIMIT_TIME or (overdue and termination.reason in undecided):
        return Termination.TIME_LIMIT
    return Termination.ERROR


def _bound(termination: Message) -> float | None:
    if not termination.HasField("objective_bounds"):
        return None
    bound = float(termination.objective_bounds.dual_bound)
    return bound if abs(bound) < SOLVERS_INFINITY else None


def _dense(vector: Message, size: int) -> Floats:
    values = np.zeros(size)
    values[np.fromiter(vector.ids, np.int64, len(vector.ids))] = np.fromiter(
        vector.values, np.float64, len(vector.values)
    )
    return values


def _told(on_solution: SolutionHook) -> Callable[[Message], Message]:
    def tell(data: Message) -> Message:
        on_solution(data.mip_stats.primal_bound, data.mip_stats.dual_bound)
        return callback_pb2.CallbackResultProto()

    return tell
