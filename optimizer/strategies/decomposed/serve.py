"""Who is served what, stock by stock, exactly: what a linear program would say, where nothing but the stock is shared.

A *stock* is an item at a node. What it gets is known (opening, inbound, the cases ordered); what to serve of it, and
when, is asked. Where each stream has one stock to be served from, only that stock's streams compete:

    minimise  sum over t of hold[t] . I[t] + guard[t] . max(0, safety - I[t])
              + sum over streams of fare . weight[t] . F[t] + late . weight[t] . (lost, or backlog at the end of t)
              + owed . weight[T] . backlog at the end  - credit of I[T-1]

* Serving everything at once is tried first, and kept where no unit is worth more unserved: a linear program has no
  local optima, so it is enough to ask whether withholding a little of anything pays.
* Else, where all its streams lose what is not served, the value of closing stock is worked out backwards: a convex
  function of pieces, to which a period adds its holding cost, and into whose slopes its demand merges. Forwards, units
  go where they are worth most. (Infimal convolution: sorting slopes is all there is to it.)

The credit is shared by an item's stocks: rich per unit up to ``credited`` units together, poor beyond. What is best at
the rich rate and ends with no more than that, or at the poor rate and ends with no less, is best.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints

ASK_ELSEWHERE, WHATEVER_THE_PRICE, AT_THIS_PRICE = 0, 1, 2
"""How an item was answered: not at all; as under any higher price of holding stock; as under this one."""

EXACT = 1e-12
"""Two figures nearer than this, relatively, are one."""


class Stocks(NamedTuple):
    """P stocks of I items and their S streams over T periods, all money discounted where it is by period.

    ``stock_first`` (I + 1,), ``stream_first`` (P + 1,): where an item's stocks, a stock's streams begin; streams by
    falling ``late - fare``. ``supply``, ``hold``, ``guard`` (P, T); ``safety`` (P,); ``demand`` (S, T); ``backorder``,
    ``late``, ``fare``, ``owed`` (S,); ``rich``, ``poor``, ``credited`` (I,); ``asked`` (I,): the others are left alone.
    """

    stock_first: Ints
    stream_first: Ints
    supply: Floats
    hold: Floats
    guard: Floats
    safety: Floats
    demand: Floats
    backorder: Bools
    late: Floats
    fare: Floats
    owed: Floats
    rich: Floats
    poor: Floats
    credited: Floats
    asked: Bools
    weights: Floats


class Desk(NamedTuple):
    """What a stock is worked out on: results ``served`` (S, T), ``closing`` (P, T), and room to work in.

    ``slopes``, ``lengths`` (T, pieces), ``counts`` (T,): the worth of closing stock; ``pieces`` (2, pieces): that
    before a period; ``backlog`` (streams of a stock,); ``ahead`` (P,): serving at once is not best there.
    """

    served: Floats
    closing: Floats
    slopes: Floats
    lengths: Floats
    counts: Ints
    pieces: Floats
    backlog: Floats
    ahead: Bools


def serve(stocks: Stocks) -> tuple[Floats, Floats, Ints]:
    """(served (S, T), closing stock (P, T), answer (I,)) of every item asked for."""
    size, periods = stocks.supply.shape
    widest = int(np.diff(stocks.stream_first).max(initial=0))
    room = (periods, 4 + periods * (widest + 1))
    desk = Desk(
        served=np.zeros_like(stocks.demand),
        closing=np.zeros_like(stocks.supply),
        slopes=np.empty(room),
        lengths=np.empty(room),
        counts=np.zeros(periods, np.int64),
        pieces=np.empty((2, room[1])),
        backlog=np.empty(widest),
        ahead=np.zeros(size, np.bool_),
    )
    return desk.served, desk.closing, _serve_all(stocks, desk)


@njit(cache=True, nogil=True)
def _serve_all(stocks: Stocks, desk: Desk) -> Ints:  # pragma: no cover - compiled
    answer = np.zeros(stocks.rich.size, np.int64)
    for i in range(answer.size):
        if stocks.asked[i]:
            answer[i] = _serve_item(stocks, i, desk)
    return answer


@njit(cache=True, nogil=True)
def _serve_item(stocks: Stocks, i: int, desk: Desk) -> int:  # pragma: no cover - compiled
    """Serve an item's stocks; how it was answered."""
    first, last = stocks.stock_first[i], stocks.stock_first[i + 1]
    answer = WHATEVER_THE_PRICE
    for p in range(first, last):
        missing = _serve_at_once(stocks, p, desk)
        desk.ahead[p] = not _stands(stocks, i, p, missing, desk)
        if desk.ahead[p]:
            answer = AT_THIS_PRICE
            for s in range(stocks.stream_first[p], stocks.stream_first[p + 1]):
                if stocks.backorder[s]:
                    return ASK_ELSEWHERE
    if answer == WHATEVER_THE_PRICE:
        return answer
    if last - first == 1:
        _look_ahead(stocks, first, (stocks.rich[i], stocks.poor[i], stocks.credited[i]), desk)
        return answer
    if _look_ahead_all(stocks, i, stocks.rich[i], desk) <= stocks.credited[i] * (1 + EXACT) + EXACT:
        return answer
    if _look_ahead_all(stocks, i, stocks.poor[i], desk) >= stocks.credited[i] * (1 - EXACT) - EXACT:
        return answer
    return ASK_ELSEWHERE


