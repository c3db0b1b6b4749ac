"""How early goods can get to a node: orders that exist under the time rules, and transfers between nodes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from scenarios.report.calendar import arrival_period


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
    """All orders of an item that exist: active supplier, order cycle, availability, not frozen, received in time."""
    settings = problem.settings
    offers = problem.offers.loc[problem.offers["item_id"] == item_id]
    table = offers.merge(problem.suppliers, on="supplier_id").merge(problem.lanes, on="supplier_id")
    table = table.loc[table["status"] == "active"].merge(pd.DataFrame({"period": range(settings.periods)}), how="cross")
    begins = pd.Timestamp(settings.start) + pd.to_timedelta(table["period"] * settings.bucket_days, unit="D")
    table = table.assign(
        received=arrival_period(
            table["period"].to_numpy(dtype=np.int64),
            (table["lead_time_days"] + table["extra_lead_days"]).to_numpy(dtype=np.int64),
            settings,
        )
    )
    wait = (table["first_order_date"] - pd.Timestamp(settings.start)).dt.days
    first = -(-wait // settings.bucket_days)
    exists = (
        (table["period"] >= settings.frozen_periods)
        & (table["period"] >= first)
        & ((table["period"] - first) % table["order_every_periods"] == 0)
        & ~(begins < table["available_from"])
        & ~(begins > table["available_to"])
        & (table["received"] < settings.periods)
    )
    orders = table.loc[exists, ["supplier_id", "node_id", "mode", "period", "received"]]
    received = orders.groupby("node_id")["received"].min()
    return Reach(orders, _by_transfer(problem, {str(node): int(period) for node, period in received.items()}))


def _by_transfer(problem: Problem, earliest: dict[str, int]) -> dict[str, int]:
    """The same, with what transfers carry on from node to node."""
    settings = problem.settings
    days = problem.transfers["lead_time_days"].to_numpy(dtype=np.int64)
    lags = arrival_period(np.zeros_like(days), days, settings)
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
