"""What a policy sees when stocks are reviewed in a period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.linear import Floats, Ints
from optimizer.strategies.baseline.stocks import Stocks


@dataclass(frozen=True)
class Review:
    """One period's look at P stocks.

    ``arrival`` (P,) the period in which an order placed now is received; ``available`` (P,) units that will then be
    there without it, less what is owed (by position, less also what is lost until then, so that it may be below 0);
    ``gap`` (P,) periods until the next order could be placed; ``safety`` (P,) units that are kept in any case.
    ``set_up`` (P,) money an order line costs by itself.
    """

    stocks: Stocks
    arrival: Ints
    available: Floats
    gap: Floats
    safety: Floats
    set_up: Floats

    def ahead(self, periods: Floats | float) -> Floats:
        """(P,) demand of so many periods from the arrival on; beyond the horizon, and of part periods, the mean."""
        total, mean = self.stocks.demand_until, self.stocks.mean
        end = self.arrival + np.broadcast_to(np.asarray(periods, dtype=np.float64), mean.shape)
        last = total.shape[1] - 1
        rows = np.arange(mean.size)
        inside = np.clip(end, 0.0, last)
        whole = np.floor(inside).astype(np.int64)
        following = np.minimum(whole + 1, last)
        before, after = total[rows, whole], total[rows, following]
        within = before + (inside - whole) * (after - before)
        return np.asarray(within + np.maximum(end - last, 0.0) * mean - total[rows, np.clip(self.arrival, 0, last)])

    @property
    def reorder_point(self) -> Floats:
        """(P,) units: demand until the next order could bring goods, and the safety stock."""
        return np.maximum(self.ahead(self.gap) + self.safety, 0.0)

    @property
    def due(self) -> Floats:
        """(P,) units by which a stock that is below its reorder point is below it; 0 for others."""
        missing = self.reorder_point - self.available
        return np.where(missing > 1e-9 * np.maximum(1.0, self.reorder_point), missing, 0.0)

    def economic_quantity(self) -> Floats:
        """(P,) units, sqrt(2 x mean demand x set-up / carrying cost) (Harris 1913), at most the horizon's demand."""
        mean, hold = self.stocks.mean, self.stocks.hold
        most = mean * (self.stocks.demand_until.shape[1] - 1)
        square = np.divide(2.0 * mean * self.set_up, hold, out=np.full(mean.size, np.inf), where=hold > 0)
        return np.asarray(np.minimum(np.sqrt(square), most), dtype=np.float64)
