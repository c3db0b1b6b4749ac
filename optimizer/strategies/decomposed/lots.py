"""Lot problems as arrays, and the steps their programmes have in common."""

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
def kept_units(lots: Lots, p: int, rich: float, cost: Floats) -> float:
    """Closing stock worth buying: safety, and where the credit may exceed what a unit costs, all that is credited."""
    for k in range(lots.choice_first[p], lots.choice_first[p + 1]):
        if cost[k] < rich * lots.packs[k] * lots.base[p]:
            return float(max(lots.safety[p], lots.credited[p]))
    return float(lots.safety[p])


@njit(cache=True, nogil=True)
def missing_money(lots: Lots, cell: int, short: float) -> float:
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
def with_choice(value: Floats, better: Floats, size: int, step: int, cost: float, fixed: float, low: int, high: int,
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
def cases_chosen(after: Floats, n: int, size: int, step: int, cost: float, fixed: float, low: int, high: int) -> int:
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
def widest_line(lots: Lots, p: int) -> int:
    """Base packs of the largest least line of a problem, and of its largest case."""
    widest = 1
    for k in range(lots.choice_first[p], lots.choice_first[p + 1]):
        widest = max(widest, lots.packs[k] * max(lots.low[k], 1))
    return widest


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
