"""Limits that what is bought already may break, raised so that ordering nothing always stays possible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions
from optimizer.instance.stocking import Stocking
from optimizer.instance.streams import Streams
from optimizer.linear import Floats


@dataclass(frozen=True)
class Limits:
    """Limits by period, infinite where there is none.

    ``storage`` (nodes, T) m3; ``inbound_m3`` and ``inbound_units`` (nodes, T): what orders and transfers may still
    bring beside `inbound`; ``cover`` (items, T) units of closing stock over all nodes.
    """

    storage: Floats
    inbound_m3: Floats
    inbound_units: Floats
    cover: Floats


def limits_of(problem: Problem, calendar: Calendar, streams: Streams, stocking: Stocking) -> Limits:
    """Read the limits of nodes and items, each raised to what is unavoidable."""
    nodes, items = problem.nodes, problem.items
    m3 = items["unit_m3"].to_numpy(np.float64)[stocking.item]
    unavoidable = unavoidable_stock(problem, streams, stocking)
    held = np.zeros((len(nodes), calendar.periods))
    np.add.at(held, stocking.node, m3[:, None] * unavoidable)
    storage = np.broadcast_to(_limit(nodes["storage_m3"])[:, None], held.shape)
    hard = nodes["overflow_cost"].isna().to_numpy()[:, None]
    storage = np.where(hard, np.maximum(storage, held), storage)

    coming_m3, coming_units = np.zeros_like(held), np.zeros_like(held)
    np.add.at(coming_m3, stocking.node, m3[:, None] * stocking.inbound)
    np.add.at(coming_units, stocking.node, stocking.inbound)
    return Limits(
        storage=storage,
        inbound_m3=np.maximum(_limit(nodes["inbound_m3"])[:, None] - coming_m3, 0.0),
        inbound_units=np.maximum(_limit(nodes["inbound_units"])[:, None] - coming_units, 0.0),
        cover=_cover(problem, streams, stocking, unavoidable),
    )


def _limit(column: pd.Series) -> Floats:
    return column.fillna(np.inf).to_numpy(np.float64)


def unavoidable_stock(problem: Problem, streams: Streams, stocking: Stocking) -> Floats:
    """(P, T): P[t] = max(0, P[t-1] + inbound - d), d the item's own demand that only this node serves."""
    node_ids = pd.Index(problem.nodes["node_id"])
    table = problem.fulfilment
    if len(table):
        zone = positions(streams.zones, table["zone_id"])
        serves = np.bincount(zone, minlength=len(streams.zones))
        last_node = np.zeros(len(streams.zones), dtype=np.int64)
        last_node[zone] = positions(node_ids, table["node_id"])
        only = np.where(serves == 1, last_node, -1)
    else:
        only = positions(node_ids, pd.Series(streams.zones))
    only_node = np.concatenate([only, np.arange(len(node_ids))])[streams.place]
    captive = only_node >= 0
    pair = stocking.pair_of[streams.item[captive], only_node[captive]]
    wanted = np.zeros_like(stocking.inbound)
    np.add.at(wanted, pair[pair >= 0], streams.demand[captive][pair >= 0])
    stock = np.empty_like(wanted)
    level = stocking.opening
    for t in range(wanted.shape[1]):
        level = np.maximum(0.0, level + stocking.inbound[:, t] - wanted[:, t])
        stock[:, t] = level
    return stock


def _cover(problem: Problem, streams: Streams, stocking: Stocking, unavoidable: Floats) -> Floats:
    """(items, T): demand of the next m periods (the mean beyond the horizon) plus the largest case pack."""
    items = problem.items
    cover = items["max_cover_periods"].to_numpy(np.float64)
    periods = unavoidable.shape[1]
    limited = np.flatnonzero(~np.isnan(cover))
    limit = np.full((len(items), periods), np.inf)
    if not limited.size:
        return limit
    ids = pd.Index(items["item_id"])
    pack = np.zeros(len(items))
    np.maximum.at(pack, positions(ids, problem.offers["item_id"]), problem.offers["case_pack"].to_numpy(np.float64))
    stock = np.zeros((len(items), periods))
    np.add.at(stock, stocking.item, unavoidable)
    t = np.arange(periods)
    ahead = cover[limited, None].astype(np.int64)
    upto = np.zeros((limited.size, periods + 1))
    upto[:, 1:] = np.cumsum(streams.own_and_kit_demand[limited], axis=1)
    last = np.minimum(t[None, :] + 1 + ahead, periods)
    within = np.take_along_axis(upto, last, axis=1) - upto[:, 1:]
    beyond = np.maximum(t[None, :] + 1 + ahead - periods, 0) * streams.mean_demand[limited, None]
    limit[limited] = np.maximum(within + beyond + pack[limited, None], stock[limited])
    return limit
