"""Which strategy suits a problem, and why."""

from __future__ import annotations

from models.faults import CallError
from models.problem import Problem
from optimizer.options import Options
from optimizer.strategies.large import ties

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
    why_whole = _needs_whole(options)
    if options.strategy == "decomposed":
        if why_whole:
            raise CallError(f"strategy decomposed cannot plan this: {why_whole}; take exact or auto")
        return "decomposed", "decomposed was asked for"
    if why_whole:
        return "exact", f"one model, since {why_whole}"
    items = len(problem.items)
    tied = ties(problem)
    how = f"block by block ({tied})" if tied else "item by item"
    if items <= SMALL:
        return "exact", f"one model, since {items} items are few enough for one"
    if items <= MEDIUM:
        return "both", f"{how}, then one model from there, since {items} items are within the reach of both"
    return "decomposed", f"{how} with prices on what items share, since {items} items are too many for one model"


def _needs_whole(options: Options) -> str:
    """Why only the whole model will do; empty where the decomposition does."""
    if options.side_constraints is not None:
        return "side constraints may tie anything to anything"
    if options.write_model is not None:
        return "the model is to be written down"
    if options.backend != "highs":
        return f"the backend {options.backend} solves whole models"
    return ""
