"""Which strategy suits a problem, and why."""

from __future__ import annotations

import numpy as np

from models.faults import CallError
from models.problem import Problem
from optimizer.options import Options

SMALL = 20
"""Items up to which one model is solved to the end."""

MEDIUM = 60
"""Items up to which one model may still prove more than prices on what items share, given their plan to start from."""


def choice(problem: Problem, options: Options) -> tuple[str, str]:
    """The strategy, and a sentence that says why it was chosen.

    Raises CallError where the strategy that was asked for cannot do what else is asked for.
    """
    if options.strategy == "exact":
        return "exact", "exact was asked for"
    why_whole = _needs_whole(problem, options)
    if options.strategy == "decomposed":
        if why_whole:
            raise CallError(f"strategy decomposed cannot plan this: {why_whole}; take exact or auto")
        return "decomposed", "decomposed was asked for"
    if why_whole:
        return "exact", f"one model, since {why_whole}"
    items = len(problem.items)
    if items <= SMALL:
        return "exact", f"one model, since {items} items are few enough for one"
    if items <= MEDIUM:
        return "both", f"item by item, then one model from there, since {items} items are within the reach of both"
    return "decomposed", f"item by item with prices on what items share, since {items} items are too many for one model"


def _needs_whole(problem: Problem, options: Options) -> str:
    """Why only the whole model will do; empty where the decomposition does."""
    if options.side_constraints is not None:
        return "side constraints may tie anything to anything"
    if options.write_model is not None:
        return "the model is to be written down"
    if options.backend != "highs":
        return f"the backend {options.backend} solves whole models"
    for table, why in (
        ("transfers", "goods may be moved between nodes"),
        ("kits", "kits share components"),
        ("substitutes", "items stand in for one another"),
    ):
        if len(getattr(problem, table)):
            return why
    zones = problem.fulfilment["zone_id"]
    if bool(zones.duplicated().any()):
        return "zones are served by several nodes"
    offers = problem.offers
    if bool(((offers["min_share"] > 0) | (offers["max_share"] < 1)).any()):
        return "suppliers have shares of an item"
    if bool(np.isfinite(problem.items["max_cover_periods"].to_numpy(np.float64)).any()):
        return "stock of some items is limited to what it covers"
    return ""
