"""How little one item can cost at given prices: branch and bound over its order lines.

The lots of an item share order lines: the fixed cost of a line is split over its choices, its least quantity is priced.
What that leaves open is closed by cases: the line stays shut, or it is paid for. In every case the item costs at least

    sum over lots of their lot sizing + sum over paid lines of (fixed + m . least) - theta . most credited units

with the fixed cost of undecided lines shared out and every unit of a line rebated by m. The least of all open cases is
a bound; the case that gives it is split on the line that is paid for least, until nothing is left to split or the cases
run out. Each case begins with its parent's shares and rebates and improves them by a few steps. Where all lines are
decided and one that is paid for still misses its least quantity (or pays rebates beyond it), the case is split on the
cases of one of its choices: at most so many, or more.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.lot_sizing import solve_lot
from optimizer.strategies.decomposed.lots import Lots

FREE, SHUT, PAID = 0, 1, 2
FORCE = 1e7
"""Money offered for using a choice that a case prescribes, and taken back: more than any lot can be worth."""


@njit(cache=True, nogil=True)
def _evaluate(
    lots: Lots, lot_begin: int, lot_end: int, local: Ints, cost0: Floats, fixed0: Floats, price: Floats, least: Floats,
    units: Floats, state: Ints, rebate: Floats, share: Floats, total: Floats, hold: Floats, rich: Floats, poor: Floats,
    theta: float, most_credit: float, many: bool, least_cases: Ints, low: Ints, high: Ints, cost: Floats,
    fixed: Floats, quantity: Ints, stock: Floats,
) -> float:
    """The bound of one case; ``cost``, ``fixed``, ``lots.high`` are set for it, ``quantity`` and ``stock`` answer."""
    ka, kb = lots.choice_first[lot_begin], lots.choice_first[lot_end]
    total[:] = 0.0
    for k in range(ka, kb):
        total[local[k]] += share[k - ka]
    bound = 0.0
    for j in range(state.size):
        if state[j] == PAID:
            bound += price[j] + rebate[j] * least[j]
    for k in range(ka, kb):
        j = local[k]
        cost[k] = cost0[k] - rebate[j] * units[k]
        fixed[k] = fixed0[k]
        lots.high[k] = 0 if state[j] == SHUT else high[k - ka]
        lots.low[k] = max(least_cases[k], low[k - ka])
        if low[k - ka] > 0:
            if lots.high[k] < low[k - ka]:
                return np.inf
            fixed[k] -= FORCE
            bound += FORCE
        if state[j] == FREE:
            fixed[k] += (price[j] + rebate[j] * least[j]) * share[k - ka] / total[j]
    for p in range(lot_begin, lot_end):
        worth = max(rich[p] - theta, poor[p]) if many else rich[p]
        bound += solve_lot(lots, p, hold[p], worth, poor[p], cost, fixed, quantity, stock[p])
    if many:
        bound -= theta * most_credit
    return bound


@njit(cache=True, nogil=True)
def bound_of_item(
    lots: Lots, lot_begin: int, lot_end: int, lines: Ints, local: Ints, cost0: Floats, fixed0: Floats, price0: Floats,
    least0: Floats, alone: Bools, units: Floats, rebate0: Floats, share0: Floats, hold: Floats, rich: Floats,
    poor: Floats, theta: float, most_credit: float, most: Ints, least_cases: Ints, most_cases: int, rounds: int,
    cost: Floats, fixed: Floats, quantity: Ints, stock: Floats, answer: Ints,
) -> tuple[float, float, int]:
    """A proven least cost of the item, the cost of the cases in ``answer`` (infinite where none were found), effort.

    Improves ``rebate0`` and ``share0`` of its lines where the root did.
    """
    ka, kb = lots.choice_first[lot_begin], lots.choice_first[lot_end]
    count, width = lines.size, kb - ka
    many = lot_end - lot_begin > 1
    price, least = np.empty(count), np.empty(count)
    for j in range(count):
        price[j], least[j] = price0[lines[j]], 0.0 if alone[lines[j]] else least0[lines[j]]
    state = np.zeros((most_cases + 2, count), np.int64)
    rebate, share = np.zeros((most_cases + 2, count)), np.zeros((most_cases + 2, width))
    bounds, split = np.full(most_cases + 2, np.inf), np.full(most_cases + 2, -1)
    loose, tried = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    lowest, topmost = np.zeros(count), np.zeros(count)
    total, paid, bought, used = np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count)
    try_rebate, try_share = np.zeros(count), np.zeros(width)
    low, high = np.zeros((most_cases + 2, width), np.int64), np.zeros((most_cases + 2, width), np.int64)
    fewest, largest = np.zeros(width, np.int64), np.zeros(width, np.int64)
    middle = np.zeros(most_cases + 2, np.int64)
    for k in range(ka, kb):
        high[0, k - ka] = most[k]
    for j in range(count):
        rebate[0, j] = 0.0 if alone[lines[j]] else rebate0[lines[j]]
    for k in range(ka, kb):
        share[0, k - ka] = share0[k]
    found = np.inf
    cases = 1
    pending = 0
    other = -1
    while True:
        for turn in range(2):
            node = pending if turn == 0 else other
            if node < 0:
                continue
            best = -np.inf
            fewest[:] = 2**40
            largest[:] = -1
            lowest[:] = 0.0
            topmost[:] = np.inf
            loose[:] = False
            tried[:] = False
            last = -1
            try_rebate[:] = rebate[node]
            try_share[:] = share[node]
            for step in range(rounds):
                value = _evaluate(
                    lots, lot_begin, lot_end, local, cost0, fixed0, price, least, units, state[node], try_rebate,
                    try_share, total, hold, rich, poor, theta, most_credit, many, least_cases, low[node], high[node],
                    cost, fixed, quantity, stock,
                )
                if value == np.inf:
                    best = np.inf
                    split[node] = -1
                    break
                paid[:] = 0.0
                bought[:] = 0.0
                used[:] = 0.0
                for k in range(ka, kb):
                    if quantity[k] > 0:
                        j = local[k]
                        bought[j] += quantity[k] * units[k]
                        used[j] += 1.0
                        paid[j] += try_share[k - ka] / total[j]
                    fewest[k - ka] = min(fewest[k - ka], quantity[k])
                    largest[k - ka] = max(largest[k - ka], quantity[k])
                slight = 1e-7 * (1.0 + abs(value))
                worst, at = slight, -1
                clean = True
                for j in range(count):
                    if alone[lines[j]]:
                        continue
                    charge = price[j] + try_rebate[j] * least[j]
                    unpaid = 0.0
                    if state[node, j] == FREE and used[j] > 0:
                        unpaid = charge * (1.0 - paid[j])
                    off = try_rebate[j] * max(bought[j] - least[j], 0.0) if used[j] > 0 else 0.0
                    if (used[j] > 0 or state[node, j] == PAID) and bought[j] < least[j] - 1e-9:
                        off += (least[j] - bought[j]) * cost0[_any(local, ka, kb, j)] / units[_any(local, ka, kb, j)]
                    if unpaid + off > slight:
                        clean = False
                    if state[node, j] == PAID and off > slight:
                        loose[j] = True
                    if state[node, j] == FREE and unpaid + off > worst:
                        worst, at = unpaid + off, j
                if at >= 0:
                    last = at
                if value > best:
                    best = value
                    rebate[node] = try_rebate
                    share[node] = try_share
                    split[node] = -1 if clean else at
                if clean:
                    slack = 0.0
                    if many:
                        closing, worth = 0.0, 0.0
                        for p in range(lot_begin, lot_end):
                            worth = max(worth, rich[p])
                            closing += min(max(stock[p, stock.shape[1] - 1], 0.0), lots.credited[p])
                        slack = theta * max(most_credit - closing, 0.0)
                        slack += (worth - theta - poor[lot_begin]) * max(closing - most_credit, 0.0)
                    if value + slack < found:
                        found = value + slack
                        for k in range(ka, kb):
                            answer[k] = quantity[k]
                    break
                if step + 1 < rounds:
                    pace = 0.5 / (1.0 + step)
                    for j in range(count):
                        if alone[lines[j]] or least[j] <= 0.0:
                            continue
                        on = 1.0 if state[node, j] == PAID else min(1.0, paid[j])
                        if state[node, j] == FREE and used[j] == 0:
                            on = 0.0
                        missing = (on * least[j] - bought[j]) / least[j]
                        k = _any(local, ka, kb, j)
                        scale = 0.3 * cost0[k] / units[k]
                        if state[node, j] == PAID:
                            # one line, one price: double it until the line is reached, then halve the bracket
                            if missing > 0.0:
                                lowest[j] = try_rebate[j]
                            else:
                                topmost[j] = try_rebate[j]
                            if lowest[j] == 0.0 and not tried[j] and topmost[j] < np.inf:
                                tried[j] = True  # most often the line is reached without any rebate
                                try_rebate[j] = 0.0
                            elif topmost[j] < np.inf:
                                try_rebate[j] = 0.5 * (lowest[j] + topmost[j])
                            else:
                                try_rebate[j] = min(max(2.0 * try_rebate[j], 0.1 * scale), 3.3 * scale)
                            continue
                        try_rebate[j] = min(
                            max(try_rebate[j] + pace * scale * min(max(missing, -1.0), 1.0), 0.0),
                            0.6 * cost0[k] / units[k],
                        )
                    for k in range(ka, kb):
                        j = local[k]
                        if state[node, j] == FREE and used[j] > 0 and not alone[lines[j]]:
                            on = 1.0 if quantity[k] > 0 else 0.0
                            try_share[k - ka] = max(try_share[k - ka] * np.exp(2.0 * pace * (on - paid[j])), 1e-9)
            bounds[node] = best
            if split[node] == -1 and not clean and best < np.inf:
                widest = 0.0
                for k in range(ka, kb):
                    spread = (largest[k - ka] - fewest[k - ka]) * units[k]
                    if loose[local[k]] and spread > widest:
                        widest = spread
                        split[node] = count + k - ka
                        middle[node] = (largest[k - ka] + fewest[k - ka]) // 2
                if split[node] == -1:
                    split[node] = last
        # the least open case
        at = 0
        for node in range(cases):
            if bounds[node] < bounds[at]:
                at = node
        if cases == 1:
            for j in range(count):
                if not alone[lines[j]]:
                    rebate0[lines[j]] = rebate[0, j]
            for k in range(ka, kb):
                share0[k] = share[0, k - ka]
        if split[at] < 0 or cases + 1 > most_cases:
            return bounds[at], found, cases
        line = split[at]
        pending, other = at, cases
        state[other], rebate[other], share[other] = state[at], rebate[at], share[at]
        low[other], high[other] = low[at], high[at]
        if line < count:
            state[pending, line], state[other, line] = SHUT, PAID
        else:
            high[pending, line - count] = middle[at]
            low[other, line - count] = middle[at] + 1
        cases += 1


@njit(cache=True, nogil=True)
def _any(local: Ints, ka: int, kb: int, j: int) -> int:
    for k in range(ka, kb):
        if local[k] == j:
            return k
    return ka


@njit(cache=True, nogil=True)
def bound_items(
    lots: Lots, begin: int, end: int, item_lot: Ints, item_line_first: Ints, item_line: Ints,
    local: Ints, cost0: Floats, fixed0: Floats, price: Floats, least: Floats, alone: Bools, units: Floats,
    rebate: Floats, share: Floats, hold: Floats, rich: Floats, poor: Floats, theta: Floats, most_credit: Floats,
    most: Ints, least_cases: Ints, most_cases: Ints, rounds: int, bounds: Floats, found: Floats, work: Ints,
    answer: Ints,
) -> None:
    """``bounds`` (items,) of items begin .. end, by at most ``most_cases`` (items,) each.

    ``item_lot`` (items + 1,) says where their lots begin.
    """
    cost, fixed = np.empty(cost0.size), np.empty(cost0.size)
    quantity = np.zeros(cost0.size, np.int64)
    stock = np.empty(lots.demand.shape)
    for i in range(begin, end):
        a, b = item_lot[i], item_lot[i + 1]
        if a == b:
            bounds[i] = 0.0
            continue
        lines = item_line[item_line_first[i]:item_line_first[i + 1]]
        bounds[i], found[i], work[i] = bound_of_item(
            lots, a, b, lines, local, cost0, fixed0, price, least, alone, units, rebate, share, hold, rich, poor,
            theta[i], most_credit[i], most, least_cases, most_cases[i], rounds, cost, fixed, quantity, stock, answer,
        )
        for k in range(lots.choice_first[a], lots.choice_first[b]):
            lots.low[k], lots.high[k] = least_cases[k], most[k]
