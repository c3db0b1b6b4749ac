"""Service figures: which share of demand is served in time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from optimizer.facts.serving import Serving

Ratio = float | None


@dataclass(frozen=True)
class Service:
    """Units served in time / demand; None without demand."""

    serving: Serving

    @cached_property
    def _streams(self) -> pd.DataFrame:
        demand, in_time = self.serving.streams.demand, self.serving.in_time
        return self.serving.streams.table.assign(demand=demand.sum(axis=1), in_time=in_time.sum(axis=1))

    @property
    def overall(self) -> Ratio:
        """Share of all demand."""
        return _share(float(self._streams["in_time"].sum()), float(self._streams["demand"].sum()))

    @property
    def by_category(self) -> dict[str, Ratio]:
        """Share of the demand of each category of items; "" are those without one."""
        return self._by("category")

    @property
    def by_zone(self) -> dict[str, Ratio]:
        """Share of the demand of each zone; what a node owes at the start counts under the node's id."""
        return self._by("zone_id")

    def _by(self, column: str) -> dict[str, Ratio]:
        sums = self._streams.groupby(column, sort=True)[["in_time", "demand"]].sum()
        return {
            str(key): _share(float(served), float(asked))
            for key, served, asked in zip(sums.index, sums["in_time"], sums["demand"], strict=True)
        }

    def figures(self) -> dict[str, Ratio | dict[str, Ratio]]:
        """Return the figures as `summary.json` has them."""
        return {"overall": self.overall, "by_category": self.by_category, "by_zone": self.by_zone}


def _share(served: float, asked: float) -> Ratio:
    return served / asked if asked > 0 and np.isfinite(served) else None
