"""Pegging: which demand each unit bought covers, first in, first out, through kits, transfers and substitutes.

At every item and node what comes in (stock, inbound, transfers, orders) forms one queue and what goes out another
(service by the demand it is for, transfers, closing stock: up to the safety stock, then beyond). What is late is served
oldest demand first. What goes to another node is followed there, in the order in which it left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.intervals import Overlaps, overlaps, starts
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import join, positions
from optimizer.instance.recipes import recipes_of
from optimizer.linear import Floats, Ints

DEMAND, SAFETY, CLOSING, ON_THE_WAY = "demand", "safety stock", "closing stock", "transfer"
"""What a unit is for. Of transfers, only what goes in a circle is left as such."""

HOPS = 200
"""Transfers that a unit is followed through, at most."""

STREAM = ["item_id", "zone_id", "channel"]
COLUMNS = (
    "order_id", "item_id", "node_id", "mode", "arrival_date", "covers", "for_item_id", "zone_id", "channel",
    "from_node", "date", "units",
)  # fmt: skip


def pegging(problem: Problem, plan: Plan) -> pd.DataFrame:
    """The table ``COLUMNS``: units of every order row by what they cover; they add up to the row's.

    ``date`` is the first day of the period of the demand (not of the service), of the last period for stock that stays;
    ``from_node`` the node that serves or keeps it; ``for_item_id`` differs from the item for kits and substitutes.
    """
    cells = _Cells(problem)
    comings, goings = _comings(cells, plan), _goings(cells, plan)
    edges = _edges(comings, goings)
    orders = plan.orders
    found = _followed(comings, goings, edges)
    order = comings.number.to_numpy(np.int64)[found.coming]
    going = goings.take(found.going).reset_index(drop=True)
    kept = orders[["order_id", "item_id", "node_id", "mode", "arrival_date"]].take(order).reset_index(drop=True)
    table = kept.assign(
        covers=going["covers"], for_item_id=going["for_item_id"], zone_id=going["zone_id"], channel=going["channel"],
        from_node=problem.nodes["node_id"].to_numpy(object)[going["pair"].to_numpy(np.int64) % cells.nodes],
        date=going["date"], units=found.units,
    )  # fmt: skip
    keys = list(COLUMNS[:-1])
    summed = table.groupby(keys, sort=False, dropna=False, observed=True, as_index=False).agg({"units": "sum"})
    return summed[list(COLUMNS)]


class _Cells:
    """Positions of items, nodes and periods."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.calendar = Calendar.of(problem.settings)
        self.items, self.sites = pd.Index(problem.items["item_id"]), pd.Index(problem.nodes["node_id"])
        self.nodes = len(self.sites)

    def pair(self, item: pd.Series, node: pd.Series) -> Ints:
        """Item x nodes + node."""
        return positions(self.items, item) * self.nodes + positions(self.sites, node)

    def period(self, date: pd.Series) -> Ints:
        """The period that contains each date."""
        return self.calendar.period_of(date)

    def receiving(self, date: pd.Series) -> Ints:
        """The period that receives what arrives."""
        return self.calendar.first_period_from(date)


def _comings(cells: _Cells, plan: Plan) -> pd.DataFrame:
    """What enters each queue, in its order: ``pair``, ``period``, ``rank``, ``units``, ``number`` of order or transfer.

    ``kind`` 0 what is there anyway, 1 a transfer, 2 an order row.
    """
    stock, orders, moves = plan.projection, plan.orders, plan.transfers
    period = cells.period(stock["date"])
    first = np.where(period == 0, stock["opening"].to_numpy(np.float64), 0.0)
    there = first + stock["inbound"].to_numpy(np.float64)
    parts = [
        _queue(cells.pair(stock["item_id"], stock["node_id"]), period, 0, there, np.full(len(stock), -1)),
        _queue(
            cells.pair(moves["item_id"], moves["to_node"]), cells.receiving(moves["arrival_date"]), 1,
            moves["units"].to_numpy(np.float64), np.arange(len(moves)),
        ),
        _queue(
            cells.pair(orders["item_id"], orders["node_id"]), cells.receiving(orders["arrival_date"]), 2,
            orders["units"].to_numpy(np.float64), np.arange(len(orders)),
        ),
    ]  # fmt: skip
    return _in_order(pd.concat(parts, ignore_index=True), ["pair", "period", "kind"])


def _queue(pair: Ints, period: Ints, kind: int, units: Floats, number: Ints) -> pd.DataFrame:
    table = pd.DataFrame({"pair": pair, "period": period, "kind": kind, "units": units, "number": number})
    return table[table["units"] > 0]


