"""Item by item, whatever ties items and nodes: lots where each stream has one stock, blocks where it has not."""

from __future__ import annotations

import numpy as np

from models.plan import Plan
from models.problem import Problem
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.options import Options
from optimizer.strategies.coupled import strategy as coupled
from optimizer.strategies.decomposed import strategy as decomposed
from optimizer.strategies.outcome import Outcome


def run(
    problem: Problem,
    options: Options,
    *,
    start: Plan | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
    deadline: float,
) -> Outcome:
    """Bound and plan by decomposition; ``deadline`` is a moment of ``time.monotonic``."""
    way = coupled.run if ties(problem) else decomposed.run
    return way(problem, options, start=start, progress=progress, stop=stop, deadline=deadline)


def ties(problem: Problem) -> str:
    """What ties items to one another, nodes to one another, or an item's orders to one another; empty if nothing."""
    for table, what in (
        ("transfers", "goods may be moved between nodes"),
        ("kits", "kits share components"),
        ("substitutes", "items stand in for one another"),
    ):
        if len(getattr(problem, table)):
            return what
    if bool(problem.fulfilment["zone_id"].duplicated().any()):
        return "zones are served by several nodes"
    offers = problem.offers
    if bool(((offers["min_share"] > 0) | (offers["max_share"] < 1)).any()):
        return "suppliers have shares of an item"
    if bool(np.isfinite(problem.items["max_cover_periods"].to_numpy(np.float64)).any()):
        return "stock of some items is limited to what it covers"
    return ""
