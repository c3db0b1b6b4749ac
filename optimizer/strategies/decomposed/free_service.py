"""Exact lot sizing of one stock that may be kept back: the dynamic programme over stock in grains.

``lot_sizing`` serves whatever it has, which is right where serving now is never worse than serving later. A pool of
nodes breaks that: a unit may be worth more to another zone, a kit or a substitute's customer later on, or be worth
getting rid of. Here every unit of demand is optional. The programme minimises

    sum over choices of fixed . [q > 0] + cost . q  -  sum over segments of worth . served
    + sum over t of hold[t] . S[t] + rebates of the first units of S[t]  -  credit of the closing stock

    S[t] = S[t-1] + inbound[t] + units that arrive - units served,   0 <= units served of a segment <= its units

over stock in whole grains. Each segment is one sliding minimum over stock, each choice too. For given cases what is left
is a network flow, so whole grains lose nothing where all quantities are multiples of the grain. Where one is not, its
limit is rounded so that more is allowed, never less: the value is then a lower bound.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.lot_sizing import _cases, _offer

TINY = 1e-9


class Pools(NamedTuple):
    """P stocks over T periods with K choices and their segments; choices of a pool stand together, by arrival.

    ``opening``, ``credited`` (P,), ``inbound`` (P, T) units; ``grain`` (P,) units of a state. Demand segments of
    (pool, period): ``segment_first`` (P x T + 1,), ``segment_units``, ``segment_worth`` (money per unit served, of any
    sign). The first units of a closing stock are rebated, the dearest rebate first: ``piece_first`` (P x T + 1,),
    ``piece_units``, ``piece_rebate`` (money per unit, negative). ``choice_first`` (P + 1,); ``arrival``, ``packs``
    (grains a case), ``low``, ``high`` (cases) (K,).
    """

    opening: Floats
    inbound: Floats
    credited: Floats
    grain: Floats
    segment_first: Ints
    segment_units: Floats
    segment_worth: Floats
    piece_first: Ints
    piece_units: Floats
    piece_rebate: Floats
    choice_first: Ints
    arrival: Ints
    packs: Ints
    low: Ints
    high: Ints


@njit(cache=True, nogil=True)
def _grains(units: float, grain: float) -> int:
    """Whole grains that hold ``units``, rounded up."""
    return int(np.ceil(units / grain - TINY))


@njit(cache=True, nogil=True)
def _serve(value: Floats, better: Floats, size: int, width: int, worth: float, ahead: Floats) -> None:
    """better[n] = min over 0 <= x <= min(width, n) of value[n - x] - worth . x; prefix and suffix minima of blocks."""
    if width >= size:
        best = value[0]
        better[0] = best
        for n in range(1, size):
            best = min(best, value[n] + worth * n)
            better[n] = best - worth * n
        return
    block = width + 1
    # ahead[n]: least of value + worth . position from n to the end of its block
    for n in range(size - 1, -1, -1):
        key = value[n] + worth * n
        if n == size - 1 or (n + 1) % block == 0:
            ahead[n] = key
        else:
            ahead[n] = min(key, ahead[n + 1])
    best = np.inf
    for n in range(size):
        key = value[n] + worth * n
        best = key if n % block == 0 else min(best, key)
        better[n] = (min(best, ahead[n - width]) if n >= width else best) - worth * n


@njit(cache=True, nogil=True)
def pool_size(pools: Pools, p: int) -> int:
    """States of pool p: all that can be served, the rebated or credited rest, and one widest line."""
    periods = pools.inbound.shape[1]
    grain = pools.grain[p]
    kept = _grains(pools.credited[p], grain)
    need = 0
    for t in range(periods):
        cell = p * periods + t
        for k in range(pools.segment_first[cell], pools.segment_first[cell + 1]):
            need += _grains(pools.segment_units[k], grain)
        rebated = 0
        for k in range(pools.piece_first[cell], pools.piece_first[cell + 1]):
            rebated += _grains(pools.piece_units[k], grain)
        kept = max(kept, rebated)
    widest = 1
    for k in range(pools.choice_first[p], pools.choice_first[p + 1]):
        widest = max(widest, pools.packs[k] * max(pools.low[k], 1))
    return need + kept + widest + 1


@njit(cache=True, nogil=True)
def _rows(pools: Pools, p: int) -> int:
    periods = pools.inbound.shape[1]
    segments = pools.segment_first[(p + 1) * periods] - pools.segment_first[p * periods]
    return pools.choice_first[p + 1] - pools.choice_first[p] + segments + periods + 1


@njit(cache=True, nogil=True)
def _start(after: Floats, n: int, exact: bool, top: int, slope: float) -> float:
    """Value of n grains, or of one more where a quantity was rounded down; beyond the top every grain lies idle."""
    value = after[n] if n <= top else after[top] + (n - top) * slope
    if not exact:
        more = after[n + 1] if n + 1 <= top else after[top] + (n + 1 - top) * slope
        value = min(value, more)
    return value


@njit(cache=True, nogil=True)
def _hold(
    pools: Pools, p: int, t: int, hold: float, after: Floats, coming: int, exact: bool, slope: float, here: Floats,
    size: int,
) -> None:
    """here[n]: cost of closing period t with n grains and going on."""
    cell = p * pools.inbound.shape[1] + t
    grain = pools.grain[p]
    k, end = pools.piece_first[cell], pools.piece_first[cell + 1]
    room = _grains(pools.piece_units[k], grain) if k < end else 0
    money = 0.0
    for n in range(size):
        if n > 0:
            money += hold * grain
            while k < end and room == 0:
                k += 1
                room = _grains(pools.piece_units[k], grain) if k < end else 0
            if k < end:
                money += pools.piece_rebate[k] * grain
                room -= 1
        here[n] = money + _start(after, n + coming, exact, size - 1, slope)


@njit(cache=True, nogil=True)
def _split(units: float, grain: float) -> tuple[int, bool]:
    whole = int(np.floor(units / grain + TINY))
    return whole, abs(units - whole * grain) <= TINY * max(1.0, units)


@njit(cache=True, nogil=True)
def _idle_case(cost: float, packs: int, slope: float) -> float:
    """Money that a case costs which nobody will use; below 0 the most cases may be worth buying."""
    return cost + packs * slope


@njit(cache=True, nogil=True)
def solve_pool(
    pools: Pools, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, quantity: Ints,
    stock: Floats, served: Floats,
) -> float:
    """Least cost of pool p; writes cases to ``quantity`` (K,), closing stock (T,) and ``served`` units (segments,)."""
    periods = pools.inbound.shape[1]
    first, end = pools.choice_first[p], pools.choice_first[p + 1]
    grain = pools.grain[p]
    size = pool_size(pools, p)
    top = size - 1
    layers = np.empty((_rows(pools, p), size))
    ahead, queue = np.empty(size), np.empty(size, np.int64)
    slopes = np.empty(periods + 1)
    slopes[periods] = -poor * grain
    credited = _grains(pools.credited[p], grain)
    after = layers[0]
    for n in range(size):
        kept = min(n, credited)
        after[n] = -(rich * kept + poor * (n - kept)) * grain
    row = 1
    k = end - 1
    # rows from the last period back: hold, then a row a segment, then a row a choice
    for t in range(periods - 1, -1, -1):
        cell = p * periods + t
        coming, exact = 0, True
        if t + 1 < periods:
            coming, exact = _split(pools.inbound[p, t + 1], grain)
        _hold(pools, p, t, hold[t], after, coming, exact, slopes[t + 1], layers[row], size)
        slope = slopes[t + 1] + hold[t] * grain
        slopes[t] = slope
        after = layers[row]
        row += 1
        for s in range(pools.segment_first[cell], pools.segment_first[cell + 1]):
            width = _grains(pools.segment_units[s], grain)
            _serve(after, layers[row], size, width, pools.segment_worth[s] * grain, ahead)
            after = layers[row]
            row += 1
        while k >= first and pools.arrival[k] == t:
            better = layers[row]
            _offer(after, better, size, pools.packs[k], cost[k], fixed[k], pools.low[k], pools.high[k], queue)
            if pools.high[k] > 0 and _idle_case(cost[k], pools.packs[k], slope) < 0.0:
                far = pools.high[k] * pools.packs[k]
                for n in range(max(0, size - far), size):
                    option = fixed[k] + cost[k] * pools.high[k] + after[top] + (n + far - top) * slope
                    better[n] = min(better[n], option)
            after = better
            row += 1
            k -= 1
    for k in range(first, end):
        quantity[k] = 0
    n, exact = _split(pools.opening[p] + pools.inbound[p, 0], grain)
    value = _start(after, n, exact, top, slopes[0])
    if not exact and n + 1 <= top and after[n + 1] < after[n]:
        n += 1
    idle = max(n - top, 0)
    n = min(n, top)
    row -= 1
    k = first
    for t in range(periods):
        cell = p * periods + t
        while k < end and pools.arrival[k] == t:
            before, after = layers[row], layers[row - 1]
            if before[n] < after[n]:
                far = pools.high[k] * pools.packs[k]
                beyond = n + far > top and _idle_case(cost[k], pools.packs[k], slopes[t]) < 0.0
                if beyond and before[n] >= (
                    fixed[k] + cost[k] * pools.high[k] + after[top] + (n + far - top) * slopes[t] - TINY
                ):
                    quantity[k] = pools.high[k]
                else:
                    quantity[k] = _cases(after, n, size, pools.packs[k], cost[k], fixed[k], pools.low[k], pools.high[k])
                n += pools.packs[k] * quantity[k]
                idle += max(n - top, 0)
                n = min(n, top)
            row -= 1
            k += 1
        for s in range(pools.segment_first[cell + 1] - 1, pools.segment_first[cell] - 1, -1):
            before, after = layers[row], layers[row - 1]
            worth = pools.segment_worth[s] * grain
            width = min(_grains(pools.segment_units[s], grain), n)
            best, chosen = after[n], 0
            for x in range(1, width + 1):
                option = after[n - x] - worth * x
                if option < best:
                    best, chosen = option, x
            served[s] = chosen * grain
            n -= chosen
            row -= 1
        stock[t] = (n + idle) * grain
        row -= 1
        if t + 1 < periods:
            coming, exact = _split(pools.inbound[p, t + 1], grain)
            after = layers[row]
            n += coming
            if not exact and n + 1 <= top and after[n + 1] < after[n]:
                n += 1
            idle += max(n - top, 0)
            n = min(n, top)
    return value


@njit(cache=True, nogil=True)
def solve_pools(
    pools: Pools, begin: int, end: int, hold: Floats, rich: Floats, poor: Floats, cost: Floats, fixed: Floats,
    value: Floats, quantity: Ints, stock: Floats, served: Floats,
) -> None:
    """``solve_pool`` of pools begin .. end."""
    for p in range(begin, end):
        value[p] = solve_pool(pools, p, hold[p], rich[p], poor[p], cost, fixed, quantity, stock[p], served)
