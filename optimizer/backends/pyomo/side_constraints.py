"""A planner's own rules, from a small Python file, as further rows of the program.

The file defines ``constrain(model)``; ``model`` is a ``SideModel``. What it asks for is written into the program, so
every backend, the repair of rounding and the exported model honour it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn
from scipy import sparse

from models.faults import CallError
from models.problem import Problem
from optimizer.backends.pyomo.columns import PyomoObject
from optimizer.backends.pyomo.side_model import SideModel
from optimizer.linear import Block, Floats, Label, MixedIntegerProgram

NAME = "side_constraints"

_UNDERSTOOD = frozenset(
    {pyo.Block, pyo.Constraint, pyo.Var, pyo.Set, pyo.RangeSet, pyo.Param, pyo.Expression, pyo.BuildAction}
)


def with_side_constraints(
    program: MixedIntegerProgram, path: Path, problem: Problem | None = None
) -> MixedIntegerProgram:
    """``program`` with the rules of the file ``path`` as a last block of rows, "side_constraints".

    Variables of the planner's own become a last block of columns of that name; the program's own columns keep their
    places. ``problem`` lets the file read the dataset's tables and count in units. CallError, naming file and line,
    for a file that cannot be read or fails, and for a rule that is not linear.
    """
    constrain = _read(path)
    model = SideModel(program, problem)
    _call(constrain, model, path)
    return _Extension(program, model, path).program()


def _read(path: Path) -> Callable[[SideModel], object]:
    try:
        source = Path(path).read_bytes()
    except OSError as fault:
        msg = f"{path} cannot be read: {fault.strerror or fault}"
        raise CallError(msg) from fault
    names: dict[str, Any] = {"__name__": "side_constraints_file", "__file__": str(path)}
    try:
        code = compile(source, str(path), "exec")
    except (SyntaxError, ValueError) as fault:
        line = getattr(fault, "lineno", None) or 1
        msg = f"{path}, line {line}: {getattr(fault, 'msg', None) or fault}"
        raise CallError(msg) from fault
    _call(lambda _: exec(code, names), None, path)  # noqa: S102 - the planner's own file, on the planner's own machine
    constrain = names.get("constrain")
    if not callable(constrain):
        msg = f"{path} defines no function constrain(model)"
        raise CallError(msg)
    found: Callable[[SideModel], object] = constrain
    return found


def _call(function: Callable[[Any], object], argument: SideModel | None, path: Path) -> None:
    try:
        function(argument)
    except (Exception, SystemExit) as fault:
        what = str(fault) if isinstance(fault, CallError) else f"{type(fault).__name__}: {fault}"
        line = _line(fault.__traceback__, path)
        msg = f"{path}, line {line}: {what}" if line else f"{path}: {what}"
        raise CallError(msg) from fault


def _line(trace: TracebackType | None, path: Path) -> int | None:
    """The last line of the planner's file that the fault passed through."""
    lines = [frame.lineno for frame in traceback.extract_tb(trace) if frame.filename == str(path)]
    return lines[-1] if lines else None


