"""How many cases of one order line can be worth ordering: upper bounds that cut off no optimum.

The argument is an exchange. Take an optimal plan that orders as few units as possible, and a column of x units
(one offer, lane and period) above every figure below. Some of its units are never consumed; leaving one case out
then breaks no rule and costs nothing, so x was not minimal. The figures:

* need: all demand the goods can still serve after they arrive (through kits and substitutes too) plus the stock that
  safety or the terminal credit rewards. Units beyond it lie idle, and the dataset's rule on `salvage_value` says that
  idle units never earn more than they cost;
* the line's MOQ and the first unit of its last price tier (below them a smaller line may be illegal or dearer);
* what alone fills the supplier's order minima: above it the order stands without the case;
* shares: they tie an item's offers together, so there the bound is wider (``_with_shares``).

Hard limits (capacity, containers, inbound) cap the result, since no plan may exceed those.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.indexing import totals
from optimizer.instance.limits import Limits
from optimizer.instance.ordering import Ordering
from optimizer.instance.serving import Serving
from optimizer.instance.stocking import Stocking
from optimizer.instance.streams import Streams
from optimizer.instance.tiers import Tiers
from optimizer.linear import Floats, Ints

LARGEST_QUANTITY = 1e9
"""The largest quantity a dataset may hold (docs/reference/dataset.md)."""

TIGHT = 1e-9
"""Two sums of shares nearer than this are taken as equal."""


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

    ``wide`` lets each column hold what all columns of its item may hold together: a planner's own rule ("at least 500
    from S in May") can make more worthwhile than the exchange argument knows of.
    """
    need = _need(problem, ordering, streams, demand_side)
    worthwhile = np.maximum(need, _smallest_line(ordering, tiers))
    worthwhile = np.maximum(worthwhile, _fills_minima(problem, ordering, tiers))
    worthwhile = _with_shares(problem, ordering, worthwhile)
    if wide:
        worthwhile = totals(ordering.item, worthwhile + ordering.case_pack, len(problem.items))[ordering.item]
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
    most = offers["max_units"].fillna(LARGEST_QUANTITY).to_numpy(np.float64)[ordering.offer]
    hard = suppliers["capacity_overrun_cost"].isna() & suppliers["capacity"].notna()
    capacity = np.where(hard, suppliers["capacity"].fillna(np.inf), np.inf)[ordering.supplier]
    per_unit = offers["capacity_per_unit"].to_numpy(np.float64)[ordering.offer]
    per_line = offers["capacity_per_line"].to_numpy(np.float64)[ordering.offer]
    most = _capped(most, capacity - per_line, per_unit)
    boxes = lanes["max_containers"].fillna(np.inf).to_numpy(np.float64)[ordering.lane]
    ways = ((f"container_{name}", items[f"unit_{name}"].to_numpy(np.float64)[ordering.item]) for name in ("m3", "kg"))
    for column, each in ways:
        size = lanes[column].fillna(np.inf).to_numpy(np.float64)[ordering.lane]
        most = _capped(most, boxes * size, each)
    unit_m3 = items["unit_m3"].to_numpy(np.float64)[ordering.item]
    most = _capped(most, limits.inbound_m3[ordering.node, ordering.arrival], unit_m3)
    most = _capped(most, limits.inbound_units[ordering.node, ordering.arrival], np.ones(most.size))
    return np.maximum(most, 0.0)


def _capped(most: Floats, limit: Floats, each: Floats) -> Floats:
    """The smaller of ``most`` and limit / each (with the tolerance a plan is checked with), where each > 0."""
    room = np.divide(limit + 1e-6 * np.maximum(1.0, np.abs(np.where(np.isfinite(limit), limit, 0.0))), each,
                     out=np.full(most.size, np.inf), where=each > 0)  # fmt: skip
    return np.asarray(np.minimum(most, room))


def _with_shares(problem: Problem, ordering: Ordering, worthwhile: Floats) -> Floats:
    """Widen the bound of items whose offers are tied by shares.

    Such an item's offers can only grow together. Let S be the sum of all its columns' bounds. While its total is
    above (S + cases) / (1 - shares held tight) some offer is above its own bound and may lose a case, unless the
    tight shares add up to exactly 1: then the offers move in fixed proportion, in steps of the least common multiple
    of case pack / share. The largest of these figures is taken over all sets of shares that can be tight.
    """
    offers = problem.offers
    tied = ((offers["min_share"] > 0) | (offers["max_share"] < 1)).to_numpy()
    if not tied.any():
        return worthwhile
    items = np.unique(ordering.offer_item[tied])
    total = totals(ordering.offer, worthwhile + ordering.case_pack, len(offers))
    wide = worthwhile.copy()
    members = pd.Series(np.arange(len(offers))).groupby(ordering.offer_item).indices
    columns = pd.Series(np.arange(ordering.item.size)).groupby(ordering.item).indices
    packs = offers["case_pack"].to_numpy()
    low, high = offers["min_share"].to_numpy(np.float64), offers["max_share"].to_numpy(np.float64)
    for item in items.tolist():
        if item not in columns:
            continue
        mine = members[item]
        bound = _share_bound(float(total[mine].sum()), packs[mine], low[mine], high[mine])
        rows = columns[item]
        wide[rows] = np.maximum(wide[rows], min(bound, LARGEST_QUANTITY))
    return wide


def _share_bound(total: float, packs: Ints, low: Floats, high: Floats) -> float:
    """Units of all offers together, see ``_with_shares``; offers are few, so every set of tight shares is tried."""
    bound = total
    choices = [sorted({0.0, float(a), float(b) if b < 1 else 0.0}) for a, b in zip(low, high, strict=True)]
    for shares in itertools.islice(itertools.product(*choices), 3**8):
        rest = 1.0 - sum(shares)
        if rest > TIGHT:
            bound = max(bound, total / rest)
        elif rest >= -TIGHT:
            bound = max(bound, _proportion_step(packs, shares) + total / min(s for s in shares if s > 0))
    return bound


def _proportion_step(packs: Ints, shares: tuple[float, ...]) -> float:
    """The smallest total that splits into whole cases by the given shares."""
    step = 1
    for pack, share in zip(packs.tolist(), shares, strict=True):
        if share > 0:
            part = Fraction(share).limit_denominator(10**6)
            step = lcm(step, (Fraction(int(pack)) / part).numerator)
    return float(min(step, LARGEST_QUANTITY))
