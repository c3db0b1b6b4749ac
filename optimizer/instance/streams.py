"""Who wants what, when: demand streams (item, zone, channel) and the mean demand that closing stock is valued by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions, totals
from optimizer.linear import Bools, Floats, Ints

OPEN = "open"


@dataclass(frozen=True)
class Streams:
    """J demand streams j = (i, z, c) over T periods.

    ``place`` is the zone's position, or zones + node for what a node already owes (channel ``open``).
    ``demand`` (J, T) units; ``backorder`` (J,); ``shortage_cost`` (J,) money per unit lost, or backlogged a period;
    ``owed_cost`` (J,) money per unit still owed at the end. ``zones`` and ``channels`` are the names.
    """

    item: Ints
    place: Ints
    channel: Ints
    demand: Floats
    backorder: Bools
    shortage_cost: Floats
    owed_cost: Floats
    zones: pd.Index
    channels: pd.Index
    mean_demand: Floats
    """(items,) units a period: baseline demand, kits multiplied out; neither promotions nor ``open``."""
    own_and_kit_demand: Floats
    """(items, T) units: all dated demand of an item, kits multiplied out, promotions too, without ``open``."""

    @property
    def is_open(self) -> Bools:
        """(J,) the stream is what a node already owes."""
        return self.place >= len(self.zones)

    @property
    def open_node(self) -> Ints:
        """(J,) the node an ``open`` stream is owed by; negative for the others."""
        return self.place - len(self.zones)


def streams_of(problem: Problem, calendar: Calendar, recipes: sparse.csr_array) -> Streams:
    """Gather demand of the horizon and what nodes owe (negative available stock) into streams."""
    rows = _rows(problem, calendar)
    zones, channels = rows.zones, rows.channels
    places = len(zones) + len(problem.nodes)
    keys, stream = np.unique((rows.item * places + rows.place) * len(channels) + rows.channel, return_inverse=True)
    periods = calendar.periods
    demand = totals(stream * periods + rows.period, rows.units, keys.size * periods).reshape(-1, periods)
    rest, channel = np.divmod(keys, len(channels))
    item, place = np.divmod(rest, places)
    backorder, factor = _terms(problem, channels, item, channel)
    unit_cost = problem.items["unit_cost"].to_numpy(np.float64)

    dated = rows.place < len(zones)
    item_period = rows.item * periods + rows.period
    shape = (len(problem.items), periods)
    own = totals(item_period[dated], rows.units[dated], shape[0] * periods).reshape(shape)
    base = dated & rows.baseline
    baseline = totals(rows.item[base], rows.units[base], shape[0])
    return Streams(
        item=item, place=place, channel=channel, demand=demand, backorder=backorder,
        shortage_cost=problem.items["shortage_cost"].to_numpy(np.float64)[item] * factor,
        owed_cost=(recipes @ unit_cost)[item],
        zones=zones, channels=channels,
        mean_demand=recipes.T @ baseline / periods,
        own_and_kit_demand=np.asarray(recipes.T @ own),
    )  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    item: Ints
    place: Ints
    channel: Ints
    period: Ints
    units: Floats
    baseline: Bools
    zones: pd.Index
    channels: pd.Index


def _rows(problem: Problem, calendar: Calendar) -> _Rows:
    demand, stock = problem.demand, problem.stock
    period = calendar.period_of(demand["date"])
    demand = demand.loc[(period >= 0) & (period < calendar.periods) & (demand["units"] > 0).to_numpy()]
    zones = pd.Index((problem.fulfilment["zone_id"] if len(problem.fulfilment) else problem.nodes["node_id"]).unique())
    channels = pd.Index([*sorted(demand["channel"].unique()), OPEN], dtype=object)
    ids = pd.Index(problem.items["item_id"])

    available = (stock["on_hand"] - stock["reserved"] - stock["on_hold"]).to_numpy(np.float64)
    owed = stock.loc[available < 0]
    owed_node = positions(pd.Index(problem.nodes["node_id"]), owed["node_id"])
    count, extra = len(demand), len(owed)
    return (
        _Rows(
            item=np.concatenate([positions(ids, demand["item_id"]), positions(ids, owed["item_id"])]),
            place=np.concatenate([positions(zones, demand["zone_id"]), len(zones) + owed_node]),
            channel=np.concatenate(
                [positions(channels, demand["channel"]), np.full(extra, len(channels) - 1, dtype=np.int64)]
            ),
            period=np.concatenate([calendar.period_of(demand["date"]), np.zeros(extra, dtype=np.int64)]),
            units=np.concatenate([demand["units"].to_numpy(np.float64), -available[available < 0]]),
            baseline=np.concatenate([(demand["kind"] == "baseline").to_numpy(), np.zeros(extra, dtype=np.bool_)]),
            zones=zones,
            channels=channels,
        )
        if count + extra
        else _Rows(*(np.empty(0, np.int64),) * 4, np.empty(0), np.empty(0, np.bool_), zones, channels)
    )


def _terms(problem: Problem, channels: pd.Index, item: Ints, channel: Ints) -> tuple[Bools, Floats]:
    """Backorder or lost, and the shortage factor, of each stream: channel before item (whose default is the plan's)."""
    table = problem.channels.set_index("channel").reindex(channels)
    mode = table["shortage_mode"].fillna("").to_numpy(object)[channel]
    item_mode = problem.items["shortage_mode"].to_numpy(object)[item]
    backorder = np.where(mode == "", item_mode, mode) == "backorder"
    factor = table["shortage_factor"].fillna(1.0).to_numpy(np.float64)[channel]
    return np.asarray(backorder, dtype=np.bool_), factor
