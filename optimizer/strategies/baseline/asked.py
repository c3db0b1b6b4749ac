"""What is asked of each stock: every stream at the cheapest node that may serve it, kits as their components."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from models.problem import Problem
from optimizer.instance.indexing import totals
from optimizer.instance.serving import Serving
from optimizer.instance.stocking import Stocking
from optimizer.instance.streams import Streams
from optimizer.linear import Bools, Floats, Ints

FAR = 1e15
"""Money a unit of what nobody sells: a node that goods cannot get to is the last choice."""


@dataclass(frozen=True)
class Asked:
    """Units by stock and period (P, T): ``lost`` or ``late`` where they are not served, ``own`` without those of kits.

    ``worth`` (P,): money that a missing unit costs, on average over what is asked (of a kit, the part that the
    component has in the kit's ``unit_cost``).
    """

    lost: Floats
    late: Floats
    own: Floats
    worth: Floats


def asked_of_stocks(
    problem: Problem, streams: Streams, serving: Serving, stocking: Stocking, recipes: sparse.csr_array, landed: Floats
) -> Asked:
    """Send each stream to its home and sum; streams that no node can serve are left out. ``landed`` (P,) a unit."""
    chosen = np.zeros(serving.stream.size, np.bool_)
    chosen[homes_of(streams, serving, landed)] = True
    use = np.flatnonzero(chosen[serving.use_option])
    stream, pair, count = serving.stream[serving.use_option[use]], serving.use_pair[use], serving.use_units[use]
    units = count[:, None] * streams.demand[stream]
    unit_cost = np.maximum(problem.items["unit_cost"].to_numpy(np.float64), 1e-9)
    part = unit_cost[stocking.item[pair]] / (recipes @ unit_cost)[streams.item[stream]]
    waits = streams.backorder[stream]
    own = streams.item[stream] == stocking.item[pair]

    def by_stock(rows: Bools) -> Floats:
        sums = np.zeros(stocking.inbound.shape)
        np.add.at(sums, pair[rows], units[rows])
        return sums

    whole = totals(pair, units.sum(axis=1), stocking.pair_count)
    money = totals(pair, units.sum(axis=1) * streams.shortage_cost[stream] * part, stocking.pair_count)
    worth = np.divide(money, whole, out=np.zeros(whole.size), where=whole > 0)
    return Asked(by_stock(~waits), by_stock(waits), by_stock(own), worth)


def homes_of(streams: Streams, serving: Serving, landed: Floats) -> Ints:
    """Options (at most one a stream) that serve each stream with its own item from its cheapest node.

    Cheapest: what serving the zone costs and, ``landed`` (P,), what getting the goods there costs.
    """
    goods = np.minimum(landed, FAR)[serving.use_pair] * serving.use_units
    cost = serving.cost + totals(serving.use_option, goods, serving.stream.size)
    mine = np.flatnonzero(serving.item == streams.item[serving.stream])
    order = mine[np.lexsort((cost[mine], serving.stream[mine]))]
    _, head = np.unique(serving.stream[order], return_index=True)
    return order[head]
