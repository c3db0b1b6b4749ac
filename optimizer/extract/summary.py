"""The figures of ``summary.json`` that follow from a plan's tables."""

from __future__ import annotations

import resource
from dataclasses import fields
from pathlib import Path
from typing import Any

from models.problem import Problem
from models.result import Result
from optimizer.options import Options


def summary_of(
    problem: Problem, result: Result, options: Options, solver: dict[str, str], strategy: str
) -> dict[str, Any]:
    """``summary.json`` but for what only a found plan has (costs, service); money in the objective's discounting."""
    return {
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "costs": None,
        "service": None,
        "strategy": strategy,
        "solver": solver,
        "seconds": {},
        "peak_memory_mb": peak_memory_mb(),
        "dataset_sha256": problem.sha256,
        "options": {f.name: _plain(getattr(options, f.name)) for f in fields(options)},
        "warnings": [],
    }


def peak_memory_mb() -> float:
    """The most memory this process has held, in megabytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value
