"""How far shares can drive an item's orders beyond what the item needs.

Offers tied by shares only grow and shrink together, so the exchange of one case (``bounds.py``) may be barred: the
offer's own minimum share is tight, or another offer's maximum share is. Let W be an offer's own bound, p the largest
case, X the item's total. Beyond all of these figures some whole exchange is always open again:

* (sum of W and p) / (1 - shares held tight): every high offer is at its minimum share;
* (W + p) / max_share of each offer: a low offer is at its maximum share, the others must be large to let it be;
* shares p / (shares - 1): maxima that add up to a little more than 1, tight all the same because cases are coarse;
* the smallest total that splits into whole cases by the tight shares: taken off as a whole, it changes no share.

The last may be astronomic for odd shares. What nobody can afford caps it: no optimal plan costs more than ordering
nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.indexing import totals
from optimizer.instance.ordering import Ordering
from optimizer.instance.stocking import Stocking
from optimizer.instance.streams import Streams
from optimizer.instance.tiers import Tiers
from optimizer.linear import Floats, Ints

TIGHT = 1e-9
"""Two sums of shares nearer than this are taken as equal."""

MOST_SETS = 3**8
"""So many sets of tight shares are tried; an item with more offers than that allows is bounded by money, or by
``MANY`` times what its offers are worth ordering for by themselves where nothing costs money."""

MANY = 1e3


def widened_by_shares(
    problem: Problem, ordering: Ordering, tiers: Tiers, streams: Streams, stocking: Stocking, worthwhile: Floats
) -> Floats:
    """(cases,) the units of ``worthwhile``, widened for items whose offers are tied; the loop is over those items."""
    offers = problem.offers
    low, high = offers["min_share"].to_numpy(np.float64), offers["max_share"].to_numpy(np.float64)
    tied = np.zeros(len(problem.items), dtype=np.bool_)
    tied[ordering.offer_item[(low > 0) | (high < 1)]] = True
    wide = worthwhile.copy()
    if not tied.any():
        return wide
    # A column is only sure to be reducible a whole case above its own figure, and an offer has many columns.
    own = totals(ordering.offer, worthwhile + ordering.case_pack, len(offers))
    packs = offers["case_pack"].to_numpy()
    affordable = _affordable(problem, ordering, tiers, streams, stocking)
    mine = np.flatnonzero(tied[ordering.item])
    for rows in pd.Series(mine).groupby(ordering.item[mine]).indices.values():
        columns = mine[rows]
        offer = np.unique(ordering.offer[columns])
        bound = share_bound(own[offer], packs[offer], low[offer], high[offer])
        wide[columns] = np.maximum(wide[columns], np.minimum(bound, affordable[ordering.offer[columns]]))
    return wide


def share_bound(own: Floats, packs: Ints, low: Floats, high: Floats) -> float:
    """Units of an item over all its offers, above which no optimal plan needs to go; see the top of this file."""
    choices = [sorted({0.0, float(a), float(b) if 0 < b < 1 else 0.0}) for a, b in zip(low, high, strict=True)]
    case = float(packs.max())
    total = float(own.sum() + packs.sum())
    if np.prod([len(c) for c in choices], dtype=np.float64) > MOST_SETS:
        return MANY * total
    capped = high[(high > 0) & (high < 1)]
    bound: float = max([total, *((own[(high > 0) & (high < 1)] + case) / capped).tolist()])
    step = 1.0
    for shares in itertools.product(*choices):
        rest = 1.0 - sum(shares)
        if rest > TIGHT:
            bound = max(bound, total / rest)
        elif rest < -TIGHT:
            bound = max(bound, (1.0 - rest) * case / -rest)
        if rest >= -TIGHT:
            step = max(step, whole_split(packs.tolist(), shares))
    return bound + step


def whole_split(packs: Sequence[int], shares: Sequence[float]) -> float:
    """The smallest total that splits into whole cases by the given shares, what is left going to the others' cases."""
    step = 1
    for pack, share in zip(packs, shares, strict=True):
        part = Fraction(share).limit_denominator(10**6) if share > 0 else Fraction(1)
        step = lcm(step, (Fraction(int(pack)) / part).numerator)
    return float(step)


def _affordable(problem: Problem, ordering: Ordering, tiers: Tiers, streams: Streams, stocking: Stocking) -> Floats:
    """(offers,) units that cost as much as everything that can go wrong when nothing is ordered, and all credit."""
    settings, items = problem.settings, problem.items
    periods = settings.periods
    late = streams.shortage_cost * periods + streams.owed_cost
    wanted = streams.demand.sum(axis=1)
    worst = float(wanted @ np.where(streams.backorder, late, streams.shortage_cost))
    figures = {c: items[c].to_numpy(np.float64) for c in ("safety_cost", "carrying_cost", "unit_m3", "unit_cost")}
    held = stocking.opening + stocking.inbound.sum(axis=1)
    overflow = problem.nodes["overflow_cost"].fillna(0.0).to_numpy(np.float64)[stocking.node]
    per_unit = figures["carrying_cost"][stocking.item] + figures["unit_m3"][stocking.item] * overflow
    worst += periods * float(held @ per_unit + stocking.safety @ figures["safety_cost"][stocking.item])
    worst += _service_cost(problem, wanted)
    worst += (
        settings.terminal_value * settings.terminal_cover_periods * float(streams.mean_demand @ figures["unit_cost"])
    )
    worst += settings.salvage_value * float(held @ figures["unit_cost"][stocking.item])

    cheapest = np.full(len(problem.offers), np.inf)
    np.minimum.at(cheapest, tiers.offer, tiers.price)
    paid = cheapest * (1.0 + problem.offers["duty_rate"].to_numpy(np.float64))
    paid = paid - settings.salvage_value * figures["unit_cost"][ordering.offer_item]
    discount = (1.0 + settings.discount_rate) ** (-periods * settings.bucket_days / 365.0)
    paid = paid * discount
    bounded = np.isfinite(paid) & (paid > 0)
    return np.where(bounded, worst / np.where(bounded, paid, 1.0), np.inf)


def _service_cost(problem: Problem, wanted: Floats) -> float:
    """Money that serving everything demanded could cost at most: the dearest zone and the dearest substitution."""
    fulfilment, substitutes = problem.fulfilment, problem.substitutes
    kg = float(problem.items["unit_kg"].max()) if len(problem.items) else 0.0
    units = float(problem.kits["units"].sum()) if len(problem.kits) else 1.0
    zone = fulfilment["cost_per_unit"] + fulfilment["cost_per_kg"] * kg * max(units, 1.0) ** 2
    dearest = float(zone.max()) if len(zone) else 0.0
    dearest += float(substitutes["cost_per_unit"].max()) if len(substitutes) else 0.0
    return dearest * float(wanted.sum())
