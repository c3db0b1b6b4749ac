"""An item's decisions solved again, with and without one of its order lines, all else of the plan standing as it is.

Where money or capacity is used up, or an order just meets its minimum, lots that answer one by one are stuck: one would
have to give way to another. So the item also answers at prices of money, capacity and minima, with no limit in the way,
and the prices are raised or lowered until what it then takes fits: the best of what fits counts, at its true cost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Mood, put_on, serve, take_off
from optimizer.strategies.decomposed.common import MISSING
from optimizer.strategies.decomposed.moves import Desk, Items, Scratch, best_of_items, respond, scratch_of
from optimizer.strategies.decomposed.offers import NOTHING, holding

SWEEPS = 6
"""Times that the lots of an item answer one after the other, at most, before the item answers as a whole."""

FIRST_PRICE = 0.05
"""Money per unit of money of a price that was 0 and is too low."""


class Effort(NamedTuple):
    """Cases of branch and bound of every item (items,), rounds of its multipliers, and prices to try."""

    cases: Ints
    rounds: int
    prices: int


class Scarce(NamedTuple):
    """Prices of money (budgets,) and of suppliers' capacity (orders,), 0 where a limit is soft.

    ``budget_over`` (budgets,), ``order_over`` (orders,): money per unit beyond, 0 where a limit is hard.
    """

    money: Floats
    capacity: Floats
    budget_over: Floats
    order_over: Floats


class Told(NamedTuple):
    """What is filled, one a job: ``dropped``, ``solved``, ``improvable`` money, ``lacks`` (jobs, 4), ``answer`` cases.

    ``answer``[first[j] : first[j + 1]] are the cases of the choices of job j's item.
    """

    dropped: Floats
    solved: Floats
    improvable: Floats
    lacks: Floats
    first: Ints
    answer: Ints


@njit(cache=True, nogil=True)
def _price(desk: Desk, a: int, b: int, scarce: Scarce, prices: Floats) -> None:
    """Charge lots a .. b for what is scarce, and lift the limits.

    ``prices``: of budgets, of orders' capacity, of orders' minima in money per unit of money.
    """
    budgets, count = scarce.money.size, scarce.capacity.size
    terms, common = desk.terms, desk.board.common
    for k in range(terms.choice_first[a], terms.choice_first[b]):
        u, o = terms.choice_purse[k], terms.choice_order[k]
        price = 0.0
        for j in range(terms.purse_first[u], terms.purse_first[u + 1]):
            price += prices[terms.purse_budget[j]]
        common.purses[u].price = price
        order = common.orders[o]
        order.price = prices[budgets + o]
        order.over = scarce.order_over[o]
        for m in range(4):
            # what one more unit is worth where one more of money is worth the price
            each = order.held[0] / order.held[m] if order.held[m] > 0.0 else 0.0
            order.short[m] = prices[budgets + count + o] * each
    for n in range(budgets):
        common.budgets[n].over = scarce.budget_over[n]


@njit(cache=True, nogil=True)
def _true(desk: Desk, a: int, b: int, budget_over: Floats, order_over: Floats, short: float) -> None:
    """Charge what things cost in truth; ``short`` money per unit that a minimum lacks."""
    terms, common = desk.terms, desk.board.common
    for k in range(terms.choice_first[a], terms.choice_first[b]):
        o = terms.choice_order[k]
        common.purses[terms.choice_purse[k]].price = 0.0
        common.orders[o].price = 0.0
        common.orders[o].over = order_over[o]
        common.orders[o].short[:] = short
    for n in range(budget_over.size):
        common.budgets[n].over = budget_over[n]


@njit(cache=True, nogil=True)
def _follow(price: float, low: float, high: float, over: bool) -> tuple[float, float, float]:
    """The next price, and between which it lies: higher where too much was taken, lower where not."""
    if over:
        low = price
    else:
        high = price
    price = max(2.0 * low, FIRST_PRICE) if high == np.inf else 0.5 * (low + high)
    return price, low, high


@njit(cache=True, nogil=True)
def _followed(desk: Desk, lines: Ints, trial: Floats, waived: int) -> bool:
    """Set the next prices of what is scarce to an item of these order lines; whether it keeps every limit and minimum.

    ``trial`` (3, budgets + orders + orders): prices, and between which they lie; ``waived``: an order without minima.
    """
    terms, (orders, _, _, _, budgets) = desk.terms, desk.board.common
    fits = True
    for n in range(budgets.size):
        budget = budgets[n]
        if budget.hard > 0:
            over = budget.used > budget.amount + 1e-6 * (1.0 + budget.amount)
            fits = fits and not over
            trial[0, n], trial[1, n], trial[2, n] = _follow(trial[0, n], trial[1, n], trial[2, n], over)
    last = -1
    for line in lines:  # the tiers of a line stand one after the other
        o = terms.line_order[line]
        order = orders[o]
        if o == last:
            continue
        last = o
        if order.hard > 0:
            over = order.load > order.capacity + 1e-6 * (1.0 + order.capacity)
            fits = fits and not over
            n = budgets.size + o
            trial[0, n], trial[1, n], trial[2, n] = _follow(trial[0, n], trial[1, n], trial[2, n], over)
        if o != waived:
            missing = False
            for m in range(4):
                missing = missing or order.least[m] - order.held[m] > MISSING * (1.0 + order.least[m])
            missing = missing and order.lines > 0
            fits = fits and not missing
            n = budgets.size + orders.size + o
            trial[0, n], trial[1, n], trial[2, n] = _follow(trial[0, n], trial[1, n], trial[2, n], missing)
    return fits


@njit(cache=True, nogil=True)
def _swept(desk: Desk, mood: Mood, a: int, b: int, room: Scratch) -> None:
    """Lots a .. b answer one after the other, until nothing changes."""
    for _ in range(SWEEPS):
        better = 0.0
        for p in range(a, b):
            better += respond(desk, mood, p, NOTHING, room, 0)
        if better > -1e-7:
            break


@njit(cache=True, nogil=True)
def _stands(desk: Desk, mood: Mood, a: int, b: int) -> float:
    """What lots a .. b cost on the board."""
    money = take_off(desk.lots, desk.terms, desk.board, mood, a, b)
    put_on(desk.lots, desk.terms, desk.board, mood, a, b)
    return money


@njit(cache=True, nogil=True)
def _put(desk: Desk, mood: Mood, a: int, b: int, cases: Ints, stock: Floats) -> float:
    """Exchange what lots a .. b have on the board; what they then cost."""
    lots, _, terms, board = desk
    take_off(lots, terms, board, mood, a, b)
    board.cases[terms.choice_first[a] : terms.choice_first[b]] = cases
    board.stock[a:b] = stock
    return put_on(lots, terms, board, mood, a, b)


@njit(cache=True, nogil=True)
def _bettered(
    desk: Desk, mood: Mood, items: Items, i: int, effort: Effort, scarce: Scarce, budget_over: Floats,
    order_over: Floats, waived: int, room: Scratch,
) -> float:  # fmt: skip
    """Let item i do what is best for it, from what it has on the board; what its lots then cost.

    ``waived``: an order that it cannot bring to its minima, or -1.
    """
    terms, board = desk.terms, desk.board
    a, b = items.lot_first[i], items.lot_first[i + 1]
    begin, end = terms.choice_first[a], terms.choice_first[b]
    from_cases, from_stock = board.cases[begin:end].copy(), board.stock[a:b].copy()
    _swept(desk, mood, a, b, room)
    best = _stands(desk, mood, a, b)
    cases, stock = board.cases[begin:end].copy(), board.stock[a:b].copy()
    budgets, orders = scarce.money.size, scarce.capacity.size
    short = board.common.orders[0].short[0] if orders > 0 else 0.0
    trial = np.zeros((3, budgets + 2 * orders))
    trial[0, :budgets], trial[0, budgets : budgets + orders] = scarce.money, scarce.capacity
    trial[2] = np.inf
    free, lines = Mood(mood.broken, 0), items.line_of[items.line_first[i] : items.line_first[i + 1]]
    for _ in range(effort.prices):
        _put(desk, mood, a, b, from_cases, from_stock)
        _price(desk, a, b, scarce, trial[0])
        _swept(desk, free, a, b, room)
        _true(desk, a, b, budget_over, order_over, short)
        if _followed(desk, lines, trial, waived):
            _swept(desk, mood, a, b, room)
            cost = _stands(desk, mood, a, b)
            if cost < best - 1e-9 * (1.0 + abs(best)):
                best = cost
                cases[:], stock[:] = board.cases[begin:end], board.stock[a:b]
    _put(desk, mood, a, b, cases, stock)
    chosen = np.empty(1, np.int64)
    chosen[0] = i
    best_of_items(desk, mood, chosen, items, effort.cases, effort.rounds)
    return _stands(desk, mood, a, b)


@njit(cache=True, nogil=True)
def without_lines(
    desk: Desk, mood: Mood, items: Items, item: Ints, line: Ints, effort: Effort, scarce: Scarce, told: Told
) -> None:
    """Shut each line (jobs, those of an item one after the other) in turn, and put everything back.

    ``line``: positions as in ``Lines.base_line``, shut at every price tier. ``told.dropped``: money lost (positive)
    where nothing is bought instead; ``solved``: cost of the best found without the line less that of the best found
    with it; ``improvable``: by how much the latter is better than the plan; ``lacks``: what the line's order then lacks
    of its minima (not in the money).
    """
    lots, wide, terms, board = desk
    room = scratch_of(desk)
    profile = np.empty(lots.demand.shape[1])
    budget_over, order_over = board.common.budgets["over"].copy(), board.common.orders["over"].copy()
    base, last = 0.0, -1
    for j in range(item.size):
        i = item[j]
        a, b = items.lot_first[i], items.lot_first[i + 1]
        begin, end = terms.choice_first[a], terms.choice_first[b]
        kept, kept_stock, most = board.cases[begin:end].copy(), board.stock[a:b].copy(), terms.most[begin:end].copy()
        old = _stands(desk, mood, a, b)
        if i != last:
            base = _bettered(desk, mood, items, i, effort, scarce, budget_over, order_over, -1, room)
            _put(desk, mood, a, b, kept, kept_stock)
            last = i
        take_off(lots, terms, board, mood, a, b)
        o = -1
        for k in range(begin, end):
            if terms.line_base[terms.choice_line[k]] == line[j]:
                board.cases[k], terms.most[k] = 0, 0
                o = terms.choice_order[k]
        new = 0.0
        for p in range(a, b):
            wide.credited[p] = max(0.0, terms.most_credit[i] - board.closing[i])
            holding(terms, board, p, room.hold)
            serve(wide, terms, p, board.cases, room.hold, profile, board.stock[p])
            new += put_on(lots, terms, board, mood, p, p + 1)
        fined = _lacking(board.common.orders[o], told.lacks[j])
        told.dropped[j] = new - old - fined
        best = _bettered(desk, mood, items, i, effort, scarce, budget_over, order_over, o, room)
        told.improvable[j] = old - base
        told.solved[j] = best - _lacking(board.common.orders[o], told.lacks[j]) - base
        told.answer[told.first[j] : told.first[j + 1]] = board.cases[begin:end]
        take_off(lots, terms, board, mood, a, b)
        board.cases[begin:end] = kept
        board.stock[a:b] = kept_stock
        terms.most[begin:end] = most
        put_on(lots, terms, board, mood, a, b)


@njit(cache=True, nogil=True)
def _lacking(order, lacks):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - a record has no type to name
    """Fill what an order lacks of its minima; what it is fined for that."""
    fined = 0.0
    for m in range(4):
        missing = order.least[m] - order.held[m]
        lacks[m] = 0.0
        if order.lines > 0 and missing > MISSING * (1.0 + order.least[m]):
            lacks[m] = missing
            fined += order.short[m] * missing + order.fine
    return fined