@njit(cache=True, nogil=True)
def _serve_at_once(stocks: Stocks, p: int, desk: Desk) -> float:  # pragma: no cover - compiled
    """Serve what is asked or owed as soon as there is stock, the dearest first; units that were ever missing."""
    first = stocks.stream_first[p]
    desk.backlog[:] = 0.0
    left, missing = 0.0, 0.0
    for t in range(stocks.supply.shape[1]):
        left += stocks.supply[p, t]
        for s in range(first, stocks.stream_first[p + 1]):
            wanted = stocks.demand[s, t] + desk.backlog[s - first]
            units = min(wanted, left)
            if wanted - units <= EXACT * wanted:
                units = wanted
            desk.served[s, t] = units
            left = max(left - units, 0.0)
            missing += wanted - units
            desk.backlog[s - first] = wanted - units if stocks.backorder[s] else 0.0
        desk.closing[p, t] = left
    return missing


@njit(cache=True, nogil=True)
def _stands(stocks: Stocks, i: int, p: int, missing: float, desk: Desk) -> bool:  # pragma: no cover - compiled
    """Whether withholding a little of what is served at once never pays."""
    first, last = stocks.stream_first[p], stocks.stream_first[p + 1]
    for s in range(first, last):
        # What is missing may have to be missed elsewhere or later, unless all wait alike.
        alike = stocks.late[s] == stocks.late[first] and stocks.fare[s] == stocks.fare[first]
        if missing > 0 and not (stocks.backorder[s] and alike):
            return False
        if not _stands_for(stocks, i, p, s, desk):
            return False
    return True


@njit(cache=True, nogil=True)
def _stands_for(stocks: Stocks, i: int, p: int, s: int, desk: Desk) -> bool:  # pragma: no cover - compiled
    """Whether no unit served to the stream costs more than what follows from keeping it, worked out backwards."""
    late, fare, weights = stocks.late[s], stocks.fare[s], stocks.weights
    periods = stocks.supply.shape[1]
    after = -stocks.rich[i]
    if stocks.backorder[s]:
        after += stocks.owed[s] * weights[periods]
    for t in range(periods - 1, -1, -1):
        gain = (stocks.guard[p, t] if desk.closing[p, t] < stocks.safety[p] else 0.0) - stocks.hold[p, t]
        cost = (fare - late) * weights[t]
        if stocks.backorder[s]:
            if t + 1 < periods:
                after = min(after, fare * weights[t + 1])
            after += late * weights[t]
            cost = fare * weights[t]
        after -= gain
        if desk.served[s, t] > 0 and cost > after + EXACT * (abs(cost) + abs(after)):
            return False
    return True


