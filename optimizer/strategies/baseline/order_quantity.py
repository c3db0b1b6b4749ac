"""Fixed order quantity: below the reorder point, order the least multiple of one quantity that lifts stock to it."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.baseline.parameters import Parameter, Parameters, Policy, projected
from optimizer.strategies.baseline.review import Review


def wanted(review: Review, parameters: Parameters) -> Floats:
    """(P,) units: n x Q, n the least whole number that reaches the reorder point.

    Q = economic quantity x ``lot_factor``, at least one case.
    """
    quantity = np.maximum(parameters["lot_factor"] * review.economic_quantity(), review.stocks.pack)
    return np.asarray(np.ceil(review.due / quantity - 1e-9) * quantity)


POLICY = Policy(
    "fixed-quantity",
    (
        Parameter("lot_factor", 1.0, 0.0, 100.0, (0.25, 0.5, 0.75, 1.0, 1.5), "economic quantities in an order"),
        projected(0.0),
    ),
    wanted,
)
