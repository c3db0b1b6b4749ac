"""Silver-Meal: an order covers so many periods that set-up and carrying cost per period are least (first minimum)."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.baseline.parameters import Parameter, Parameters, Policy, projected
from optimizer.strategies.baseline.review import Review


def wanted(review: Review, parameters: Parameters) -> Floats:
    """(P,) units: demand of k periods from the arrival + safety stock - available, where below the reorder point.

    k is the first that makes (set-up + carrying of demand j periods early, j < k) / k smaller than k + 1 does (Silver
    and Meal 1973), at least the review interval. ``set_up_factor`` weighs the set-up.
    """
    covered = np.maximum(_periods(review, parameters["set_up_factor"] * review.set_up), review.gap)
    quantity = review.ahead(covered) + review.safety - review.available
    return np.where(review.due > 0, np.maximum(quantity, review.due), 0.0)


def _periods(review: Review, set_up: Floats) -> Floats:
    """(P,) the first k whose mean cost a period is below that of k + 1; at most the horizon's periods."""
    best = np.ones(set_up.size)
    growing = np.ones(set_up.size, np.bool_)
    carried, mean, before = np.zeros(set_up.size), set_up, review.ahead(1.0)
    for k in range(2, review.stocks.demand_until.shape[1]):
        upto = review.ahead(float(k))
        carried = carried + (k - 1) * review.stocks.hold * (upto - before)
        now = (set_up + carried) / k
        growing &= now < mean
        best[growing] = k
        mean, before = now, upto
        if not growing.any():
            break
    return best


POLICY = Policy(
    "silver-meal",
    (
        Parameter("set_up_factor", 1.0, 0.0, 100.0, (0.0, 0.25, 0.5, 1.0, 2.0), "set-up costs that an order weighs"),
        projected(1.0),
    ),
    wanted,
)
