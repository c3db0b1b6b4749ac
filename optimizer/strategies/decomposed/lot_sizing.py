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

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.by_stock import solve_by_stock
from optimizer.strategies.decomposed.lots import (
    EPSILON,
    Lots,
    cases_chosen,
    kept_units,
    missing_money,
    widest_line,
    with_choice,
)


@njit(cache=True, nogil=True)
def _most_packs(lots: Lots, p: int, anchor: int, start: float, kept: float, widest: int) -> int:
    """Base packs beyond which every further unit would lie idle: demand left, what is kept, and one widest line."""
    need = kept - start
    for t in range(anchor + 1, lots.demand.shape[1]):
        need += lots.demand[p, t]
    return int(np.ceil(max(need, 0.0) / lots.base[p])) + widest


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
                money = missing_money(lots, p * periods + t, -stock) + lots.guard[p, t] * lots.safety[p] + empty[t]
            here[n] = money
        after = here
        while k >= first and lots.arrival[k] == t:
            better = layers[k - first]
            with_choice(after, better, size, lots.packs[k], cost[k], fixed[k], lots.low[k], lots.high[k], queue)
            after = better
            k -= 1
        level += lots.demand[p, t] - lots.inbound[p, t]
    return float(after[0])


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
        return float(solve_by_stock(lots, p, hold, rich, poor, cost, fixed, kept, widest, quantity, stock))
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
                q = cases_chosen(after, n, size, lots.packs[k], cost[k], fixed[k], lots.low[k], lots.high[k])
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
