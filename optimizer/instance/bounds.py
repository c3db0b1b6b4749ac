"""How many cases of one order line can be worth ordering: upper bounds that cut off no optimum.

The argument is an exchange. Take an optimal plan that orders as few units as possible, and a column of x units
(one offer, lane and period) above every figure below. Some of its units are never consumed; leaving one case out
then breaks no rule and costs nothing, so x was not minimal. The figures:

* need: all demand the goods can still serve after they arrive (through kits and substitutes too) plus the stock that
  safety or the terminal credit rewards. Units beyond it lie idle, and the dataset's rule on `salvage_value` says that
  idle units never earn more than they cost;
* the line's MOQ and the first unit of its last price tier (below them a smaller line may be illegal or dearer);
* what alone fills the supplier's order minima: above it the order stands without the case;
* shares: they tie an item's offers together, so there the bound is wider (``shares.py``).

Hard limits (capacity, containers, inbound) cap the result, since no plan may exceed those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.problem import Problem
from optimizer.instance.indexing import totals
from optimizer.instance.limits import Limits
from optimizer.instance.ordering import Ordering
from optimizer.instance.serving import Serving
from optimizer.instance.shares import widened_by_shares
from optimizer.instance.stocking import Stocking
from optimizer.instance.streams import Streams
from optimizer.instance.tiers import Tiers
from optimizer.linear import Floats, Ints

WIDE_FACTOR = 100.0
WIDE_UNITS = 1e5
"""A planner's own rule may ask a line for this many times the item's own figures, and for at least this many units."""


@dataclass(frozen=True)
class DemandSide:
    """Where goods can be and whom they can serve: what an order can be needed for."""

    stocking: Stocking
    serving: Serving


def most_cases(
    problem: Problem,
    ordering: Ordering,
    tiers: Tiers,
    limits: Limits,
    streams: Streams,
    demand_side: DemandSide,
    *,
    wide: bool = False,
) -> Floats:
    """(cases,) whole upper bound of every case column.

    ``wide`` lets each column hold many times what all columns of its item may hold together: a planner's own rule ("at
    least 500 from S in May") can make more worthwhile than the exchange argument knows of.
    """
    need = _need(problem, ordering, streams, demand_side)
    worthwhile = np.maximum(need, _smallest_line(ordering, tiers))
    worthwhile = np.maximum(worthwhile, _fills_minima(problem, ordering, tiers))
    worthwhile = widened_by_shares(problem, ordering, tiers, streams, demand_side.stocking, worthwhile)
    if wide:
        together = totals(ordering.item, worthwhile + ordering.case_pack, len(problem.items))[ordering.item]
        worthwhile = np.maximum(WIDE_FACTOR * together, WIDE_UNITS)
    cases = np.maximum(np.ceil(worthwhile / ordering.case_pack - 1e-9), 1.0)
    allowed = np.floor(_hard_limit(problem, ordering, limits) / ordering.case_pack + 1e-9)
    return np.minimum(cases, allowed)


def _need(problem: Problem, ordering: Ordering, streams: Streams, demand_side: DemandSide) -> Floats:
    """(cases,) units that demand, safety stock or the terminal credit can still use once they have arrived."""
    settings, stocking, serving = problem.settings, demand_side.stocking, demand_side.serving
    credited = settings.terminal_cover_periods * streams.mean_demand if settings.terminal_value > 0 else 0.0
    credited = np.broadcast_to(credited, (len(problem.items),))
    pair = stocking.pair_of[ordering.item, ordering.node]

    if len(problem.transfers):
        # Goods may move on: any node may use them, and which of them guard safety stock may change every period.
        use = _consumption(streams, serving, _owner_items(serving, stocking), len(problem.items))
        safety = totals(stocking.item, stocking.safety, len(problem.items))
        guarded = safety[ordering.item] * (settings.periods - ordering.arrival)
        return np.asarray(use[ordering.item, ordering.arrival] + np.maximum(guarded, credited[ordering.item]))
    use = _consumption(streams, serving, serving.use_pair, stocking.pair_count)
    kept = np.maximum(stocking.safety[pair], credited[ordering.item])
    need = use[pair, ordering.arrival] + kept
    return np.asarray(need)


def _owner_items(serving: Serving, stocking: Stocking) -> Ints:
    return stocking.item[serving.use_pair]


def _consumption(streams: Streams, serving: Serving, owner: Ints, owners: int) -> Floats:
    """(owners, T + 1) most units that demand from period t on can take; backordered demand may come from before."""
    option_stream = serving.stream[serving.use_option]
    key = option_stream * max(owners, 1) + owner
    keys, where = np.unique(key, return_inverse=True)
    units = np.zeros(keys.size)
    np.maximum.at(units, where, serving.use_units)
    stream, user = np.divmod(keys, max(owners, 1))
    periods = streams.demand.shape[1]
    ahead = np.zeros((streams.demand.shape[0], periods + 1))
    ahead[:, :-1] = np.cumsum(streams.demand[:, ::-1], axis=1)[:, ::-1]
    ahead[streams.backorder] = ahead[streams.backorder][:, :1]
    total = np.zeros((owners, periods + 1))
    np.add.at(total, user, ahead[stream] * units[:, None])
    return total


def _smallest_line(ordering: Ordering, tiers: Tiers) -> Floats:
    """(cases,) units of the MOQ or the first unit of the last tier, whichever is more."""
    count = np.diff(tiers.first)
    last = np.where(count > 0, tiers.low[np.maximum(tiers.first[1:] - 1, 0)], 0.0) if tiers.offer.size else count * 0.0
    return np.asarray(last[ordering.offer] * ordering.case_pack)


def _fills_minima(problem: Problem, ordering: Ordering, tiers: Tiers) -> Floats:
    """(cases,) units that alone reach every minimum of the supplier's order which the item counts towards."""
    suppliers, items = problem.suppliers, problem.items
    of_supplier = {
        name: suppliers[f"min_order_{name}"].to_numpy(np.float64)[ordering.supplier]
        for name in ("units", "kg", "m3", "value")
    }
    most = of_supplier["units"]
    for name in ("kg", "m3"):
        each = items[f"unit_{name}"].to_numpy(np.float64)[ordering.item]
        most = np.maximum(most, np.divide(of_supplier[name], each, out=np.zeros(each.size), where=each > 0))
    if not tiers.offer.size:
        return most
    last = np.maximum(tiers.first[1:] - 1, 0)[ordering.offer]
    price, fixed = tiers.price[last], tiers.fixed[last]
    worth = np.divide(of_supplier["value"] - fixed, price, out=np.zeros(price.size), where=price > 0)
    return np.asarray(np.maximum(most, np.where(of_supplier["value"] > 0, worth, 0.0)))


