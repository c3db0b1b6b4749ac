"""What every lot is asked for, in the segments a shortage eats through, the cheapest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints


@dataclass(frozen=True)
class Demands:
    """Demand of P lots over T periods.

    ``units`` (P, T); segments of every (lot, period) by rising ``segment_cost`` (discounted money per unit lost beyond
    what serving it costs); ``backorder`` (P,), ``wait`` (P, T) money per unit of backlog, ``owed`` (P,) at the end.
    ``constant``: what serving everything costs, and what is lost whatever is done.
    """

    units: Floats
    segment_first: Ints
    segment_units: Floats
    segment_cost: Floats
    backorder: Bools
    wait: Floats
    owed: Floats
    constant: float


def demands_of(instance: Instance) -> Demands:
    """Streams that one lot serves, gathered by lot; streams that nothing can serve are a constant."""
    streams, serving, stocking, weights = instance.streams, instance.serving, instance.stocking, instance.calendar.weights
    periods = instance.calendar.periods
    pairs = stocking.pair_count
    lot_of, service = np.full(streams.item.size, -1, np.int64), np.zeros(streams.item.size)
    lot_of[serving.stream[serving.use_option]] = serving.use_pair
    service[serving.stream] = serving.cost
    worth = streams.shortage_cost - service
    served = (lot_of >= 0) & ((worth > 0) | streams.backorder)
    dated = streams.demand * weights[None, :-1]
    unserved = ~served & ~streams.backorder
    constant = float((dated[unserved] * streams.shortage_cost[unserved, None]).sum())
    waiting = ~served & streams.backorder
    backlog = np.cumsum(streams.demand[waiting], axis=1)
    constant += float((backlog * weights[None, :-1] * streams.shortage_cost[waiting, None]).sum())
    constant += float((backlog[:, -1] * streams.owed_cost[waiting]).sum() * weights[-1])
    late = served & streams.backorder
    constant += float((dated[served] * service[served, None]).sum())

    mixed = np.zeros(pairs, np.bool_)
    mixed[lot_of[served & ~streams.backorder]] = True
    backorder = np.zeros(pairs, np.bool_)
    backorder[lot_of[late]] = True
    backorder &= ~mixed
    cell = (lot_of[served, None] * periods + np.arange(periods)).ravel()
    units = streams.demand[served].ravel()
    # a customer who waits costs at least one period of waiting: beside customers who do not, that is what he costs
    cost = (worth[served, None] * weights[None, :-1]).ravel()
    there = units > 0
    cell, units, cost = cell[there], units[there], cost[there]
    order = np.lexsort((cost, cell))
    cell, units, cost = cell[order], units[order], cost[order]
    wait, owed = np.full(pairs, np.inf), np.full(pairs, np.inf)
    np.minimum.at(wait, lot_of[late], streams.shortage_cost[late])
    np.minimum.at(owed, lot_of[late], streams.owed_cost[late])
    wait, owed = np.where(backorder, wait, 0.0), np.where(backorder, owed, 0.0)
    return Demands(
        units=totals(cell, units, pairs * periods).reshape(pairs, periods),
        segment_first=np.searchsorted(cell, np.arange(pairs * periods + 1)), segment_units=units, segment_cost=cost,
        backorder=backorder, wait=wait[:, None] * weights[None, :-1], owed=owed * weights[-1], constant=constant,
    )  # fmt: skip
