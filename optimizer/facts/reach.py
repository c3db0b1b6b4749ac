"""How early anything can be anywhere: the first arrival of an order, and demand that comes before it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from optimizer.facts import Facts
from optimizer.facts.catalogue import OPEN
from optimizer.facts.tolerance import Ints
from optimizer.feasibility import arrival_lag, first_arrivals

NEVER = np.iinfo(np.int64).max // 2


@dataclass(frozen=True)
class Reach:
    """Where orders can be, and when, for one problem."""

    facts: Facts

    @cached_property
    def groups(self) -> Ints:
        """Group of each node: nodes that can serve for each other, through transfers or a zone that both serve."""
        known, ways, moves = self.facts.catalogue, self.facts.serving.ways, self.facts.problem.transfers
        first = ways.groupby("zone")["node"].transform("first").to_numpy(dtype=np.int64)
        one = np.concatenate([first, known.node(moves["from_node"])])
        other = np.concatenate([ways["node"].to_numpy(dtype=np.int64), known.node(moves["to_node"])])
        links = coo_array((np.ones(len(one)), (one, other)), shape=(len(known.nodes), len(known.nodes)))
        return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)

    @cached_property
    def first_at_node(self) -> Ints:
        """First period in which an order can be at each node, items x nodes; NEVER where none can."""
        problem, known = self.facts.problem, self.facts.catalogue
        ways = first_arrivals(problem)
        first = np.full((len(known.items), len(known.nodes)), NEVER)
        place = known.item(ways["item_id"]), known.node(ways["node_id"])
        np.minimum.at(first, place, ways["period"].to_numpy(dtype=np.int64))
        self._pass_on(first)
        return np.where(first >= self.facts.calendar.periods, NEVER, first)

    def _pass_on(self, first: Ints) -> None:
        """Let transfers bring goods earlier, in place, until none does; no way visits a node twice."""
        moves, known = self.facts.problem.transfers, self.facts.catalogue
        ends = (known.node(moves["from_node"]), known.node(moves["to_node"]))
        lags = arrival_lag(self.facts.problem, moves["lead_time_days"])
        for _ in range(first.shape[1]):
            before = first.copy()
            for start, end, lag in zip(*ends, lags, strict=True):
                first[:, end] = np.minimum(first[:, end], first[:, start] + lag)
            if np.array_equal(before, first):
                return

    @cached_property
    def early(self) -> pd.DataFrame:
        """Demand, kits as their components, before an order can be where it may be served from.

        Columns `item`, `group` (of nodes), `period` and `units`.
        """
        known, ways, asked = self.facts.catalogue, self.facts.serving.ways, self.facts.streams.asked
        row, item, units = known.multiplied_out(asked["item"].to_numpy(np.int64), asked["units"].to_numpy(np.float64))
        zone, period = (asked[name].to_numpy(dtype=np.int64)[row] for name in ("zone", "period"))
        way_zone, way_node = (ways[name].to_numpy(dtype=np.int64) for name in ("zone", "node"))
        node_of = np.zeros(len(known.zones), dtype=np.int64)
        node_of[way_zone] = way_node
        first_at_zone = np.full((len(known.items), len(known.zones)), NEVER)
        np.minimum.at(first_at_zone.T, way_zone, self.first_at_node.T[way_node])
        owed = asked["channel"].to_numpy(dtype=np.int64)[row] == known.channel(pd.Series([OPEN], dtype="str"))[0]
        node = np.where(owed, known.node(pd.Series(known.zones, dtype="str"))[zone], node_of[zone])
        first = np.where(owed, self.first_at_node[item, node], first_at_zone[item, zone])
        demand = pd.DataFrame({"item": item, "group": self.groups[node], "period": period, "units": units})
        early: pd.DataFrame = demand[(period < first) & (units > 0)]
        return early

    @cached_property
    def uncovered(self) -> pd.DataFrame:
        """Items with early demand that stock and inbound of the group do not cover: `item_id`, `units`, most first."""
        facts, size = self.facts, int(self.groups.max(initial=0)) + 1
        wanted = self.early.assign(key=self.early["item"] * size + self.early["group"])
        keys = pd.Index(np.unique(wanted["key"]))
        demand, supply = np.zeros((2, len(keys), facts.calendar.periods))
        np.add.at(demand, (keys.get_indexer(pd.Index(wanted["key"])), wanted["period"]), wanted["units"])
        coming = facts.stock.inbound.copy()
        coming[:, 0] += facts.stock.at_start
        place = keys.get_indexer(pd.Index(facts.stock.item * size + self.groups[facts.stock.node]))
        np.add.at(supply, place[place >= 0], coming[place >= 0])
        missing = np.max(np.cumsum(demand, axis=1) - np.cumsum(supply, axis=1), axis=1, initial=0.0)
        short = pd.DataFrame({"item": keys.to_numpy(dtype=np.int64) // size, "units": missing})
        short = short[short["units"] > 1e-6].groupby("item")["units"].sum().sort_values(ascending=False).reset_index()
        return short.assign(item_id=facts.catalogue.items[short["item"].to_numpy(dtype=np.int64)])