def _hard_limit(problem: Problem, ordering: Ordering, limits: Limits) -> Floats:
    """(cases,) units that no plan may exceed: line maximum, hard capacity, containers, inbound."""
    offers, suppliers, lanes, items = problem.offers, problem.suppliers, problem.lanes, problem.items
    most = offers["max_units"].fillna(np.inf).to_numpy(np.float64)[ordering.offer]
    hard = suppliers["capacity_overrun_cost"].isna() & suppliers["capacity"].notna()
    capacity = np.where(hard, suppliers["capacity"].fillna(np.inf), np.inf)[ordering.supplier]
    per_unit = offers["capacity_per_unit"].to_numpy(np.float64)[ordering.offer]
    per_line = offers["capacity_per_line"].to_numpy(np.float64)[ordering.offer]
    most = _capped(most, capacity - per_line, per_unit)
    boxes = lanes["max_containers"].fillna(np.inf).to_numpy(np.float64)[ordering.lane]
    ways = ((f"container_{name}", items[f"unit_{name}"].to_numpy(np.float64)[ordering.item]) for name in ("m3", "kg"))
    for column, each in ways:
        size = lanes[column].to_numpy(np.float64)[ordering.lane]
        sized = ~np.isnan(size)  # no containers at all of no size are no limit, and no number either
        most = _capped(most, np.multiply(boxes, size, out=np.full(size.size, np.inf), where=sized), each)
    unit_m3 = items["unit_m3"].to_numpy(np.float64)[ordering.item]
    most = _capped(most, limits.inbound_m3[ordering.node, ordering.arrival], unit_m3)
    most = _capped(most, limits.inbound_units[ordering.node, ordering.arrival], np.ones(most.size))
    return np.maximum(most, 0.0)


def _capped(most: Floats, limit: Floats, each: Floats) -> Floats:
    """The smaller of ``most`` and limit / each (with the tolerance a plan is checked with), where each > 0."""
    room = np.divide(limit + 1e-6 * np.maximum(1.0, np.abs(np.where(np.isfinite(limit), limit, 0.0))), each,
                     out=np.full(most.size, np.inf), where=each > 0)  # fmt: skip
    return np.asarray(np.minimum(most, room))
