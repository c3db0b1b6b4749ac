"""What every node has of every item at the end of every period, recomputed from what comes in and goes out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.catalogue import OPEN, Catalogue, by_period, total
from optimizer.facts.orders import Orders
from optimizer.facts.serving import Serving
from optimizer.facts.tolerance import Floats, Ints
from optimizer.facts.transfers import Transfers


@dataclass(frozen=True)
class Stock:
    """Arrays of places (item, node) x periods; only places where something is, comes, goes or is wished for."""

    problem: Problem
    calendar: Calendar
    catalogue: Catalogue
    orders: Orders
    transfers: Transfers
    serving: Serving
    projection: pd.DataFrame

    # -- places -------------------------------------------------------------------------------------------------------

    def _code(self, item: Ints, node: Ints) -> Ints:
        return np.where((item >= 0) & (node >= 0), item * len(self.catalogue.nodes) + node, -1)

    def _codes_of(self, frame: pd.DataFrame, node: str = "node_id") -> Ints:
        return self._code(self.catalogue.item(frame["item_id"]), self.catalogue.node(frame[node]))

    @property
    def _taken(self) -> tuple[Ints, Ints, Floats]:
        """Units that leave a node to customers: code of the place, period, units; kits as their components."""
        rows = self.serving.rows
        shipped, amount = rows["served_item"].to_numpy(np.int64), rows["units"].to_numpy(np.float64)
        row, item, units = self.catalogue.multiplied_out(shipped, amount)
        node, period = rows["node"].to_numpy(np.int64)[row], rows["period"].to_numpy(np.int64)[row]
        return self._code(item, node), period, units

    @cached_property
    def _places(self) -> pd.Index:
        problem, moves = self.problem, self.transfers.rows
        codes = [
            *(self._codes_of(frame) for frame in (problem.stock, problem.inbound, problem.safety_stock)),
            *(self._codes_of(frame) for frame in (self.orders.sound, self.projection)),
            *(self._codes_of(moves, node) for node in ("from_node", "to_node")),
            self._taken[0],
        ]
        found = np.unique(np.concatenate(codes))
        places: pd.Index = pd.Index(found[found >= 0])
        return places

    def place(self, item: Ints, node: Ints) -> Ints:
        """Return the place of each pair of numbers, -1 where nothing ever is."""
        return self._places.get_indexer(pd.Index(self._code(item, node))).astype(np.int64)

    def place_of(self, frame: pd.DataFrame, node: str = "node_id") -> Ints:
        """Return the place of each row's `item_id` and `node`, -1 where nothing ever is."""
        return self.place(self.catalogue.item(frame["item_id"]), self.catalogue.node(frame[node]))

    @property
    def shape(self) -> tuple[int, int]:
        """Number of places and of periods."""
        return len(self._places), self.calendar.periods

    @cached_property
    def item(self) -> Ints:
        """Number of the item at each place."""
        return self._places.to_numpy(np.int64) // len(self.catalogue.nodes)

    @cached_property
    def node(self) -> Ints:
        """Number of the node at each place."""
        return self._places.to_numpy(np.int64) % len(self.catalogue.nodes)

    @cached_property
    def names(self) -> pd.DataFrame:
        """`item_id` and `node_id` of each place."""
        return pd.DataFrame({"item_id": self.catalogue.items[self.item], "node_id": self.catalogue.nodes[self.node]})

    # -- what comes and goes ------------------------------------------------------------------------------------------

    def _moved(self, place: Ints, period: pd.Series, units: pd.Series) -> Floats:
        return by_period(place, period.to_numpy(np.int64), units.to_numpy(np.float64), self.shape)

    @cached_property
    def at_start(self) -> Floats:
        """Opening stock of period 0: what is available to plan, at least 0."""
        stock = self.problem.stock
        available = (stock["on_hand"] - stock["reserved"] - stock["on_hold"]).to_numpy(dtype=np.float64)
        return total(self.place_of(stock), np.maximum(0.0, available), self.shape[0])

    @cached_property
    def inbound(self) -> Floats:
        """Units bought before this plan, in the period that receives them; overdue ones in the first."""
        coming = self.problem.inbound
        period = self.calendar.receiving(self.calendar.days(coming["arrival_date"]))
        return by_period(self.place_of(coming), period, coming["units"].to_numpy(dtype=np.float64), self.shape)

    @cached_property
    def ordered_in(self) -> Floats:
        """Units of this plan's orders, in the period that receives them."""
        rows = self.orders.sound
        return self._moved(self.place_of(rows), rows["due_period"], rows["quantity"])

    @cached_property
    def transferred_in(self) -> Floats:
        """Units that come from other nodes, in the period that receives them."""
        rows = self.transfers.sound
        return self._moved(self.place_of(rows, "to_node"), rows["due_period"], rows["units"])

    @cached_property
    def transferred_out(self) -> Floats:
        """Units that leave to other nodes, in the period in which they leave."""
        rows = self.transfers.sound
        return self._moved(self.place_of(rows, "from_node"), rows["period"], rows["units"])

    @cached_property
    def served(self) -> Floats:
        """Units that leave to customers: own demand, in the place of other items, in kits."""
        code, period, units = self._taken
        return by_period(self._places.get_indexer(pd.Index(code)).astype(np.int64), period, units, self.shape)

    @cached_property
    def closing(self) -> Floats:
        """Stock at the end of each period, negative where a plan ships what is not there."""
        change = self.received
        change -= self.transferred_out
        change -= self.served
        closing = np.cumsum(change, axis=1, out=change)
        closing += self.at_start[:, None]
        return closing

    @property
    def opening(self) -> Floats:
        """Stock at the beginning of each period."""
        opening = np.empty(self.shape)
        opening[:, 0] = self.at_start
        opening[:, 1:] = self.closing[:, :-1]
        return opening

    @property
    def received(self) -> Floats:
        """Units that a node receives: orders, transfers and inbound."""
        return self.inbound + self.ordered_in + self.transferred_in

    # -- wishes and what was bought already ---------------------------------------------------------------------------

    @cached_property
    def safety_stock(self) -> Floats:
        """Units wished for at the end of every period, by place."""
        wished = self.problem.safety_stock
        return total(self.place_of(wished), wished["units"].to_numpy(dtype=np.float64), self.shape[0])

    @property
    def shortfall(self) -> Floats:
        """Units below safety stock at the end of each period."""
        return np.maximum(0.0, self.safety_stock[:, None] - self.closing)

    @property
    def captive_demand(self) -> Floats:
        """The item's own demand of zones that the node of the place alone serves, its `open` stream included."""
        streams, ways = self.serving.streams, self.serving.ways
        first = ways.groupby("zone")["node"].agg(["first", "size"])
        only = first.loc[first["size"] == 1, "first"]
        table = streams.table
        alone = table["zone"].map(only).fillna(-1).to_numpy(dtype=np.int64)
        node = np.where(table["channel"] == OPEN, self.catalogue.node(table["zone_id"]), alone)
        place = self.place(table["item"].to_numpy(np.int64), node)
        known = place >= 0
        demand = np.zeros(self.shape)
        np.add.at(demand, place[known], streams.demand[known])
        return demand

    @cached_property
    def kept(self) -> Floats:
        """P of the model: what is left at a place of stock and inbound after captive demand when nothing is bought."""
        kept, left, captive = np.zeros(self.shape), self.at_start, self.captive_demand
        for period in range(self.calendar.periods):
            left = np.maximum(0.0, left + self.inbound[:, period] - captive[:, period])
            kept[:, period] = left
        return kept

    # -- sums ---------------------------------------------------------------------------------------------------------

    def by_node(self, units: Floats) -> Floats:
        """Sum an array of places x periods over the items of each node."""
        return _summed(self.node, units, len(self.catalogue.nodes))

    def by_item(self, units: Floats) -> Floats:
        """Sum an array of places x periods over the nodes of each item."""
        return _summed(self.item, units, len(self.catalogue.items))

    def volume(self, units: Floats) -> Floats:
        """Turn units at each place into m3."""
        return units * self.catalogue.unit_m3[self.item][:, None]


def _summed(groups: Ints, values: Floats, size: int) -> Floats:
    return np.stack([total(groups, each, size) for each in values.T], axis=1)
