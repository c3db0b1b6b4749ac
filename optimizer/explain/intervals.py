"""First in, first out as intervals: what enters a queue meets what leaves it, unit by unit, in the order of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from optimizer.instance.indexing import expand
from optimizer.linear import Floats, Ints

DUST = 1e-7
"""Units below which an overlap is rounding."""


@dataclass(frozen=True)
class Overlaps:
    """Pairs of intervals that share units: positions ``left`` and ``right``, ``begin`` of what is shared, ``units``."""

    left: Ints
    right: Ints
    begin: Floats
    units: Floats


def starts(group: Ints, units: Floats) -> Floats:
    """Where each interval begins in its group, one after the other in the order of the rows."""
    ends = pd.Series(units).groupby(group).cumsum().to_numpy(np.float64)
    return ends - units


def overlaps(left: tuple[Ints, Floats, Floats], right: tuple[Ints, Floats, Floats]) -> Overlaps:
    """Every shared part of intervals of the same group; each side is (group, begin, units).

    Intervals of ``right`` lie side by side within their group, in rising order of (group, begin); those of ``left`` may
    lie as they like. Groups are small whole numbers from 0 on.
    """
    group, begin, units = left
    other_group, other_begin, other_units = right
    if not group.size or not other_group.size:
        none = np.empty(0, np.int64)
        return Overlaps(none, none, np.empty(0), np.empty(0))
    first, last = _between(group, begin, begin + units, other_group, other_begin, other_begin + other_units)
    owner, rank = expand(np.maximum(last - first, 0))
    partner = first[owner] + rank
    low = np.maximum(begin[owner], other_begin[partner])
    high = np.minimum((begin + units)[owner], (other_begin + other_units)[partner])
    kept = high - low > DUST
    return Overlaps(owner[kept], partner[kept], low[kept], (high - low)[kept])


def _between(
    group: Ints, begin: Floats, end: Floats, other_group: Ints, other_begin: Floats, other_end: Floats
) -> tuple[Ints, Ints]:
    """Half-open ranges of the other intervals that each may share units with."""
    size = int(max(group.max(), other_group.max())) + 1
    head = np.searchsorted(other_group, np.arange(size + 1))
    first = head[group] + _count(group, begin, other_group, other_end, size)
    last = head[group] + _count(group, end, other_group, other_begin, size)
    return first, np.minimum(last, head[group + 1])


def _count(group: Ints, at: Floats, other_group: Ints, other_at: Floats, size: int) -> Ints:
    """How many of the other figures of the same group lie at or below each figure (sorted by group, figure)."""
    everything = np.concatenate([other_at, at])
    groups = np.concatenate([other_group, group])
    mine = np.concatenate([np.zeros(other_at.size, np.int64), np.ones(at.size, np.int64)])
    order = np.lexsort((mine, everything, groups))
    seen = np.cumsum(1 - mine[order])
    counted = np.empty(order.size, np.int64)
    counted[order] = seen
    before = np.append(0, np.cumsum(np.bincount(other_group, minlength=size)))[:-1]
    below: Ints = counted[other_at.size :] - before[group]
    return below
