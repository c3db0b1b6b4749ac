"""Price tiers of offers: from how many units a price holds, and the part of the line's value that is fixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.linear import Floats, Ints


@dataclass(frozen=True)
class Tiers:
    """Tiers sorted by offer, then units. A line of x units in a tier is worth ``fixed`` + ``price`` x x.

    ``low`` and ``high`` are cases (whole numbers as floats; ``high`` may be infinite); ``first`` (offers + 1,) says
    where an offer's tiers begin.
    """

    offer: Ints
    price: Floats
    fixed: Floats
    low: Floats
    high: Floats
    first: Ints


def tiers_of(problem: Problem) -> Tiers:
    """All tiers that a whole number of cases within MOQ and maximum can reach.

    All units: a tier ends one unit before the next and its price holds for every unit (fixed = 0). Incremental:
    fixed = cost of the units below the tier - price x their number, so tiers meet at the break.
    """
    offers = problem.offers
    if not len(offers):
        return Tiers(np.empty(0, np.int64), *(np.empty(0),) * 4, first=np.zeros(1, np.int64))
    offer, start, price = _steps(problem)
    same_next = np.append(offer[1:] == offer[:-1], False)
    end = np.where(same_next, np.append(start[1:], 0.0), np.inf)
    incremental = (offers["break_kind"] == "incremental").to_numpy()[offer]
    fixed = np.where(incremental, _fixed_part(offer, start, price), 0.0)

    pack = offers["case_pack"].to_numpy(np.float64)[offer]
    least = np.maximum(offers["moq_units"].to_numpy(np.float64), 1.0)[offer]
    most = offers["max_units"].fillna(np.inf).to_numpy(np.float64)[offer]
    low = np.ceil(np.maximum(start, least) / pack)
    high = np.floor(np.minimum(np.where(incremental, end, end - 1.0), most) / pack)
    kept = low <= high
    first = np.searchsorted(offer[kept], np.arange(len(offers) + 1))
    return Tiers(offer[kept], price[kept], fixed[kept], low[kept], high[kept], first)


def _steps(problem: Problem) -> tuple[Ints, Floats, Floats]:
    """(offer, first unit, unit price) of every tier, the offer's own price from 0 units first."""
    offers, breaks = problem.offers, problem.price_breaks
    key = pd.MultiIndex.from_frame(offers[["item_id", "supplier_id"]])
    if len(breaks):
        owner = key.get_indexer(pd.MultiIndex.from_frame(breaks[["item_id", "supplier_id"]])).astype(np.int64)
    else:
        owner = np.empty(0, np.int64)
    offer = np.concatenate([np.arange(len(offers)), owner])
    start = np.concatenate([np.zeros(len(offers)), breaks["min_units"].to_numpy(np.float64)])
    price = np.concatenate([offers["unit_price"].to_numpy(np.float64), breaks["unit_price"].to_numpy(np.float64)])
    order = np.lexsort((np.arange(offer.size), start, offer))
    offer, start, price = offer[order], start[order], price[order]
    shadowed = np.append((offer[1:] == offer[:-1]) & (start[1:] == start[:-1]), False)
    return offer[~shadowed], start[~shadowed], price[~shadowed]


def _fixed_part(offer: Ints, start: Floats, price: Floats) -> Floats:
    """Sum over lower tiers of (their price - this tier's price) x their width, by differences along each offer."""
    previous = np.append(0.0, price[:-1])
    step = np.where(np.append(False, offer[1:] == offer[:-1]), (previous - price) * start, 0.0)
    return np.asarray(pd.Series(step).groupby(offer).cumsum(), dtype=np.float64)
