"""How early goods can get to a node: orders that exist under the time rules, and transfers between nodes."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.feasibility import arrival_lag, lane_periods, open_periods


@dataclass(frozen=True)
class Reach:
    """The orders of one item that exist: `orders` has supplier, node, period placed and period received.

    `earliest` maps a node to the first period in which an order, or a transfer of one, can be received there.
    """

    orders: pd.DataFrame
    earliest: dict[str, int]

    def first(self, nodes: list[str]) -> int | None:
        """The first period in which any of these nodes can receive what is ordered, None where none ever can."""
        return min((self.earliest[node] for node in nodes if node in self.earliest), default=None)


def reach(problem: Problem, item_id: str) -> Reach:
    """All orders of an item that may be placed and are received within the horizon."""
    offers = problem.offers.loc[problem.offers["item_id"] == item_id].reset_index(drop=True)
    offer, period = np.nonzero(open_periods(replace(problem, offers=offers)))
    placed = offers.loc[offer, ["supplier_id", "extra_lead_days"]].assign(period=period)
    lanes = problem.lanes[["supplier_id", "node_id", "mode", "lead_time_days"]].reset_index(names="lane")
    table = placed.merge(lanes, on="supplier_id")
    table = table[lane_periods(problem)[table["lane"], table["period"]]].reset_index(drop=True)
    lag = arrival_lag(problem, table["lead_time_days"] + table["extra_lead_days"])
    table["received"] = table["period"] + lag
    orders = table.loc[table["received"] < problem.settings.periods]
    received = orders.groupby("node_id")["received"].min()
    return Reach(orders, _by_transfer(problem, {str(node): int(period) for node, period in received.items()}))


def _by_transfer(problem: Problem, earliest: dict[str, int]) -> dict[str, int]:
    """The same, with what transfers carry on from node to node."""
    settings = problem.settings
    lags = arrival_lag(problem, problem.transfers["lead_time_days"])
    lanes = list(zip(problem.transfers["from_node"], problem.transfers["to_node"], lags.tolist(), strict=True))
    for _ in range(len(problem.nodes)):
        before = dict(earliest)
        for origin, target, lag in lanes:
            arrives = earliest.get(origin, settings.periods) + lag
            if arrives < earliest.get(target, settings.periods):
                earliest[target] = arrives
        if earliest == before:
            break
    return earliest
