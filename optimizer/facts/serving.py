"""What a plan serves: its rows beside what the problem allows, and what stays lost or owed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import OPEN, UNKNOWN, Catalogue, by_period
from optimizer.facts.streams import Streams
from optimizer.facts.tolerance import Floats, Ints


def _coded(first: Ints, second: Ints, ids: pd.Index) -> Ints:
    """Return one number for each pair of numbers, the second of `ids`; -1 where either is unknown."""
    return np.where((first < 0) | (second < 0), UNKNOWN, first * len(ids) + second)


def _matched(known: Ints, codes: Ints) -> Ints:
    """Return the place of each code among the known ones, -1 where it has none."""
    return np.where(codes == UNKNOWN, UNKNOWN, pd.Index(known).get_indexer(pd.Index(codes)))


def _picked(values: pd.Series, places: Ints) -> Floats:
    """Return the figures at `places`, 0 where a place is -1."""
    padded = np.append(values.to_numpy(dtype=np.float64), 0.0)
    return padded[places]


@dataclass(frozen=True)
class Serving:
    """The fulfilment of a plan."""

    problem: Problem
    calendar: Calendar
    catalogue: Catalogue
    streams: Streams
    table: pd.DataFrame

    @cached_property
    def ways(self) -> pd.DataFrame:
        """Which node may serve which zone: `zone`, `node` (numbers), `cost_per_unit`, `cost_per_kg`; not of `open`."""
        known, listed = self.catalogue, self.problem.fulfilment
        if len(listed):
            return pd.DataFrame(
                {
                    "zone": known.zone(listed["zone_id"]),
                    "node": known.node(listed["node_id"]),
                    "cost_per_unit": listed["cost_per_unit"],
                    "cost_per_kg": listed["cost_per_kg"],
                }
            )
        own = self.problem.nodes["node_id"]
        free = {"cost_per_unit": 0.0, "cost_per_kg": 0.0}
        return pd.DataFrame({"zone": known.zone(own), "node": known.node(own), **free})

    @property
    def _way_codes(self) -> Ints:
        zone, node = (self.ways[name].to_numpy(dtype=np.int64) for name in ("zone", "node"))
        return _coded(zone, node, self.catalogue.nodes)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Every row of the plan's fulfilment, in its order.

        Beside it: numbers of `item`, `node`, `served_item`, `stream` and `period` (-1 where unknown), `served_here`
        (the node may serve the stream), `stands_in` (the item itself or a substitute) and `cost_due`.
        """
        table, known = self.table, self.catalogue
        item, served = known.item(table["item_id"]), known.item(table["served_item_id"])
        zone, node = known.zone(table["zone_id"]), known.node(table["node_id"])
        channel = known.channel(table["channel"])
        owed = channel == known.channels.get_loc(OPEN)
        ways, substitutes = self.ways, self.problem.substitutes
        way = _matched(self._way_codes, _coded(zone, node, known.nodes))
        way = np.where(owed, -1, way)
        instead = (known.item(substitutes["item_id"]), known.item(substitutes["substitute_id"]))
        pair = _matched(_coded(*instead, known.items), _coded(item, served, known.items))
        rate = (
            _picked(ways["cost_per_unit"], way)
            + _picked(ways["cost_per_kg"], way) * np.append(known.unit_kg, 0.0)[served]
            + np.where(item == served, 0.0, _picked(substitutes["cost_per_unit"], pair))
        )
        own_node = known.node(table["zone_id"])
        return table.assign(
            item=item.astype(np.int32),
            node=node.astype(np.int32),
            served_item=served.astype(np.int32),
            stream=self.streams.number(item, zone, channel).astype(np.int32),
            period=self.calendar.periods_begun(table["date"]).astype(np.int32),
            served_here=np.where(owed, (own_node == node) & (node >= 0), way >= 0),
            stands_in=(item >= 0) & ((item == served) | (pair >= 0)),
            cost_due=rate * table["units"].to_numpy(dtype=np.float64),
        )

    @cached_property
    def served(self) -> Floats:
        """Units served, by stream and period."""
        rows = self.rows
        stream, period = rows["stream"].to_numpy(np.int64), rows["period"].to_numpy(np.int64)
        return by_period(stream, period, rows["units"].to_numpy(dtype=np.float64), self.streams.shape)

    @property
    def backlog_before(self) -> Floats:
        """Units owed when a period begins, by stream and period; 0 for streams that do not wait."""
        before = np.zeros(self.streams.shape)
        before[:, 1:] = self.backlog[:, :-1]
        return before

    @cached_property
    def backlog(self) -> Floats:
        """Units owed at the end of each period, by stream and period; 0 for streams that do not wait."""
        backlog = np.zeros(self.streams.shape)
        owed = np.zeros(self.streams.shape[0])
        for period in range(self.calendar.periods):
            owed = np.maximum(0.0, owed + self.streams.demand[:, period] - self.served[:, period])
            owed[~self.streams.backorder] = 0.0
            backlog[:, period] = owed
        return backlog

    @property
    def lost(self) -> Floats:
        """Units lost, by stream and period; 0 for streams that wait."""
        unserved = np.maximum(0.0, self.streams.demand - self.served)
        return np.where(self.streams.backorder[:, None], 0.0, unserved)

    @property
    def in_time(self) -> Floats:
        """Units served when they were asked for, by stream and period: the backlog, being older, goes first."""
        return np.maximum(0.0, self.served - self.backlog_before)
