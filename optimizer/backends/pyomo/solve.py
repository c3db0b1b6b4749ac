"""Solve a program with any solver that Pyomo reaches."""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections.abc import Iterator

import numpy as np
import pyomo.environ as pyo
import pyomo.version
from pyomo.common.errors import ApplicationError
from pyomo.opt import SolverStatus, TerminationCondition

from models.faults import CallError
from models.result import Termination
from optimizer.backends.pyomo.columns import PyomoColumns, PyomoObject
from optimizer.backends.pyomo.solvers import DIALECTS
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.backends.trivial import answer_by_hand
from optimizer.linear import Floats, MixedIntegerProgram

SLACK = 1e-5
"""What a solver's plan may miss a row (relative) or a whole number by: ten times the tolerance most work with."""

log = logging.getLogger(__name__)

TERMINATIONS = {
    TerminationCondition.optimal: Termination.GAP_REACHED,
    TerminationCondition.maxTimeLimit: Termination.TIME_LIMIT,
    TerminationCondition.infeasible: Termination.INFEASIBLE,
    TerminationCondition.unbounded: Termination.UNBOUNDED,
    TerminationCondition.userInterrupt: Termination.CANCELLED,
}


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    solver_name: str = "appsi_highs",
    start: Floats | None = None,
    progress: ProgressHook | None = None,  # noqa: ARG001 - Pyomo says nothing on the way
    stop: StopHook | None = None,
) -> Answer:
    """Solve ``program`` (n columns) with the solver that Pyomo calls ``solver_name``; CallError where it is missing.

    An object is made per column and row: about 20 s and 2 GB for 200,000 columns. ``stop`` is heard before the solver
    starts; after that only its own time limit ends it.
    """
    solver = _solver(solver_name)
    by_hand = answer_by_hand(program, relax=limits.relax, solver=f"pyomo:{solver_name}", version=_version())
    if by_hand is not None:
        return by_hand
    began = time.perf_counter()
    if stop is not None and stop():
        return Answer(Termination.CANCELLED, None, None, 0.0, f"pyomo:{solver_name}", _version())
    columns = build(program, relax=limits.relax, start=start)
    dialect = DIALECTS.get(solver_name)
    options = {} if dialect is None else dialect.options(_less(limits, time.perf_counter() - began))
    warm = {"warmstart": True} if start is not None and _takes_a_start(solver) else {}
    with _without_warnings():
        try:
            results = solver.solve(columns.model, load_solutions=False, options=options, **warm)
        except (ApplicationError, ValueError, RuntimeError, OSError) as fault:
            log.error("Pyomo's %s failed: %s", solver_name, fault)  # noqa: TRY400 - its words are all there is to say
            seconds = time.perf_counter() - began
            return Answer(Termination.ERROR, None, None, seconds, f"pyomo:{solver_name}", _version())
        values = _values(columns, results)
    seconds = time.perf_counter() - began
    termination = _termination(results)
    if termination is Termination.ERROR and seconds >= limits.time_limit:
        termination = Termination.TIME_LIMIT  # CBC that found no plan in time says neither
    if values is not None and not _is_plan(program, values, relax=limits.relax):
        values = None
    cost = None if values is None else program.objective_of(values)
    return Answer(
        termination=termination,
        values=values,
        bound=_bound(results, solver_name, limits.gap, cost if termination is Termination.GAP_REACHED else None),
        seconds=seconds,
        solver=f"pyomo:{solver_name}",
        version=_version(),
    )


