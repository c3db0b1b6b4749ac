"""Costs at which serving all that can be served is best, never dearer than the truth.

Where a lot has no grain its programme turns nobody away. Turning a customer of period t away keeps a unit. It pays

    by t': cost(t') - cost(t) - (hold - guard of t .. t'-1)
    by the end: rich - cost(t) - (hold - guard of t .. T-1)

For fixed orders the rest is a network flow, so nobody is turned away where no such path gains. Later customers are
therefore worth at most what an earlier one and keeping cost, guards are scaled down, and what the credit gives beyond
a customer is a constant: the least of (units x what is missing) and (credited units x what is too much). Where
customers wait, the same holds of a period of waiting and of being owed at the end. Dearer storage keeps this true.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.linear import Floats
from optimizer.strategies.decomposed.lots import Lots


def tamed(lots: Lots, hold: Floats, rich: Floats, poor: Floats) -> tuple[Lots, Floats, float]:
    """Lots, credit (P,) and constant money under which the programme's value is a bound.

    ``hold`` (P, T) the least that keeping a unit may cost; ``rich``, ``poor`` (P,) credit of a unit of closing stock.
    """
    if (lots.grain > 0).all():
        return lots, rich, 0.0
    made = lots._replace(
        segment_cost=lots.segment_cost.copy(), guard=lots.guard.copy(), wait=lots.wait.copy(), owed=lots.owed.copy()
    )
    rich = rich.copy()
    return made, rich, _tame_all(made, hold, rich, poor)


@njit(cache=True, nogil=True)
def _tame_all(lots: Lots, hold: Floats, rich: Floats, poor: Floats) -> float:
    constant = 0.0
    for p in range(lots.opening.size):
        if lots.grain[p] <= 0.0:
            if lots.backorder[p]:
                constant += _tame_waiting(lots, p, hold[p], rich, poor[p])
            else:
                constant += _tame_lost(lots, p, hold[p], rich, poor[p])
    return constant


@njit(cache=True, nogil=True)
def _raised(lots: Lots, p: int, hold: Floats, credit: float, write: bool) -> float:
    """Money, at most 0, that makes up for customers who become worth the credit that keeping their unit leads to."""
    periods = lots.demand.shape[1]
    money, left = 0.0, credit
    for t in range(periods - 1, -1, -1):
        left -= hold[t]
        for k in range(lots.segment_first[p * periods + t], lots.segment_first[p * periods + t + 1]):
            if lots.segment_cost[k] < left:
                money -= (left - lots.segment_cost[k]) * lots.segment_units[k]
                if write:
                    lots.segment_cost[k] = left
    return money


@njit(cache=True, nogil=True)
def _tame_lost(lots: Lots, p: int, hold: Floats, rich: Floats, poor: float) -> float:
    periods = lots.demand.shape[1]
    cells = lots.segment_first[p * periods : (p + 1) * periods + 1]
    money = _raised(lots, p, hold, poor, True)
    excess, left = 0.0, rich[p]
    for t in range(periods - 1, -1, -1):
        left -= hold[t]
        if cells[t] < cells[t + 1]:
            excess = max(excess, left - lots.segment_cost[cells[t]])
    raising = _raised(lots, p, hold, rich[p], False)
    if -raising <= excess * lots.credited[p]:
        money += _raised(lots, p, hold, rich[p], True)
    else:
        money -= excess * lots.credited[p]
        rich[p] -= excess
    cap = np.inf
    for t in range(periods):
        for k in range(cells[t], cells[t + 1]):
            lots.segment_cost[k] = min(lots.segment_cost[k], cap)
        if cells[t] < cells[t + 1]:
            cap = min(cap, lots.segment_cost[cells[t]])
        cap += hold[t]
    _scale_guard(lots, p, hold, rich[p])
    return float(money)


@njit(cache=True, nogil=True)
def _scale_guard(lots: Lots, p: int, hold: Floats, rich: float) -> None:
    """Scale the guard down until no customer is turned away for it."""
    periods = lots.demand.shape[1]
    cells = lots.segment_first[p * periods : (p + 1) * periods + 1]
    scale = 1.0
    for t in range(periods):
        if cells[t] == cells[t + 1]:
            continue
        kept, guarded = lots.segment_cost[cells[t]], 0.0
        for later in range(t + 1, periods + 1):
            kept += hold[later - 1]
            guarded += lots.guard[p, later - 1]
            worth = 0.0
            if later == periods:
                worth = rich
            elif cells[later] < cells[later + 1]:
                worth = lots.segment_cost[cells[later + 1] - 1]
            if guarded > 0.0:
                scale = min(scale, max(kept - worth, 0.0) / guarded)
    lots.guard[p] *= scale


@njit(cache=True, nogil=True)
def _tame_waiting(lots: Lots, p: int, hold: Floats, rich: Floats, poor: float) -> float:
    periods = lots.demand.shape[1]
    money, asked = 0.0, 0.0
    for t in range(periods):
        asked += lots.demand[p, t]
        least = -hold[t]
        if lots.wait[p, t] < least:
            money -= (least - lots.wait[p, t]) * asked
            lots.wait[p, t] = least
        lots.guard[p, t] = min(lots.guard[p, t], lots.wait[p, t] + hold[t])
    last = periods - 1
    kept = lots.owed[p] + lots.wait[p, last] + hold[last]
    if poor > kept:
        money -= (poor - kept) * asked
        lots.owed[p] += poor - kept
        kept = poor
    excess = rich[p] - kept
    if excess > 0.0:
        if asked <= lots.credited[p]:
            money -= excess * asked
            lots.owed[p] += excess
        else:
            money -= excess * lots.credited[p]
            rich[p] -= excess
        lots.guard[p, last] = 0.0
    elif lots.guard[p, last] > -excess:
        lots.guard[p, last] = -excess
    return money
