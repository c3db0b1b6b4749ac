"""Blocks decide anew, one after the other, by the exact model of a block with all others as they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.coupled.sharing import NO_PLACE
from optimizer.strategies.coupled.solver import Small, Solver
from optimizer.strategies.coupled.standing import Standing, completed, residual

GAIN = 1e-9
"""Share of a block's cost by which it must get better to count."""


@dataclass(frozen=True)
class Effort:
    """Nodes of branch and bound, improvements after which a block is left, the relative gap that is not worth more."""

    nodes: int = 30
    improvements: int = 4
    gap: float = 2e-3
    seconds: float = 5.0


def polished(standing: Standing, chunk: int, block: int, solver: Solver, effort: Effort) -> float:
    """Money won (at least 0) by the block's deciding anew; the plan changes where that is better."""
    small, values = residual(standing, chunk, block)
    before = float(small.cost @ values)
    found = solver.whole(
        small, nodes=effort.nodes, gap=effort.gap, improvements=effort.improvements,
        start=values, seconds=effort.seconds,
    ).values  # fmt: skip
    if found is None:
        return 0.0
    exact = settled(small, found, standing, chunk, block, solver)
    if exact is None:
        return 0.0
    won = before - float(small.cost @ exact)
    if won <= GAIN * max(1.0, abs(float(small.cost @ exact))):
        return 0.0
    standing.put(chunk, block, exact)
    return won


def settled(small: Small, found: Floats, standing: Standing, chunk: int, block: int, solver: Solver) -> Floats | None:
    """The solver's values with whole decisions exactly whole, and what is continuous solved again around them."""
    held = np.flatnonzero(small.integer)
    value = np.round(found[held])
    lower, upper = small.lower.copy(), small.upper.copy()
    lower[held] = upper[held] = value
    answer = solver.relaxed(replace(small, lower=lower, upper=upper)).values
    if answer is None:
        return None
    answer[held] = value
    blocks = standing.blocks[chunk]
    columns = slice(blocks.column_first[block], blocks.column_first[block + 1])
    own = blocks.column_place[columns] == NO_PLACE
    return completed(small, np.where(own, answer, 0.0), own, int(blocks.switched[block]), small.lower)
