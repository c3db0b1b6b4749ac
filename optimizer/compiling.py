"""Compiling what the decomposed strategy runs, once per installation: before a search's clock starts, not during it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.problem import Problem
from models.result import COMPILING, Progress, Result
from optimizer.backends.status import ProgressHook
from optimizer.generate import generate
from optimizer.generate.options import GenerateOptions
from optimizer.options import Options
from optimizer.strategies.decomposed.kernel_cache import compiled, note_compiled

LONG = 3600.0
"""Seconds: far more than compiling takes, so that no limit leaves a kernel out."""

_begun: list[bool] = []
"""Not empty once this process has compiled, or is at it: compiling is planning, which would begin with compiling."""


def compile_first(solve: Callable[..., Result], progress: ProgressHook | None) -> bool:
    """Compile the kernels with `solve` unless they are compiled; whether it was needed. ``progress`` hears of it."""
    if _begun or compiled():
        return False
    if progress is not None:
        progress(Progress(COMPILING, 0.0))
    compile_kernels(solve)
    return True


def compile_kernels(solve: Callable[..., Result]) -> None:
    """Plan and explain a few generated items, some with price breaks, so that every kernel is compiled and kept."""
    from optimizer.explain.explain import Explainer  # noqa: PLC0415 - it plans, so it imports what imports this

    _begun.append(True)
    made: Any = generate(GenerateOptions(items=12, suppliers=4, breaks=0.5, seed=1))
    problem = Problem.from_tables(*made)
    plan = solve(problem, Options(strategy="decomposed", time_limit=LONG)).plan
    if plan is not None:
        Explainer(problem, plan).explain()
    note_compiled()
