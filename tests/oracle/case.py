"""A problem as plain dictionaries and functions of the model's indices, one rule of the specification each."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from models.problem import Problem

Row = dict[str, Any]
Stream = tuple[str, str, str]
"""Item or kit, zone, channel."""
Lane = tuple[str, str, str]
"""Supplier, node, mode."""
TINY = 1e-9


def rows(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def given(value: Any) -> bool:
    """Whether an optional cell says something."""
    return not (value == "" or pd.isna(value))


@dataclass
class Case:
    """The problem's rows by their keys; every method answers one question that the model's text asks."""

    problem: Problem

    def __post_init__(self) -> None:
        p = self.problem
        self.T = int(p.settings.periods)
        self.days = 7 if p.settings.bucket == "week" else 1
        self.kit_rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows(p.kits):
            self.kit_rows[row["kit_id"]].append(row)
        every = {row["item_id"]: row for row in rows(p.items)}
        self.product = every
        self.item = {i: row for i, row in every.items() if i not in self.kit_rows}
        self.supplier = {row["supplier_id"]: row for row in rows(p.suppliers)}
        self.node = {row["node_id"]: row for row in rows(p.nodes)}
        self.offer = {(row["item_id"], row["supplier_id"]): row for row in rows(p.offers)}
        self.lane: dict[Lane, Row] = {(r["supplier_id"], r["node_id"], r["mode"]): r for r in rows(p.lanes)}
        self.transfer = {(row["from_node"], row["to_node"]): row for row in rows(p.transfers)}
        self.channel = {row["channel"]: row for row in rows(p.channels)}
        self.substitutes, self.fulfilment, self.breaks = rows(p.substitutes), rows(p.fulfilment), rows(p.price_breaks)
        self.safety = {(row["item_id"], row["node_id"]): row["units"] for row in rows(p.safety_stock)}
        self.opening: dict[tuple[str, str], float] = {}
        self.demand: dict[Stream, list[float]] = defaultdict(lambda: [0.0] * self.T)
        self.baseline: dict[str, float] = defaultdict(float)
        self.wanted: dict[str, list[float]] = defaultdict(lambda: [0.0] * self.T)
        self.inbound: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * self.T)
        self._read_demand()
        self._read_stock()
        self._read_inbound()

    # -- time ---------------------------------------------------------------------------------------------------------
    def start(self, t: int) -> dt.date:
        """First day of a period."""
        return self.problem.settings.start + dt.timedelta(t * self.days)

    def first_period_from(self, day: dt.date) -> int:
        """First period that starts on or after a day; may be negative or beyond the horizon."""
        return math.ceil((day - self.problem.settings.start).days / self.days)

    def arrival(self, t: int, lead_days: int) -> int:
        """Period in which what leaves in t is received."""
        return self.first_period_from(self.start(t) + dt.timedelta(int(lead_days)))

    def weight(self, t: int) -> float:
        """Discount of money of period t."""
        return float((1 + self.problem.settings.discount_rate) ** (-(t * self.days) / 365))

    def order_exists(self, i: str, a: Lane, t: int) -> bool:
        """Whether an order of item i over lane a may be placed in t."""
        offer, supplier = self.offer[i, a[0]], self.supplier[a[0]]
        day, p0 = self.start(t), self.first_period_from(supplier["first_order_date"].date())
        lead = self.lane[a]["lead_time_days"] + offer["extra_lead_days"]
        first, last = self.lane[a]["blocked_from"], self.lane[a]["blocked_to"]
        blocked = (given(first) or given(last)) and (not given(first) or day >= first.date())
        blocked = blocked and (not given(last) or day <= last.date())
        return (
            supplier["status"] == "active"
            and not blocked
            and t >= self.problem.settings.frozen_periods
            and t >= p0
            and (t - p0) % supplier["order_every_periods"] == 0
            and not (given(offer["available_from"]) and day < offer["available_from"].date())
            and not (given(offer["available_to"]) and day > offer["available_to"].date())
            and self.arrival(t, lead) < self.T
        )

    def shares_contradict(self, i: str) -> bool:
        """Whether the shares of an item with demand say that no plan exists (although ordering nothing keeps them)."""
        owed = sum(sum(units) for (product, _, _), units in self.demand.items() if product == i)
        if not owed and not sum(self.wanted[i]):
            return False
        offers = {s: offer for (item, s), offer in self.offer.items() if item == i}
        open_ = {
            s for s in offers if any(self.order_exists(i, a, t) for a in self.lane if a[0] == s for t in range(self.T))
        }
        return (
            sum(offer["min_share"] for offer in offers.values()) > 1 + TINY
            or bool(open_ and sum(offers[s]["max_share"] for s in open_) < 1 - TINY)
            or any(offer["min_share"] > offer["max_share"] for offer in offers.values())
            or any(offer["min_share"] > 0 and s not in open_ for s, offer in offers.items())
        )

    # -- what is sold -------------------------------------------------------------------------------------------------
    def parts(self, product: str) -> dict[str, float]:
        """Units of each item in one unit of a product, kits of kits multiplied out; an item holds itself."""
        if product not in self.kit_rows:
            return {product: 1.0}
        total: dict[str, float] = defaultdict(float)
        for row in self.kit_rows[product]:
            for item, units in self.parts(row["component_id"]).items():
                total[item] += units * row["units"]
        return dict(total)

    def kg(self, product: str) -> float:
        """Weight of one unit; a kit's is that of its components."""
        return sum(float(self.item[i]["unit_kg"]) * units for i, units in self.parts(product).items())

    def unit_cost(self, product: str) -> float:
        """What buying one unit later will take; a kit's is that of its components."""
        return sum(float(self.item[i]["unit_cost"]) * units for i, units in self.parts(product).items())

    def _read_demand(self) -> None:
        for row in rows(self.problem.demand):
            t = (row["date"].date() - self.problem.settings.start).days // self.days
            if not 0 <= t < self.T:
                continue
            self.demand[row["item_id"], row["zone_id"], row["channel"]][t] += row["units"]
            for item, units in self.parts(row["item_id"]).items():
                self.wanted[item][t] += units * row["units"]
                if row["kind"] == "baseline":
                    self.baseline[item] += units * row["units"]

    def _read_stock(self) -> None:
        for row in rows(self.problem.stock):
            available = row["on_hand"] - row["reserved"] - row["on_hold"]
            self.opening[row["item_id"], row["node_id"]] = max(0.0, available)
            if available < 0:
                self.demand[row["item_id"], row["node_id"], "open"][0] -= available

    def _read_inbound(self) -> None:
        for row in rows(self.problem.inbound):
            t = max(0, self.first_period_from(row["arrival_date"].date()))
            if t < self.T:
                self.inbound[row["item_id"], row["node_id"]][t] += row["units"]

    def mean(self, i: str) -> float:
        """Mean demand of an item in a period."""
        return self.baseline[i] / self.T

    def waits(self, j: Stream) -> bool:
        """Whether the stream is backordered: the channel says so, else the item (else the plan, filled in already)."""
        channel = self.channel.get(j[2])
        mode = channel["shortage_mode"] if channel and given(channel["shortage_mode"]) else ""
        return str(mode or self.product[j[0]]["shortage_mode"]) == "backorder"

    def shortage_cost(self, j: Stream) -> float:
        """Cost of a lost unit, or of a unit backordered for a period."""
        factor = self.channel[j[2]]["shortage_factor"] if j[2] in self.channel else 1.0
        return float(self.product[j[0]]["shortage_cost"]) * float(factor)

    def ways_to_serve(self, j: Stream) -> Iterator[tuple[str, str, float]]:
        """Product that may serve the stream, node that it may leave, cost of a unit."""
        product, zone, channel = j
        instead = [(product, 0.0)]
        for row in self.substitutes:
            if row["item_id"] == product:
                instead += [(row["substitute_id"], row["cost_per_unit"])]
        for node, per_unit, per_kg in self.serving_nodes(zone, channel):
            for other, substitution in instead:
                yield other, node, substitution + per_unit + per_kg * self.kg(other)

    def serving_nodes(self, zone: str, channel: str) -> list[tuple[str, float, float]]:
        """Node, cost per unit and cost per kg of everything that may serve a zone; an open order is its node's own."""
        if channel == "open" or not self.fulfilment:
            return [(zone, 0.0, 0.0)]
        return [
            (row["node_id"], row["cost_per_unit"], row["cost_per_kg"])
            for row in self.fulfilment
            if row["zone_id"] == zone
        ]

    # -- what is bought already ---------------------------------------------------------------------------------------
    def leftover(self, i: str, n: str) -> list[float]:
        """P[i,n,t]: what stays of opening stock and inbound when only the demand that n alone can serve takes it."""
        left, result = self.opening.get((i, n), 0.0), []
        for t in range(self.T):
            own = sum(
                units[t]
                for (product, zone, channel), units in self.demand.items()
                if product == i and [node for node, _, _ in self.serving_nodes(zone, channel)] == [n]
            )
            left = max(0.0, left + self.inbound[i, n][t] - own)
            result.append(left)
        return result

    def price_tiers(self, i: str, s: str) -> list[tuple[float, float]]:
        """(first units, price) of every tier of an offer, the base price first."""
        breaks = [(r["min_units"], r["unit_price"]) for r in self.breaks
                  if (r["item_id"], r["supplier_id"]) == (i, s)]  # fmt: skip
        return [(0.0, self.offer[i, s]["unit_price"]), *sorted(breaks)]
