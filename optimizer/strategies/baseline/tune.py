"""The parameters of a policy tuned on what its plan really costs: one after the other over its grid, while it helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.strategies.baseline.parameters import Policy

PASSES = 3
"""Times that each parameter is tried anew, at most."""


@dataclass(frozen=True)
class Tuned:
    """The best ``parameters`` found, what their plan ``cost``s, and how many were ``tried``."""

    parameters: dict[str, float]
    cost: float
    tried: int


def tuned(
    policy: Policy,
    given: Mapping[str, float],
    cost: Callable[[Mapping[str, float]], float],
    *,
    seed: int,
    go_on: Callable[[], bool],
) -> Tuned:
    """Search the grid of all parameters but those ``given``, from the defaults; ``go_on`` says when time is up.

    Each pass takes the parameters in an order drawn with ``seed``, tries the grid of each with the others held, and
    keeps the cheapest; it ends with a pass that changes nothing. The first of two that cost the same is kept.
    """
    rng = np.random.default_rng(seed)
    best = policy.with_values(given)
    seen = {_key(best): cost(best)}
    free = [each for each in policy.parameters if each.name not in given]
    for _ in range(PASSES):
        before = dict(best)
        for place in rng.permutation(len(free)):
            parameter = free[place]
            for value in parameter.grid:
                candidate = best | {parameter.name: value}
                if _key(candidate) in seen:
                    continue
                if not go_on():
                    return Tuned(best, seen[_key(best)], len(seen))
                seen[_key(candidate)] = cost(candidate)
                if seen[_key(candidate)] < seen[_key(best)]:
                    best = candidate
        if best == before:
            break
    return Tuned(best, seen[_key(best)], len(seen))


def _key(parameters: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(parameters.values())