class _Extension:
    """Gathers the rows and columns that a side model holds beyond the program."""

    def __init__(self, program: MixedIntegerProgram, model: SideModel, path: Path) -> None:
        self._old = program
        self._model = model
        self._path = path
        self._own: list[PyomoObject] = []
        self._place: dict[int, int] = {}
        self._limits: list[tuple[str, float, float]] = []
        self._entries: list[tuple[int, int, float]] = []

    def program(self) -> MixedIntegerProgram:
        self._refuse_what_rows_cannot_say()
        for rule in self._model.pyomo.component_data_objects(pyo.Constraint, active=True):
            self._add(rule)
        return self._extended()

    def _refuse_what_rows_cannot_say(self) -> None:
        for kind in self._model.pyomo.collect_ctypes(active=True):
            if kind not in _UNDERSTOOD:
                why = "what a plan costs is the dataset's to say" if kind is pyo.Objective else "it is no linear rule"
                msg = f"{self._path}: a Pyomo {kind.__name__} cannot be a side constraint: {why}"
                raise CallError(msg)

    def _add(self, rule: PyomoObject) -> None:
        parts = generate_standard_repn(rule.body, quadratic=False)
        if not parts.is_linear():
            raise CallError(self._at(rule, "only sums of decisions times numbers can be kept to (a linear rule)"))
        low = -np.inf if rule.lower is None else pyo.value(rule.lower) - parts.constant
        high = np.inf if rule.upper is None else pyo.value(rule.upper) - parts.constant
        if not parts.linear_vars:
            if low > 0 or high < 0:
                raise CallError(self._at(rule, "no decision can change it, and it does not hold"))
            return
        row = len(self._limits)
        name, _ = self._model.asked.get(id(rule), (rule.name, 0))
        self._limits.append((name, float(low), float(high)))
        for variable, weight in zip(parts.linear_vars, parts.linear_coefs, strict=True):
            self._entries.append((row, self._column(variable), float(weight)))

    def _at(self, rule: PyomoObject, what: str) -> str:
        name, line = self._model.asked.get(id(rule), (rule.name, 0))
        return f"{self._path}{f', line {line}' if line else ''}: '{name}': {what}"

    def _column(self, variable: PyomoObject) -> int:
        known = self._model.columns.position.get(id(variable))
        if known is not None:
            return known
        if id(variable) not in self._place:
            self._place[id(variable)] = self._old.column_count + len(self._own)
            self._own.append(variable)
        return self._place[id(variable)]

    def _extended(self) -> MixedIntegerProgram:
        old, own = self._old, self._own
        lower, upper = self._limits_of_old_columns()
        columns = np.array([c for _, c, _ in self._entries], dtype=np.int64)
        rows = np.array([r for r, _, _ in self._entries], dtype=np.int64)
        values = np.array([v for _, _, v in self._entries], dtype=np.float64)
        width = old.column_count + len(own)
        wider = sparse.csr_array((old.matrix.data, old.matrix.indices, old.matrix.indptr), (old.row_count, width))
        below = sparse.csr_array(sparse.coo_array((values, (rows, columns)), (len(self._limits), width)))
        return replace(
            old,
            cost=np.concatenate([old.cost, np.zeros(len(own))]),
            lower=np.concatenate([lower, [_or(v.lb, -np.inf) for v in own]]),
            upper=np.concatenate([upper, [_or(v.ub, np.inf) for v in own]]),
            integer=np.concatenate([old.integer, np.array([v.is_integer() for v in own], dtype=np.bool_)]),
            row_lower=np.concatenate([old.row_lower, [low for _, low, _ in self._limits]]),
            row_upper=np.concatenate([old.row_upper, [high for _, _, high in self._limits]]),
            matrix=sparse.csr_array(sparse.vstack([wider, below], format="csr")),
            columns=(*old.columns, *_block(old.column_count, [v.name for v in own])),
            rows=(*old.rows, *_block(old.row_count, [name for name, _, _ in self._limits])),
            added=old.added | {NAME},
        )

    def _limits_of_old_columns(self) -> tuple[Floats, Floats]:
        """Limits that the planner's file set on decisions themselves (``setub``, ``fix``) count too."""
        lower, upper = self._old.lower.copy(), self._old.upper.copy()
        for column, variable in self._model.columns.made():
            fixed = variable.value if variable.fixed else None
            lower[column] = max(lower[column], _or(variable.lb if fixed is None else fixed, -np.inf))
            upper[column] = min(upper[column], _or(variable.ub if fixed is None else fixed, np.inf))
            if lower[column] > upper[column]:
                limits = f"at least {lower[column]:g} and at most {upper[column]:g}"
                msg = f"{self._path}: {variable.name} would have to be {limits}"
                raise CallError(msg)
        return lower, upper


def _block(start: int, names: list[str]) -> tuple[Block, ...]:
    if not names:
        return ()
    return (Block(NAME, start, len(names), (Label(names, np.arange(len(names))),)),)


def _or(value: float | None, other: float) -> float:
    return other if value is None else float(pyo.value(value))