@njit(cache=True, nogil=True)
def _look_ahead_all(stocks: Stocks, i: int, rate: float, desk: Desk) -> float:  # pragma: no cover - compiled
    """Answer the item's stocks at one rate of credit; the units that they end with together."""
    kept = 0.0
    for p in range(stocks.stock_first[i], stocks.stock_first[i + 1]):
        if desk.ahead[p]:
            _look_ahead(stocks, p, (rate, rate, 0.0), desk)
        kept += desk.closing[p, -1]
    return kept


@njit(cache=True, nogil=True)
def _look_ahead(
    stocks: Stocks, p: int, credit: tuple[float, float, float], desk: Desk
) -> None:  # pragma: no cover - compiled
    """Serve one stock best, where all its streams lose what is not served; ``credit``: rich, poor, credited."""
    periods = stocks.supply.shape[1]
    rich, poor, credited = credit
    count = 0
    if credited > 0:
        desk.pieces[0, 0], desk.pieces[1, 0], count = -rich, credited, 1
    desk.pieces[0, count], desk.pieces[1, count] = -poor, np.inf
    count += 1
    for t in range(periods - 1, -1, -1):
        _hold(stocks, p, t, count, desk)
        if t > 0:
            count = _merge(stocks, p, t, desk)
    left = 0.0
    for t in range(periods):
        left = _spread(stocks, p, t, left + stocks.supply[p, t], desk)
        desk.closing[p, t] = left


@njit(cache=True, nogil=True)
def _hold(stocks: Stocks, p: int, t: int, count: int, desk: Desk) -> None:  # pragma: no cover - compiled
    """Add the period's holding and safety cost to the worth of its closing stock, in rising slopes."""
    slopes, lengths = desk.slopes[t], desk.lengths[t]
    above, below = stocks.hold[p, t], stocks.hold[p, t] - stocks.guard[p, t]
    room, size = stocks.safety[p], 0
    for k in range(count):
        length = desk.pieces[1, k]
        if room > 0:
            part = min(length, room)
            slopes[size], lengths[size] = desk.pieces[0, k] + below, part
            size, length, room = size + 1, length - part, room - part
        if length > 0:
            slopes[size], lengths[size] = desk.pieces[0, k] + above, length
            size += 1
    desk.counts[t] = size


@njit(cache=True, nogil=True)
def _merge(stocks: Stocks, p: int, t: int, desk: Desk) -> int:  # pragma: no cover - compiled
    """The worth of stock before the period: demand among the slopes, less what the period itself supplies."""
    s, last = stocks.stream_first[p], stocks.stream_first[p + 1]
    skip, k, size = stocks.supply[p, t], 0, 0
    while k < desk.counts[t]:
        slope, length = desk.slopes[t, k], desk.lengths[t, k]
        if s < last and (stocks.fare[s] - stocks.late[s]) * stocks.weights[t] <= slope:
            slope, length = (stocks.fare[s] - stocks.late[s]) * stocks.weights[t], stocks.demand[s, t]
            s += 1
        else:
            k += 1
        part = min(length, skip)
        skip -= part
        if length > part:
            desk.pieces[0, size], desk.pieces[1, size] = slope, length - part
            size += 1
    return size


@njit(cache=True, nogil=True)
def _spread(stocks: Stocks, p: int, t: int, units: float, desk: Desk) -> float:  # pragma: no cover - compiled
    """Give the units to demand and to closing stock, to the lower slope first; what is kept."""
    kept, k = 0.0, 0
    for s in range(stocks.stream_first[p], stocks.stream_first[p + 1]):
        slope = (stocks.fare[s] - stocks.late[s]) * stocks.weights[t]
        while units > 0 and desk.slopes[t, k] < slope:
            part = min(desk.lengths[t, k], units)
            kept, units, k = kept + part, units - part, k + 1
        desk.served[s, t] = min(stocks.demand[s, t], units)
        units -= desk.served[s, t]
    return kept + units
