"""Weeks of cover: every time an order can be placed, order up to the demand of so many periods."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.baseline.parameters import Parameter, Parameters, Policy, projected
from optimizer.strategies.baseline.review import Review


def wanted(review: Review, parameters: Parameters) -> Floats:
    """(P,) units: demand of ``cover_periods`` after the arrival, at least of the review gap, + safety - stock."""
    covered = np.maximum(parameters["cover_periods"], review.gap)
    return np.maximum(review.ahead(covered) + review.safety - review.available, 0.0)


POLICY = Policy(
    "weeks-of-cover",
    (
        Parameter("cover_periods", 4.0, 0.0, 104.0, (1.0, 1.5, 2.0, 3.0, 4.0, 6.0), "periods that an order covers"),
        projected(1.0),
    ),
    wanted,
)
