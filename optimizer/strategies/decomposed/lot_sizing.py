"""Exact lot sizing of one stock: the dynamic programme over (last stock-out, base packs bought since).

A *lot problem* is one stock (an item at a node, or an item pooled over its nodes) with its demand, and a list of
*choices*: an order column at one price tier, with the period of arrival, a cost per case, a fixed cost, and the fewest
and most cases. It asks for whole cases that minimise

    sum over choices of fixed . [q > 0] + cost . q
    + sum over t of hold[t] . S[t] + guard[t] . max(0, safety - S[t]) + penalty of units lost (or of the backlog) in t
    - credit of the closing stock: rich per unit up to `credited`, poor beyond

    S[t] = S[t-1] + inbound[t] + units that arrive - units served,     units served <= demand[t]

Lost sales, by anchors: what is in stock is served, so a shortage empties the stock. The state is therefore the period
of the last shortage (the *anchor*; -1 where there was none) and the whole number n of base packs (the greatest common
divisor of the case packs) bought since: S[t] = S[anchor] + inbound since - demand since + base . n. Fractional demand
stays exact. Backorder: stock may be negative and one anchor, the start, is enough. Programmes run backwards from every
anchor and share the value of an empty stock; a choice is one prefix minimum over n, or a sliding one where its most
cases bind. Where serving is not always best, `taming` says at which costs the value is a lower bound.

Lost sales, by stock: where all quantities are multiples of one *grain* (in shops: whole units), stock in grains is the
state, and a customer may be turned away for a later one, for safety stock or for the credit: a sliding minimum a
segment.

After Wagner and Whitin (1958) and, for lost sales, Aksen, Altinkemer and Chand (2003); the states are ours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints

EPSILON = 1e-9
"""Units below which a shortage is rounding."""


class Lots(NamedTuple):
    """P lot problems over T periods with K choices; choices of a problem stand together, by arrival.

    ``opening``, ``safety``, ``credited``, ``base`` (P,) units; ``inbound``, ``demand`` (P, T) units; ``guard`` (P, T)
    money per unit below safety; ``rich``, ``poor`` (P,) money per unit of closing stock; ``backorder`` (P,);
    ``wait`` (P, T) money per unit of backlog, ``owed`` (P,) per unit still owed at the end. Demand of a period is made
    of segments, the cheapest to lose first: ``segment_first`` (P x T + 1,), ``segment_units``, ``segment_cost``.
    ``grain`` (P,) units of a state where stock itself is the state, 0 where base packs since the anchor are.
    ``choice_first`` (P + 1,); ``arrival``, ``packs`` (base packs a case), ``low``, ``high`` (cases) (K,).
    """

    opening: Floats
    inbound: Floats
    demand: Floats
    segment_first: Ints
    segment_units: Floats
    segment_cost: Floats
    backorder: Bools
    wait: Floats
    owed: Floats
    safety: Floats
    guard: Floats
    credited: Floats
    base: Floats
    grain: Floats
    choice_first: Ints
    arrival: Ints
    packs: Ints
    low: Ints
    high: Ints


@njit(cache=True, nogil=True)
def _most_packs(lots: Lots, p: int, anchor: int, start: float, kept: float, widest: int) -> int:
    """Base packs beyond which every further unit would lie idle: demand left, what is kept, and one widest line."""
    need = kept - start
    for t in range(anchor + 1, lots.demand.shape[1]):
        need += lots.demand[p, t]
    return int(np.ceil(max(need, 0.0) / lots.base[p])) + widest


@njit(cache=True, nogil=True)
def kept_units(lots: Lots, p: int, rich: float, cost: Floats) -> float:
    """Closing stock worth buying: safety, and where the credit may exceed what a unit costs, all that is credited."""
    for k in range(lots.choice_first[p], lots.choice_first[p + 1]):
        if cost[k] < rich * lots.packs[k] * lots.base[p]:
            return float(max(lots.safety[p], lots.credited[p]))
    return float(lots.safety[p])


@njit(cache=True, nogil=True)
def _missing(lots: Lots, cell: int, short: float) -> float:
    """Money that ``short`` units lost in a (problem, period) cost, the cheapest first."""
    money = 0.0
    for k in range(lots.segment_first[cell], lots.segment_first[cell + 1]):
        lost = min(short, lots.segment_units[k])
        money += lost * lots.segment_cost[k]
        short -= lost
        if short <= 0.0:
            break
    return money


@njit(cache=True, nogil=True)
def _offer(value: Floats, better: Floats, size: int, step: int, cost: float, fixed: float, low: int, high: int,
           queue: Ints) -> None:
    """better[n] = min(value[n], min over low <= q <= high of fixed + cost q + value[n + step q]), n < size."""
    low = max(low, 1)
    if high < low or low * step >= size:
        for n in range(size):
            better[n] = value[n]
        return
    if high * step >= size - step:
        # better first holds the unlimited tail min over q >= 0 of cost q + value[n + step q]
        for n in range(size - 1, -1, -1):
            tail = value[n]
            if n + step < size and cost + better[n + step] < tail:
                tail = cost + better[n + step]
            better[n] = tail
        first = fixed + cost * low
        shift = step * low
        for n in range(size):
            best = value[n]
            if n + shift < size and first + better[n + shift] < best:
                best = first + better[n + shift]
            better[n] = best
        return
    # a sliding minimum along each residue of step; queue holds positions whose value + cost x position rises
    for residue in range(min(step, size)):
        last = (size - 1 - residue) // step
        head = 0
        tail_at = 0
        enter = last
        for j in range(last, -1, -1):
            # positions j + low .. j + high, entering from above
            while enter >= j + low:
                key = value[residue + step * enter] + cost * enter
                while tail_at > head and (
                    value[residue + step * queue[tail_at - 1]] + cost * queue[tail_at - 1] >= key
                ):
                    tail_at -= 1
                queue[tail_at] = enter
                tail_at += 1
                enter -= 1
            while head < tail_at and queue[head] > j + high:
                head += 1
            n = residue + step * j
            best = value[n]
            if head < tail_at:
                k = queue[head]
                option = fixed + cost * (k - j) + value[residue + step * k]
                best = min(best, option)
            better[n] = best


@njit(cache=True, nogil=True)
def _programme(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, anchor: int, start: float,
    empty: Floats, layers: Floats, size: int, queue: Ints,
) -> float:
    """Value of going on after ``anchor`` with ``start`` units; fills ``layers`` from the last period back.

    Layer row of choice k of the problem: values before that choice is made; row choices + t: after all of period t.
    """
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    base = lots.base[p]
    level = start
    for t in range(anchor + 1, periods):
        level += lots.inbound[p, t] - lots.demand[p, t]
    # level: closing stock of the last period with nothing bought since the anchor
    after = layers[count + periods]
    for n in range(size):
        stock = level + base * n
        if stock >= 0.0:
            kept = min(stock, lots.credited[p])
            after[n] = -rich * kept - poor * (stock - kept)
        elif lots.backorder[p]:
            after[n] = -stock * lots.owed[p]
        else:
            after[n] = 0.0
    k = end - 1
    for t in range(periods - 1, anchor, -1):
        here = layers[count + t]
        for n in range(size):
            stock = level + base * n
            if stock >= -EPSILON:
                money = after[n] + hold[t] * max(stock, 0.0)
                if stock < lots.safety[p]:
                    money += lots.guard[p, t] * (lots.safety[p] - stock)
            elif lots.backorder[p]:
                money = after[n] - stock * lots.wait[p, t] + lots.guard[p, t] * lots.safety[p]
            else:
                money = _missing(lots, p * periods + t, -stock) + lots.guard[p, t] * lots.safety[p] + empty[t]
            here[n] = money
        after = here
        while k >= first and lots.arrival[k] == t:
            _offer(after, layers[k - first], size, lots.packs[k], cost[k], fixed[k], lots.low[k], lots.high[k], queue)
            after = layers[k - first]
            k -= 1
        level += lots.demand[p, t] - lots.inbound[p, t]
    return float(after[0])


@njit(cache=True, nogil=True)
def _cases(after: Floats, n: int, size: int, step: int, cost: float, fixed: float, low: int, high: int) -> int:
    """The cases that reach the minimum over low <= q <= high of fixed + cost q + after[n + step q]; 0 if none pays."""
    best = after[n]
    chosen = 0
    q = max(low, 1)
    while n + step * q < size and q <= high:
        option = fixed + cost * q + after[n + step * q]
        if option < best - 1e-12 * abs(best):
            best = option
            chosen = q
        q += 1
    return chosen


@njit(cache=True, nogil=True)
def scratch_rows(lots: Lots, p: int) -> int:
    """Layers that problem p needs."""
    return int(lots.choice_first[p + 1] - lots.choice_first[p] + lots.demand.shape[1] + 1)


@njit(cache=True, nogil=True)
def widest_line(lots: Lots, p: int) -> int:
    """Base packs of the largest least line of a problem, and of its largest case."""
    widest = 1
    for k in range(lots.choice_first[p], lots.choice_first[p + 1]):
        widest = max(widest, lots.packs[k] * max(lots.low[k], 1))
    return widest


@njit(cache=True, nogil=True)
def _most_grains(lots: Lots, p: int, kept: float, widest: int) -> int:
    """Grains of stock that the programme over stock needs: what is there and comes anyway, or can be used, a line."""
    need, coming = kept, lots.opening[p]
    for t in range(lots.demand.shape[1]):
        need += lots.demand[p, t]
        coming += lots.inbound[p, t]
    packs = widest * lots.base[p] / lots.grain[p]
    return int(np.ceil(max(need, coming) / lots.grain[p] + packs + 0.5))


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
def _kept(lots: Lots, p: int, t: int, hold: Floats, after: Floats, coming: int, here: Floats, size: int) -> None:
    """here[c]: what closing stock c costs from period t on; safety stock counts in whole grains, rounded down."""
    grain = lots.grain[p]
    each = hold[t] * grain
    last = size - 1 - coming
    for c in range(size):
        here[c] = each * c + after[c + coming if c < last else size - 1]
    if lots.safety[p] > 0.0:
        safe = int(np.floor(lots.safety[p] / grain + EPSILON))
        for c in range(min(safe, size)):
            here[c] += lots.guard[p, t] * grain * (safe - c)


@njit(cache=True, nogil=True)
def _programme_of_stock(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, layers: Floats, size: int,
    queue: Ints,
) -> None:
    """Values of every stock in grains, from the last period back.

    Layer row of choice k of the problem: before that choice; row choices + t: before the demand of t is served.
    """
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    grain = lots.grain[p]
    stride = round(lots.base[p] / grain)
    after = layers[count + periods]
    most = credited_grains(lots, p, rich) * grain
    for n in range(size):
        stock = grain * n
        kept = min(stock, most)
        after[n] = -rich * kept - poor * (stock - kept)
    k = end - 1
    coming = 0
    one, other = np.empty(size), np.empty(size)
    for t in range(periods - 1, -1, -1):
        here = layers[count + t]
        cell = p * periods + t
        begin, stop = lots.segment_first[cell], lots.segment_first[cell + 1]
        if begin == stop:
            _kept(lots, p, t, hold, after, coming, here, size)
        else:
            _kept(lots, p, t, hold, after, coming, one, size)
            for j in range(begin, stop):
                asked = round(lots.segment_units[j] / grain)
                loss = lots.segment_cost[j] * grain
                _serve(one, here if j == stop - 1 else other, size, asked, loss, queue)
                one, other = other, one
        after = here
        while k >= first and lots.arrival[k] == t:
            _offer(
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
def _closing(
    lots: Lots, p: int, t: int, n: int, hold: Floats, after: Floats, size: int, queue: Ints
) -> int:
    """Closing stock in grains that follows from n before demand: the best of what may be served."""
    periods = lots.demand.shape[1]
    coming = round(lots.inbound[p, t + 1] / lots.grain[p]) if t + 1 < periods else 0
    return int(_closing_with(lots, p, t, n, hold, after, coming, size, queue))


@njit(cache=True, nogil=True)
def _closing_of_one(lots: Lots, p: int, t: int, n: int, hold: Floats, after: Floats, coming: int, size: int) -> int:
    """``_closing_with`` where all customers are worth the same: only the stocks they can leave are looked at."""
    grain = lots.grain[p]
    j = lots.segment_first[p * lots.demand.shape[1] + t]
    asked, loss = round(lots.segment_units[j] / grain), lots.segment_cost[j] * grain
    safe = int(np.floor(lots.safety[p] / grain + EPSILON))
    best, at = 1e300, n
    for c in range(max(n - asked, 0), n + 1):
        value = loss * (asked - n + c) + hold[t] * grain * c + after[min(c + coming, size - 1)]
        if c < safe:
            value += lots.guard[p, t] * grain * (safe - c)
        if value < best - 1e-12 * abs(best):
            best, at = value, c
    return at


@njit(cache=True, nogil=True)
def _closing_with(
    lots: Lots, p: int, t: int, n: int, hold: Floats, after: Floats, coming: int, size: int, queue: Ints
) -> int:
    """``_closing`` where ``coming`` grains arrive with the next period."""
    cell = p * lots.demand.shape[1] + t
    begin, stop = lots.segment_first[cell], lots.segment_first[cell + 1]
    if stop - begin == 1:
        return _closing_of_one(lots, p, t, n, hold, after, coming, size)
    stages = np.empty((stop - begin + 1, size))
    _kept(lots, p, t, hold, after, coming, stages[0], size)
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
def _solve_by_stock(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, kept: float, widest: int,
    quantity: Ints, stock: Floats,
) -> float:
    """``solve_lot`` where stock itself is the state."""
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    grain = lots.grain[p]
    stride = round(lots.base[p] / grain)
    size = _most_grains(lots, p, kept, widest) + 1
    layers = np.empty((count + periods + 1, size))
    queue = np.empty(size, np.int64)
    _programme_of_stock(lots, p, hold, rich, poor, cost, fixed, layers, size, queue)
    n = round(lots.opening[p] / grain)
    k = first
    value = 0.0
    for t in range(periods):
        n += round(lots.inbound[p, t] / grain)
        top = layers[k - first] if k < end and lots.arrival[k] == t else layers[count + t]
        if t == 0:
            value = top[n]
        while k < end and lots.arrival[k] == t:
            after = layers[k + 1 - first] if k + 1 < end and lots.arrival[k + 1] == t else layers[count + t]
            if layers[k - first][n] < after[n]:
                step = lots.packs[k] * stride
                q = _cases(after, n, size, step, cost[k], fixed[k], lots.low[k], lots.high[k])
                quantity[k] = q
                n += step * q
            k += 1
        follows = layers[count + periods]
        if t + 1 < periods:
            follows = layers[k - first] if k < end and lots.arrival[k] == t + 1 else layers[count + t + 1]
        asked = round(lots.demand[p, t] / grain)
        n = _closing(lots, p, t, n, hold, follows, size, queue) if asked > 0 else n
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
        _kept(lots, p, t, hold, layers[t + 1], coming, one, size)
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
            n = _closing_with(lots, p, t, n, hold, layers[t + 1], nxt, size, queue)
        stock[t] = grain * n


@njit(cache=True, nogil=True)
def solve_lot(
    lots: Lots, p: int, hold: Floats, rich: float, poor: float, cost: Floats, fixed: Floats, quantity: Ints,
    stock: Floats,
) -> float:
    """Least cost of problem p; writes whole cases to ``quantity`` (K,) and closing stock to ``stock`` (T,)."""
    periods = lots.demand.shape[1]
    first, end = lots.choice_first[p], lots.choice_first[p + 1]
    count = end - first
    for k in range(first, end):
        quantity[k] = 0
    widest = widest_line(lots, p)
    kept = kept_units(lots, p, rich, cost)
    if lots.grain[p] > 0.0:
        return float(_solve_by_stock(lots, p, hold, rich, poor, cost, fixed, kept, widest, quantity, stock))
    room = _most_packs(lots, p, -1, lots.opening[p], kept, widest) + 1
    for t in range(periods):
        if lots.demand[p, t] > 0.0 and not lots.backorder[p]:
            room = max(room, _most_packs(lots, p, t, 0.0, kept, widest) + 1)
            break
    layers = np.empty((count + periods + 1, room))
    queue = np.empty(room, np.int64)
    empty = np.zeros(periods)
    for anchor in range(periods - 1, -1, -1):
        if lots.demand[p, anchor] > 0.0 and not lots.backorder[p]:
            size = _most_packs(lots, p, anchor, 0.0, kept, widest) + 1
            empty[anchor] = _programme(
                lots, p, hold, rich, poor, cost, fixed, anchor, 0.0, empty, layers, size, queue
            )
    size = _most_packs(lots, p, -1, lots.opening[p], kept, widest) + 1
    value = _programme(
        lots, p, hold, rich, poor, cost, fixed, -1, lots.opening[p], empty, layers, size, queue
    )
    n = 0
    k = first
    level = lots.opening[p]
    for t in range(periods):
        while k < end and lots.arrival[k] < t:
            k += 1
        while k < end and lots.arrival[k] == t:
            after = layers[count + t]
            if k + 1 < end and lots.arrival[k + 1] == t:
                after = layers[k + 1 - first]
            if layers[k - first][n] < after[n]:
                q = _cases(after, n, size, lots.packs[k], cost[k], fixed[k], lots.low[k], lots.high[k])
                quantity[k] = q
                n += lots.packs[k] * q
            k += 1
        level += lots.inbound[p, t] - lots.demand[p, t]
        closing = level + lots.base[p] * n
        stock[t] = closing
        if closing < -EPSILON and not lots.backorder[p]:
            stock[t] = 0.0
            n = 0
            level = 0.0
            if t + 1 < periods:
                size = _most_packs(lots, p, t, 0.0, kept, widest) + 1
                _programme(lots, p, hold, rich, poor, cost, fixed, t, 0.0, empty, layers, size, queue)
    return float(value)


def grains_of(lots: Lots) -> Floats:
    """(P,) the largest unit of which all quantities of a lot are multiples; 0 where there is none.

    There is none where some quantity is a fraction of a unit, where customers wait, or where stock has too many states.
    """
    count = lots.opening.size
    figures = np.column_stack([lots.opening, lots.base, lots.inbound, lots.demand])
    whole = ~lots.backorder & (np.abs(figures - np.round(figures)) < EPSILON).all(axis=1) & (figures < 1e9).all(axis=1)
    grain = np.zeros(count)
    grain[whole] = np.gcd.reduce(np.round(figures[whole]).astype(np.int64), axis=1)
    need = lots.demand.sum(axis=1) + np.maximum(lots.safety, lots.credited)
    stock = np.maximum(need, lots.opening + lots.inbound.sum(axis=1)) / np.maximum(grain, EPSILON)
    return np.where(whole & (stock < MOST_STATES), grain, 0.0)


MOST_STATES = 30_000
"""Grains of stock up to which the programme over stock is taken."""
