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
    ``constant``: what serving everything costs, and what is lost whatever is done. ``free`` (P,): someone may take
    units whom the lot does not know as served (late beside customers who do not wait, or below what serving costs): a
    bound holds where keeping units costs nothing.
    """

    units: Floats
    segment_first: Ints
    segment_units: Floats
    segment_cost: Floats
    backorder: Bools
    wait: Floats
    owed: Floats
    free: Bools
    constant: float


def demands_of(instance: Instance) -> Demands:
    """Streams that one lot serves, gathered by lot; streams that nothing can serve are a constant."""
    streams, serving, stocking = instance.streams, instance.serving, instance.stocking
    weights, periods = instance.calendar.weights, instance.calendar.periods
    pairs = stocking.pair_count
    lot_of, service = np.full(streams.item.size, -1, np.int64), np.zeros(streams.item.size)
    lot_of[serving.stream[serving.use_option]] = serving.use_pair
    service[serving.stream] = serving.cost
    worth = streams.shortage_cost - service
    served = (lot_of >= 0) & ((worth > 0) | streams.backorder)
    late = served & streams.backorder
    mixed = np.zeros(pairs, np.bool_)
    mixed[lot_of[served & ~streams.backorder]] = True
    backorder = np.zeros(pairs, np.bool_)
    backorder[lot_of[late]] = True
    free = mixed & backorder
    free[lot_of[(lot_of >= 0) & ~served & (streams.demand > 0).any(axis=1)]] = True
    backorder &= ~mixed

    waiting, owing = _waiting(instance, service)
    cost = worth[:, None] * weights[None, :-1]
    cost[late] = _least_wait(waiting[late], owing[late])
    there = served[:, None] & (streams.demand > 0)
    stream, period = np.nonzero(there)
    cell, units, cost = lot_of[stream] * periods + period, streams.demand[there], cost[there]
    order = np.lexsort((cost, cell))
    cell, units, cost = cell[order], units[order], cost[order]
    wait, owed = np.full((pairs, periods), np.inf), np.full(pairs, np.inf)
    np.minimum.at(wait, lot_of[late], waiting[late])
    np.minimum.at(owed, lot_of[late], owing[late])
    return Demands(
        units=totals(cell, units, pairs * periods).reshape(pairs, periods),
        segment_first=np.searchsorted(cell, np.arange(pairs * periods + 1)), segment_units=units, segment_cost=cost,
        backorder=backorder, wait=np.where(backorder[:, None], wait, 0.0), owed=np.where(backorder, owed, 0.0),
        free=free, constant=_constant(instance, served, service),
    )  # fmt: skip


def _constant(instance: Instance, served: Bools, service: Floats) -> float:
    """Serving all ``served`` streams (J,) in time, and losing or owing all others."""
    streams, weights = instance.streams, instance.calendar.weights
    dated = streams.demand * weights[None, :-1]
    lost, waiting = ~served & ~streams.backorder, ~served & streams.backorder
    backlog = np.cumsum(streams.demand[waiting], axis=1)
    return float(
        (dated[served] * service[served, None]).sum()
        + (dated[lost] * streams.shortage_cost[lost, None]).sum()
        + (backlog * weights[None, :-1] * streams.shortage_cost[waiting, None]).sum()
        + (backlog[:, -1] * streams.owed_cost[waiting]).sum() * weights[-1]
    )


def _waiting(instance: Instance, service: Floats) -> tuple[Floats, Floats]:
    """(J, T) money per unit of backlog and (J,) per unit owed at the end, less what serving later saves."""
    streams, weights = instance.streams, instance.calendar.weights
    saved = weights[:-1] - np.append(weights[1:-1], weights[-2])
    waiting = streams.shortage_cost[:, None] * weights[None, :-1] - service[:, None] * saved
    return waiting, streams.owed_cost * weights[-1] - service * weights[-2]


def _least_wait(waiting: Floats, owing: Floats) -> Floats:
    """(J, T) the least that a unit costs which is not served in time: until some later period, or for good."""
    least = np.empty_like(waiting)
    after = owing
    for t in range(waiting.shape[1] - 1, -1, -1):
        least[:, t] = waiting[:, t] + (after if t == waiting.shape[1] - 1 else np.minimum(after, 0.0))
        after = least[:, t]
    return least
