"""Min-max: below the reorder point, order up to a level that lies an economic quantity above it."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.baseline.parameters import Parameter, Parameters, Policy, projected
from optimizer.strategies.baseline.review import Review


def wanted(review: Review, parameters: Parameters) -> Floats:
    """(P,) units: max - available where available < min.

    min = demand of lead time and review interval + safety stock, against stock and what is on order (here both less the
    demand of the lead time);
    max = min + economic quantity x ``lot_factor`` + mean demand of ``lot_periods``.
    """
    lot = parameters["lot_factor"] * review.economic_quantity() + parameters["lot_periods"] * review.stocks.mean
    return np.where(review.due > 0, review.due + lot, 0.0)


POLICY = Policy(
    "min-max",
    (
        Parameter("lot_factor", 1.0, 0.0, 100.0, (0.0, 0.5, 1.0, 1.5), "economic quantities from min to max"),
        Parameter("lot_periods", 0.0, 0.0, 104.0, (0.0, 1.0, 2.0, 4.0), "periods of mean demand from min to max"),
        projected(0.0),
    ),
    wanted,
)