def build(program: MixedIntegerProgram, *, relax: bool = False, start: Floats | None = None) -> PyomoColumns:
    """``program`` as a ConcreteModel: a variable per column, ``model.q[...]``, a constraint per row of a family."""
    columns = PyomoColumns(program)
    model = columns.model
    variables = columns.variables(range(program.column_count))
    for k, variable in enumerate(variables):
        if relax:
            variable.domain = pyo.Reals
        if start is not None:
            variable.set_value(float(start[k]), skip_validation=True)
    indices = program.matrix.indices.astype(np.int64, copy=False)
    low, high = _or_none(program.row_lower), _or_none(program.row_upper)
    for block in program.rows:
        name = block.name if model.component(block.name) is None else f"{block.name}_rows"
        if model.component(name) is None:
            model.add_component(name, pyo.Constraint(pyo.Any))
        component = model.component(name)
        for k in range(block.start, block.start + block.size):
            entries = slice(program.matrix.indptr[k], program.matrix.indptr[k + 1])
            body = columns.expression(indices[entries], program.matrix.data[entries])
            if entries.start < entries.stop and not (low[k] is None and high[k] is None):
                component.add(k, (low[k], body, high[k]))
    charged = np.flatnonzero(program.cost)
    model.cost = pyo.Objective(expr=columns.expression(charged, program.cost[charged], program.offset))
    return columns


def _or_none(limits: Floats) -> list[float | None]:
    return [limit if math.isfinite(limit) else None for limit in limits.tolist()]


def _solver(name: str) -> PyomoObject:
    with _without_warnings():
        solver = pyo.SolverFactory(name)
        known = not type(solver).__name__.startswith("UnknownSolver")
        there = known and bool(solver.available(exception_flag=False))
    if not there:
        why = "its program or Python package is not installed here" if known else "Pyomo knows no solver of that name"
        msg = f"pyomo:{name} cannot be used: {why}"
        raise CallError(msg)
    return solver


def _takes_a_start(solver: PyomoObject) -> bool:
    capable = getattr(solver, "warm_start_capable", None)
    return bool(capable()) if callable(capable) else False


def _less(limits: Limits, seconds: float) -> Limits:
    return Limits(limits.time_limit - seconds, limits.gap, limits.seed, limits.threads, limits.relax)


def _values(columns: PyomoColumns, results: PyomoObject) -> Floats | None:
    if not len(results.solution) or _termination(results) in {Termination.INFEASIBLE, Termination.UNBOUNDED}:
        return None
    columns.model.solutions.load_from(results)
    made = dict(columns.made())
    found = [made[k].value for k in range(columns.program.column_count)]
    # A solver leaves out columns that no row and no cost mentions; any value within the limits will do.
    idle = np.clip(0.0, columns.program.lower, columns.program.upper)
    return np.array([idle[k] if value is None else value for k, value in enumerate(found)], dtype=np.float64)


def _is_plan(program: MixedIntegerProgram, values: Floats, *, relax: bool) -> bool:
    """Whether ``values`` (n) keep to the rows and are whole: CBC stopped early hands out its relaxation's values."""
    whole = values[program.integer & (not relax)]
    with np.errstate(invalid="ignore"):  # rows without a limit
        return bool(np.all(np.abs(whole - np.rint(whole)) < SLACK)) and program.worst_violation(values) < SLACK


def _termination(results: PyomoObject) -> Termination:
    condition = results.solver.termination_condition
    if condition in TERMINATIONS:
        return TERMINATIONS[condition]
    # SCIP's stop at the gap asked for is told as "other", with a good status.
    message = str(results.solver.message)
    if results.solver.status == SolverStatus.ok and "gap limit" in message:
        return Termination.GAP_REACHED
    return Termination.ERROR


def _bound(results: PyomoObject, solver_name: str, gap: float, cost: float | None) -> float | None:
    """A bound that the solver has proven; ``cost`` is that of a plan which it says is within ``gap``, else None."""
    dialect = DIALECTS.get(solver_name)
    if dialect is None:
        return None
    if dialect.proves_bound:
        bound = results.problem.lower_bound
        known = isinstance(bound, float | int) and abs(bound) < 1e20
        return float(bound) if known else None
    return None if cost is None or gap >= 1.0 else cost - gap / (1.0 - gap) * abs(cost)


def _version() -> str:
    return f"Pyomo {pyomo.version.version}"


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """Pyomo warns on standard error of missing solvers and of plans that are not optimal: we say so ourselves."""
    pyomos = logging.getLogger("pyomo")
    before = pyomos.level
    pyomos.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        pyomos.setLevel(before)