def _in_order(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The queue in its order, with ``begin`` of each entry."""
    table = table.sort_values(keys, kind="stable", ignore_index=True)
    return table.assign(begin=starts(table["pair"].to_numpy(np.int64), table["units"].to_numpy(np.float64)))


def _goings(cells: _Cells, plan: Plan) -> pd.DataFrame:
    """What leaves each queue, in its order; ``number`` is the transfer's, -1 of all else."""
    served, moves = _served(cells, plan), plan.transfers
    moved = _queue(
        cells.pair(moves["item_id"], moves["from_node"]), cells.period(moves["ship_date"]), 1,
        moves["units"].to_numpy(np.float64), np.arange(len(moves)),
    ).assign(covers=ON_THE_WAY)  # fmt: skip
    parts = [served, moved, *_kept(cells, plan)]
    table = pd.concat([part for part in parts if len(part)] or [served], ignore_index=True)
    table = table.reindex(columns=served.columns)  # where nothing is served, the others lack what only demand has
    for name in ("for_item_id", "zone_id", "channel"):
        table[name] = table[name].astype(object).fillna("")
    return _in_order(table, ["pair", "period", "kind", "date"])


def _kept(cells: _Cells, plan: Plan) -> list[pd.DataFrame]:
    """Stock at the end of the horizon: up to the safety stock, and beyond."""
    last = cells.calendar.periods - 1
    stock = plan.projection[cells.period(plan.projection["date"]) == last]
    closing = stock["closing"].to_numpy(np.float64)
    safe = np.minimum(closing, stock["safety_stock"].to_numpy(np.float64))
    pair, period, none = cells.pair(stock["item_id"], stock["node_id"]), np.full(len(stock), last), -np.ones(len(stock))
    date = np.datetime64(cells.calendar.starts[last], "s")
    return [
        _queue(pair, period, kind, units, none.astype(np.int64)).assign(covers=covers, date=date)
        for kind, covers, units in ((2, SAFETY, safe), (3, CLOSING, closing - safe))
    ]


def _served(cells: _Cells, plan: Plan) -> pd.DataFrame:
    """Units of stocked items handed over, by the demand they are for; kits multiplied out, the oldest demand first."""
    rows = plan.fulfilment
    demanded = _demand_served(cells, plan)
    item = positions(cells.items, rows["served_item_id"])
    node = positions(cells.sites, rows["node_id"])
    service = demanded.left
    recipes = recipes_of(cells.problem)
    parts = recipes.tocoo()
    share, part = join(item[service], parts.coords[0].astype(np.int64), len(cells.items))
    row = service[share]
    words = {
        name: rows[column].to_numpy(object)[row]
        for name, column in (("for_item_id", "item_id"), ("zone_id", "zone_id"), ("channel", "channel"))
    }
    table = _queue(
        parts.coords[1].astype(np.int64)[part] * cells.nodes + node[row], cells.period(rows["date"])[row], 0,
        demanded.units[share] * parts.data[part], np.full(row.size, -1),
    )  # fmt: skip
    dates = cells.calendar.starts.astype("datetime64[s]")[demanded.right[share]]
    return table.join(pd.DataFrame({"covers": DEMAND, "date": dates, **words}), how="left")


def _demand_served(cells: _Cells, plan: Plan) -> Overlaps:
    """Services (``left``, rows of fulfilment) against the periods (``right``) of the demand they serve, in turn."""
    rows, asked = plan.fulfilment, plan.shortage
    both = pd.concat([rows[STREAM].astype(str), asked[STREAM].astype(str)], ignore_index=True)
    stream = both.groupby(STREAM, sort=False).ngroup().to_numpy(np.int64).astype(np.int64)
    own, other = stream[: len(rows)], stream[len(rows) :]
    period, due = cells.period(rows["date"]), cells.period(asked["date"])
    order, turn = np.lexsort((period, own)), np.lexsort((due, other))
    units = rows["units"].to_numpy(np.float64)[order]
    wanted: Floats = np.maximum(asked["demand"].to_numpy(np.float64) - asked["lost"].to_numpy(np.float64), 0.0)[turn]
    begins = starts(other[turn], wanted)
    found = overlaps((own[order], starts(own[order], units), units), (other[turn], begins, wanted))
    return Overlaps(order[found.left], due[turn][found.right], found.begin, found.units)


@dataclass(frozen=True)
class _Found:
    """Units of ``coming`` (rows of the comings) that end as ``going`` (rows of the goings)."""

    coming: Ints
    going: Ints
    units: Floats


def _edges(comings: pd.DataFrame, goings: pd.DataFrame) -> Overlaps:
    sides = [(t["pair"].to_numpy(np.int64), t["begin"].to_numpy(), t["units"].to_numpy()) for t in (comings, goings)]
    return overlaps(sides[0], sides[1])


def _followed(comings: pd.DataFrame, goings: pd.DataFrame, edges: Overlaps) -> _Found:
    """Follow what orders bring through transfers to where it ends."""
    kind, number = comings["kind"].to_numpy(np.int64), comings["number"].to_numpy(np.int64)
    carrier = np.where(kind == 1, number, -1)[edges.left]
    carried = goings["number"].to_numpy(np.int64)
    # each edge of a transfer as an interval of what it carries: where it lies among what arrives with it
    on = np.flatnonzero(carrier >= 0)
    lies = edges.begin[on] - comings["begin"].to_numpy(np.float64)[edges.left[on]]
    rising = np.lexsort((lies, carrier[on]))
    on, lies = on[rising], lies[rising]
    now = np.flatnonzero(kind[edges.left] == 2)
    coming, going = edges.left[now], edges.right[now]
    begin, units = edges.begin[now] - goings["begin"].to_numpy(np.float64)[going], edges.units[now]
    done: list[_Found] = []
    for _ in range(HOPS):
        travels = carried[going] >= 0
        done.append(_Found(coming[~travels], going[~travels], units[~travels]))
        if not travels.any():
            break
        coming, going, begin, units = coming[travels], going[travels], begin[travels], units[travels]
        met = overlaps((carried[going], begin, units), (carrier[on], lies, edges.units[on]))
        edge = on[met.right]
        inside = met.begin - lies[met.right] + edges.begin[edge]
        coming, going, units = coming[met.left], edges.right[edge], met.units
        begin = inside - goings["begin"].to_numpy(np.float64)[going]
    else:
        done.append(_Found(coming, going, units))
    return _Found(*(np.concatenate([getattr(each, name) for each in done]) for name in ("coming", "going", "units")))
