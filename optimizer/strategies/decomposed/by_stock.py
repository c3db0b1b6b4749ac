"""Lot sizing where stock itself, in whole grains, is the state: customers may be turned away for later ones.

Keeping a unit back pays where safety stock, a dearer customer or the credit of closing stock is worth more than a
customer of today. Each segment of demand is one sliding minimum over the stock it leaves, each choice one over what it
brings.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.lots import EPSILON, Lots, cases_chosen, with_choice


@njit(cache=True, nogil=True)
def _sizes(lots: Lots, p: int, kept: float, widest: int, sizes: Ints) -> None:
    """sizes[t]: states of period t (T + 1,): what is there and comes anyway, or can still be used, and one line.

    More is never worth buying: no choice costs less than idle stock is credited.
    """
    periods = lots.demand.shape[1]
    packs = widest * lots.base[p] / lots.grain[p]
    there = lots.opening[p] + lots.inbound[p].sum()
    need = kept
    for t in range(periods - 1, -1, -1):
        need += lots.demand[p, t]
        sizes[t] = int(np.ceil(max(need, there) / lots.grain[p] + packs + 0.5)) + 1
        there -= lots.inbound[p, t]
    sizes[periods] = sizes[periods - 1]


@njit(cache=True, nogil=True)
def _serve(
    after: Floats, here: Floats, size: int, asked: int, loss: float, queue: Ints
) -> None:
    """here[n] = min over 0 <= s <= min(asked, n) of loss (asked - s) + after[n - s]: a customer may be turned away."""
    rising = True
    for c in range(size - 1):
        if after[c + 1] + loss < after[c]:
            rising = False
            break
    if rising:  # stock is worth less than a customer everywhere: all are served
        for n in range(min(asked, size)):
            here[n] = loss * (asked - n) + after[0]
        for n in range(asked, size):
            here[n] = after[n - asked]
        return
    head, tail = 0, 0
    for n in range(size):
        key = loss * n + after[n]
        while tail > head and loss * queue[tail - 1] + after[queue[tail - 1]] >= key:
            tail -= 1
        queue[tail] = n
        tail += 1
        while queue[head] < n - asked:
            head += 1
        c = queue[head]
        here[n] = loss * (asked - n + c) + after[c]


@njit(cache=True, nogil=True)
def _kept(
    lots: Lots, p: int, t: int, hold: Floats, after: Floats, beyond: int, coming: int, here: Floats, size: int
) -> None:
    """here[c]: what closing stock c < size costs from period t on; ``after`` has ``beyond`` states.

    Safety stock counts in whole grains, rounded down.
    """
    grain = lots.grain[p]
    each = hold[t] * grain
    last = beyond - 1 - coming
    for c in range(size):
        here[c] = each * c + after[c + coming if c < last else beyond - 1]
    if lots.safety[p] > 0.0:
        safe = int(np.floor(lots.safety[p] / grain + EPSILON))
        for c in range(min(safe, size)):
            here[c] += lots.guard[p, t] * grain * (safe - c)


@njit(cache=True, nogil=True)
def _programme_of_stock(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, layers: Floats,
    sizes: Ints, queue: Ints,
) -> None:
    """Values of every stock in grains, from the last period back; ``sizes`` (T + 1,) states of each period.

    Layer row of choice k of the problem: before that choice; row choices + t: before the demand of t is served.
    """
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    grain = lots.grain[p]
    stride = round(lots.base[p] / grain)
    after = layers[count + periods]
    most = credited_grains(lots, p, rich) * grain
    for n in range(sizes[periods]):
        stock = grain * n
        kept = min(stock, most)
        after[n] = -rich * kept - poor * (stock - kept)
    k = end - 1
    coming = 0
    one, other = np.empty(queue.size), np.empty(queue.size)
    for t in range(periods - 1, -1, -1):
        here, size, beyond = layers[count + t], sizes[t], sizes[t + 1]
        cell = p * periods + t
        begin, stop = lots.segment_first[cell], lots.segment_first[cell + 1]
        if begin == stop:
            _kept(lots, p, t, hold, after, beyond, coming, here, size)
        else:
            _kept(lots, p, t, hold, after, beyond, coming, one, size)
            for j in range(begin, stop):
                asked = round(lots.segment_units[j] / grain)
                loss = lots.segment_cost[j] * grain
                _serve(one, here if j == stop - 1 else other, size, asked, loss, queue)
                one, other = other, one
        after = here
        while k >= first and lots.arrival[k] == t:
            with_choice(
                after, layers[k - first], size, lots.packs[k] * stride, cost[k], fixed[k], lots.low[k], lots.high[k],
                queue,
            )
            after = layers[k - first]
            k -= 1
        coming = round(lots.inbound[p, t] / grain)


@njit(cache=True, nogil=True)
def credited_grains(lots: Lots, p: int, rich: float) -> float:
    """Grains within the credit; rounded up where keeping stock for it may pay more than a customer does."""
    grains = lots.credited[p] / lots.grain[p]
    periods = lots.demand.shape[1]
    for j in range(lots.segment_first[p * periods], lots.segment_first[(p + 1) * periods]):
        if lots.segment_cost[j] < rich:
            return float(np.ceil(grains - EPSILON))
    return float(grains)


@njit(cache=True, nogil=True)
def _closing_of_one(
    lots: Lots, p: int, t: int, n: int, hold: Floats, after: Floats, beyond: int, coming: int
) -> int:
    """``_closing`` where all customers are worth the same: only the stocks they can leave are looked at."""
    grain = lots.grain[p]
    j = lots.segment_first[p * lots.demand.shape[1] + t]
    asked, loss = round(lots.segment_units[j] / grain), lots.segment_cost[j] * grain
    safe = int(np.floor(lots.safety[p] / grain + EPSILON))
    best, at = 1e300, n
    for c in range(max(n - asked, 0), n + 1):
        value = loss * (asked - n + c) + hold[t] * grain * c + after[min(c + coming, beyond - 1)]
        if c < safe:
            value += lots.guard[p, t] * grain * (safe - c)
        if value < best - 1e-12 * abs(best):
            best, at = value, c
    return at


@njit(cache=True, nogil=True)
def _closing(
    lots: Lots, p: int, t: int, n: int, hold: Floats, after: Floats, beyond: int, coming: int, queue: Ints
) -> int:
    """Closing stock in grains that follows from n before demand, ``coming`` arriving next: the best service."""
    cell = p * lots.demand.shape[1] + t
    begin, stop = lots.segment_first[cell], lots.segment_first[cell + 1]
    if stop - begin == 1:
        return int(_closing_of_one(lots, p, t, n, hold, after, beyond, coming))
    size = n + 1
    stages = np.empty((stop - begin + 1, size))
    _kept(lots, p, t, hold, after, beyond, coming, stages[0], size)
    for j in range(begin, stop):
        asked = round(lots.segment_units[j] / lots.grain[p])
        loss = lots.segment_cost[j] * lots.grain[p]
        _serve(stages[j - begin], stages[j - begin + 1], size, asked, loss, queue)
    for j in range(stop - 1, begin - 1, -1):
        asked = round(lots.segment_units[j] / lots.grain[p])
        loss = lots.segment_cost[j] * lots.grain[p]
        best, at = 1e300, n
        for c in range(max(n - asked, 0), n + 1):
            value = loss * (asked - n + c) + stages[j - begin][c]
            if value < best - 1e-12 * abs(best):
                best, at = value, c
        n = at
    return n


@njit(cache=True, nogil=True)
def solve_by_stock(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, kept: float, widest: int,
    quantity: Ints, stock: Floats,
) -> float:
    """``solve_lot`` where stock itself is the state."""
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    grain = lots.grain[p]
    stride = round(lots.base[p] / grain)
    sizes = np.empty(periods + 1, np.int64)
    _sizes(lots, p, kept, widest, sizes)
    most = sizes.max()
    layers = np.empty((count + periods + 1, most))
    queue = np.empty(most + 1, np.int64)
    _programme_of_stock(lots, p, hold, rich, poor, cost, fixed, layers, sizes, queue)
    n = round(lots.opening[p] / grain)
    k = first
    value = 0.0
    for t in range(periods):
        n += round(lots.inbound[p, t] / grain)
        size = sizes[t]
        top = layers[k - first] if k < end and lots.arrival[k] == t else layers[count + t]
        if t == 0:
            value = top[n]
        while k < end and lots.arrival[k] == t:
            after = layers[k + 1 - first] if k + 1 < end and lots.arrival[k + 1] == t else layers[count + t]
            if n < size and layers[k - first][n] < after[n]:
                step = lots.packs[k] * stride
                q = cases_chosen(after, n, size, step, cost[k], fixed[k], lots.low[k], lots.high[k])
                quantity[k] = q
                n += step * q
            k += 1
        follows = layers[count + periods]
        if t + 1 < periods:
            follows = layers[k - first] if k < end and lots.arrival[k] == t + 1 else layers[count + t + 1]
        asked = round(lots.demand[p, t] / grain)
        if asked > 0:
            if n >= queue.size:  # more than a period can use: it was there, or came anyway
                queue = np.empty(n + 1, np.int64)
            coming = round(lots.inbound[p, t + 1] / grain) if t + 1 < periods else 0
            n = _closing(lots, p, t, n, hold, follows, sizes[t + 1], coming, queue)
        stock[t] = grain * n
    return value


@njit(cache=True, nogil=True)
def serve_best(
    lots: Lots, p: int, arrivals: Floats, hold: Floats, rich: float, poor: float, stock: Floats
) -> None:
    """Closing stock (T,) when so many units arrive (T,): the best service; all that can be where there is no grain."""
    periods = lots.demand.shape[1]
    grain = lots.grain[p]
    if grain <= 0.0:
        level = lots.opening[p]
        for t in range(periods):
            level += lots.inbound[p, t] + arrivals[t] - lots.demand[p, t]
            if level < 0.0 and not lots.backorder[p]:
                level = 0.0
            stock[t] = max(level, 0.0)
        return
    total = lots.opening[p]
    for t in range(periods):
        total += lots.inbound[p, t] + arrivals[t]
    size = round(total / grain) + 1
    layers = np.empty((periods + 1, size))
    queue = np.empty(size, np.int64)
    most = credited_grains(lots, p, rich) * grain
    for n in range(size):
        kept = min(grain * n, most)
        layers[periods, n] = -rich * kept - poor * (grain * n - kept)
    one, other = np.empty(size), np.empty(size)
    for t in range(periods - 1, -1, -1):
        coming = round((lots.inbound[p, t + 1] + arrivals[t + 1]) / grain) if t + 1 < periods else 0
        cell = p * periods + t
        _kept(lots, p, t, hold, layers[t + 1], size, coming, one, size)
        for j in range(lots.segment_first[cell], lots.segment_first[cell + 1]):
            asked = round(lots.segment_units[j] / grain)
            _serve(one, other, size, asked, lots.segment_cost[j] * grain, queue)
            one, other = other, one
        layers[t, :] = one
    n = round(lots.opening[p] / grain)
    for t in range(periods):
        coming = round((lots.inbound[p, t] + arrivals[t]) / grain)
        n += coming
        nxt = round((lots.inbound[p, t + 1] + arrivals[t + 1]) / grain) if t + 1 < periods else 0
        cell = p * periods + t
        if lots.segment_first[cell] < lots.segment_first[cell + 1]:
            n = _closing(lots, p, t, n, hold, layers[t + 1], size, nxt, queue)
        stock[t] = grain * n
