"""Order lines of one period: an offer's cases over all nodes, their minimum and maximum, and what they are worth."""

from __future__ import annotations

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.instance.tiers import Tiers
from optimizer.linear import Floats, Ints


def line_range(tiers: Tiers) -> tuple[Floats, Floats]:
    """(offers,) the fewest and the most cases that a line may have; the most below the fewest where none may be."""
    low, high = np.full(tiers.first.size - 1, np.inf), np.zeros(tiers.first.size - 1)
    np.minimum.at(low, tiers.offer, tiers.low)
    np.maximum.at(high, tiers.offer, tiers.high)
    return low, high


def raised(cases: Floats, line: Ints, rank: Ints, low: Floats) -> Floats:
    """(rows,) the cases, where a line has fewer than ``low`` (lines,) those of its first row by ``rank`` raised."""
    missing = np.maximum(low - totals(line, cases, low.size), 0.0)
    order = np.lexsort((rank, line))
    _, head = np.unique(line[order], return_index=True)
    result = cases.copy()
    result[order[head]] += missing
    return result


def line_values(tiers: Tiers, pack: Floats, offer: Ints, cases: Floats) -> tuple[Ints, Floats]:
    """(offers that are ordered, money without duty of each): rows of one offer are one line.

    A line is priced by the tier that holds its cases; below the first tier by the first, beyond the last by the last.
    """
    found, line = np.unique(offer[cases > 0], return_inverse=True)
    count = totals(line, cases[cases > 0], found.size)
    units = totals(line, (cases * pack)[cases > 0], found.size)
    tier = tiers.first[found]
    for rank in range(1, int(np.diff(tiers.first)[found].max(initial=0))):
        following = np.minimum(tiers.first[found] + rank, tiers.offer.size - 1)
        reached = (tiers.offer[following] == found) & (count >= tiers.low[following])
        tier = np.where(reached, following, tier)
    return found, tiers.fixed[tier] + tiers.price[tier] * units
