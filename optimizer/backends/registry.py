"""The backends by name. Each is imported when it is asked for: OR-Tools and Pyomo take seconds to load."""

from __future__ import annotations

import functools
import importlib

from models.faults import CallError
from optimizer.backends.status import Backend

BACKENDS: dict[str, str] = {
    "highs": "optimizer.backends.highs",
    "scip": "optimizer.backends.ortools.scip",
    "cp-sat": "optimizer.backends.ortools.cp_sat",
    "pdlp": "optimizer.backends.ortools.pdlp",
    "glop": "optimizer.backends.ortools.glop",
}
"""Name and module of every backend; the module's ``solve`` is the backend."""

RELAXATION_ONLY = frozenset({"pdlp", "glop"})
"""Backends that know no whole numbers."""

PYOMO = "pyomo:"
"""What stands before the name of a solver that Pyomo reaches, such as ``pyomo:cbc``."""


def backend(name: str) -> Backend:
    """The backend called ``name``; CallError, with the known names, where there is none."""
    if name.startswith(PYOMO) and len(name) > len(PYOMO):
        solve: Backend = importlib.import_module("optimizer.backends.pyomo.solve").solve
        return functools.partial(solve, solver_name=name.removeprefix(PYOMO))
    if name not in BACKENDS:
        known = ", ".join([*BACKENDS, f"{PYOMO}SOLVER"])
        msg = f"there is no solver called '{name}'; known are {known} (any solver that Pyomo reaches)"
        raise CallError(msg)
    chosen: Backend = importlib.import_module(BACKENDS[name]).solve
    return chosen


def check_backend(name: str) -> None:
    """CallError where there is no backend of that name, or it cannot plan because it knows no whole numbers."""
    backend(name)
    if name in RELAXATION_ONLY:
        msg = f"the solver '{name}' knows no whole numbers; it can solve the relaxation, not plan"
        raise CallError(msg)
