"""The figures of ``summary.json`` that follow from a plan's tables."""

from __future__ import annotations

import resource
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

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


def service(problem: Problem, shortage: pd.DataFrame) -> dict[str, Any]:
    """Units served in time over units demanded: overall, by category, by zone; None without demand.

    In time: in lost mode what is served; in backorder mode what is served beyond the backlog before, the oldest first.
    """
    before = shortage.groupby(["item_id", "zone_id", "channel"], sort=False)["backlog"].shift(1, fill_value=0.0)
    in_time = np.maximum(shortage["served"] - before, 0.0)
    category = shortage["item_id"].map(problem.items.set_index("item_id")["category"])
    table = pd.DataFrame(
        {"demand": shortage["demand"], "in_time": in_time, "category": category, "zone": shortage["zone_id"]}
    )
    return {
        "overall": _share(table["in_time"].sum(), table["demand"].sum()),
        "by_category": _by(table, "category"),
        "by_zone": _by(table, "zone"),
    }


def _by(table: pd.DataFrame, column: str) -> dict[str, float | None]:
    sums = table.groupby(column, sort=True)[["in_time", "demand"]].sum()
    figures = sums.to_numpy(np.float64).tolist()
    return {str(key): _share(served, demand) for key, (served, demand) in zip(sums.index, figures, strict=True)}


def _share(served: float, demand: float) -> float | None:
    return float(served / demand) if demand > 0 else None
