"""The board: one plan as numbers that moves change in place, and the exact cost of every change.

A lot is taken off the board and put back with other cases; what that adds to orders, shipments, landings, storage and
the item's closing stock is worked out entity by entity, so that a move is accepted on its true cost. Money of budgets
is charged at a price; rules that a move may still break (minima, hard limits) at penalties, which later passes raise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.by_stock import serve_best
from optimizer.strategies.decomposed.lots import Lots, missing_money

BOX_TOLERANCE = 5e-7
NEVER = 1e15
NEVER_SPILL = 1e3
"""A penalty from which a budget is a limit that no single answer may pass."""


class Terms(NamedTuple):
    """What choices, lines and shared limits cost; arrays as in ``parts.Choices``, ``parts.Lines``, ``shared.Shared``.

    Variants (V,) are what the programme of one lot chooses from: ``variant_choice`` names the choice behind each, and
    ``variant_part`` 0 the whole of it, 1 the cases that fit what is paid already (free space, a minimum charge not yet
    reached), 2 those beyond.
    """

    choice_first: Ints
    choice_line: Ints
    choice_order: Ints
    choice_shipment: Ints
    choice_landing: Ints
    choice_purse: Ints
    arrival: Ints
    units: Floats
    value: Floats
    gross: Floats
    rate: Floats
    m3: Floats
    kg: Floats
    load: Floats
    weight: Floats
    most: Ints
    variant_first: Ints
    variant_choice: Ints
    variant_part: Ints
    line_base: Ints
    line_order: Ints
    line_purse: Ints
    line_weight: Floats
    line_low: Floats
    line_high: Floats
    line_cost: Floats
    line_fixed: Floats
    line_gross: Floats
    line_set_up: Floats
    order_cost: Floats
    least: Floats
    capacity: Floats
    capacity_over: Floats
    shipment_cost: Floats
    min_charge: Floats
    boxed: Bools
    box_m3: Floats
    box_kg: Floats
    box_cost: Floats
    most_boxes: Floats
    purse_first: Ints
    purse_budget: Ints
    amount: Floats
    storage: Floats
    storage_over: Floats
    inbound_m3: Floats
    inbound_units: Floats
    lot_item: Ints
    lot_node: Ints
    lot_m3: Floats
    hold: Floats
    rich: Floats
    poor: Floats
    most_credit: Floats


class Board(NamedTuple):
    """A plan: ``cases`` (K,), ``stock`` (P, T), and what they add up to for everything shared."""

    cases: Ints
    stock: Floats
    closing: Floats
    line_units: Floats
    line_count: Ints
    base_open: Ints
    order_lines: Ints
    order_held: Floats
    order_load: Floats
    shipment_count: Ints
    shipment_m3: Floats
    shipment_kg: Floats
    shipment_charge: Floats
    stored: Floats
    landed_m3: Floats
    landed_units: Floats
    spent: Floats
    used: Floats


class Steering(NamedTuple):
    """Money per unit of what is scarce, and penalties for rules that a move may still break.

    ``money`` (purses,); of hard limits ``capacity`` (orders,), ``storage``, ``inbound_m3``, ``inbound_units`` (cells,);
    ``box_m3``, ``box_kg`` (shipments,) beyond what a container costs; ``minimum`` (4, orders): penalty per unit an
    order lacks; ``spill`` (budgets,): per unit of money above a budget; ``broken``: per unit of any other rule.
    """

    money: Floats
    capacity: Floats
    storage: Floats
    inbound_m3: Floats
    inbound_units: Floats
    box_m3: Floats
    box_kg: Floats
    minimum: Floats
    spill: Floats
    broken: float


@njit(cache=True, nogil=True)
def _order_money(terms: Terms, board: Board, prices: Steering, o: int) -> float:
    if board.order_lines[o] == 0:
        return 0.0
    money = terms.order_cost[o]
    for m in range(4):
        missing = terms.least[m, o] - board.order_held[m, o]
        if missing > 1e-9:
            money += prices.minimum[m, o] * missing
    money += prices.capacity[o] * board.order_load[o]
    over = board.order_load[o] - terms.capacity[o]
    if over > 1e-9:
        money += min(terms.capacity_over[o], prices.broken) * over
    return money


@njit(cache=True, nogil=True)
def _line_money(terms: Terms, board: Board, prices: Steering, line: int) -> float:
    if board.line_count[line] == 0:
        return 0.0
    money = terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
    units = board.line_units[line]
    if units < terms.line_low[line] - 1e-6:
        money += prices.broken * (terms.line_low[line] - units)
    if units > terms.line_high[line] + 1e-6:
        money += prices.broken * (units - terms.line_high[line])
    return money


@njit(cache=True, nogil=True)
def boxes_of(terms: Terms, m3: float, kg: float, a: int) -> float:
    """Whole containers that hold a load; none on a lane without."""
    if not terms.boxed[a]:
        return 0.0
    return max(1.0, np.ceil(max(m3 / terms.box_m3[a], kg / terms.box_kg[a]) - BOX_TOLERANCE))


@njit(cache=True, nogil=True)
def _shipment_money(terms: Terms, board: Board, prices: Steering, a: int, weight: float) -> float:
    if board.shipment_count[a] == 0:
        return 0.0
    boxes = boxes_of(terms, board.shipment_m3[a], board.shipment_kg[a], a)
    money = terms.shipment_cost[a] + boxes * terms.box_cost[a]
    money += max(terms.min_charge[a], weight * board.shipment_charge[a])
    money += prices.box_m3[a] * board.shipment_m3[a] + prices.box_kg[a] * board.shipment_kg[a]
    if boxes > terms.most_boxes[a]:
        money += prices.broken * (boxes - terms.most_boxes[a]) * min(terms.box_m3[a], terms.box_kg[a])
    return money


@njit(cache=True, nogil=True)
def spend(terms: Terms, board: Board, prices: Steering, purse: int, money: float) -> float:
    """Charge a purse and its budgets; what the change of their overruns costs."""
    cost = money * prices.money[purse]
    board.spent[purse] += money
    for j in range(terms.purse_first[purse], terms.purse_first[purse + 1]):
        b = terms.purse_budget[j]
        before = max(0.0, board.used[b] - terms.amount[b])
        board.used[b] += money
        cost += prices.spill[b] * (max(0.0, board.used[b] - terms.amount[b]) - before)
    return cost


@njit(cache=True, nogil=True)
def _landing_money(terms: Terms, board: Board, prices: Steering, cell: int) -> float:
    over = max(0.0, board.landed_m3[cell] - terms.inbound_m3[cell])
    money = prices.broken * (over + max(0.0, board.landed_units[cell] - terms.inbound_units[cell]))
    money += prices.inbound_m3[cell] * board.landed_m3[cell]
    return money + prices.inbound_units[cell] * board.landed_units[cell]


@njit(cache=True, nogil=True)
def _storage_money(terms: Terms, board: Board, prices: Steering, cell: int) -> float:
    over = max(0.0, board.stored[cell] - terms.storage[cell])
    return prices.storage[cell] * board.stored[cell] + min(terms.storage_over[cell], prices.broken) * over


@njit(cache=True, nogil=True)
def _credit(terms: Terms, lot: int, closing: float) -> float:
    kept = min(closing, terms.most_credit[terms.lot_item[lot]])
    return terms.rich[lot] * kept + terms.poor[lot] * (closing - kept)


@njit(cache=True, nogil=True)
def serve(lots: Lots, terms: Terms, p: int, cases: Ints, hold: Floats, arrivals: Floats, stock: Floats) -> None:
    """Closing stock of lot p with these cases under the best service, beside what the other lots close with."""
    arrivals[:] = 0.0
    for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
        arrivals[terms.arrival[k]] += cases[k] * terms.units[k]
    serve_best(lots, p, arrivals, hold, terms.rich[p], terms.poor[p], stock)


@njit(cache=True, nogil=True)
def own_money(lots: Lots, terms: Terms, p: int, cases: Ints, stock: Floats) -> float:
    """What closing stock (T,) and shortage of lot p cost with these cases, storage and the credit aside."""
    periods = lots.demand.shape[1]
    k, end = terms.choice_first[p], terms.choice_first[p + 1]
    level = lots.opening[p]
    money = 0.0
    late = lots.backorder[p]
    for t in range(periods):
        level += lots.inbound[p, t] - lots.demand[p, t]
        while k < end and terms.arrival[k] == t:
            level += cases[k] * terms.units[k]
            k += 1
        if late:
            if level < 0.0:
                money -= level * lots.wait[p, t]
        else:
            short = stock[t] - level
            if short > 1e-9:
                money += missing_money(lots, p * periods + t, short)
            level = stock[t]
        money += terms.hold[p, t] * stock[t]
        if stock[t] < lots.safety[p]:
            money += lots.guard[p, t] * (lots.safety[p] - stock[t])
    if late and level < 0.0:
        money -= level * lots.owed[p]
    return money


@njit(cache=True, nogil=True)
def put(terms: Terms, board: Board, prices: Steering, p: int, cases: Ints, stock: Floats, sign: int) -> float:
    """Put lot p on the board with ``cases`` and ``stock`` (sign 1) or take it off (-1); the money that changes."""
    periods = stock.size
    money = 0.0
    for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
        q = cases[k]
        if q == 0:
            continue
        line, a, cell = terms.choice_line[k], terms.choice_shipment[k], terms.choice_landing[k]
        o, purse = terms.choice_order[k], terms.choice_purse[k]
        money -= _order_money(terms, board, prices, o) + _line_money(terms, board, prices, line)
        money -= _shipment_money(terms, board, prices, a, terms.weight[k]) + _landing_money(terms, board, prices, cell)
        amount = sign * q
        before = board.line_count[line]
        board.line_count[line] += sign
        board.line_units[line] += amount * terms.units[k]
        opened = (1 if board.line_count[line] > 0 else 0) - (1 if before > 0 else 0)
        if opened != 0:
            base = terms.line_base[line]
            other = board.base_open[base]
            board.base_open[base] += opened
            if opened > 0 and other > 0:
                money += prices.broken * 1e6  # two tiers of one line cannot both be open
            elif opened < 0 and other > 1:
                money -= prices.broken * 1e6
            board.order_lines[o] += opened
            board.order_held[0, o] += opened * terms.line_fixed[line]
            board.order_load[o] += opened * terms.line_set_up[line]
            money += spend(terms, board, prices, terms.line_purse[line], opened * terms.line_gross[line])
        board.order_held[0, o] += amount * terms.value[k]
        board.order_held[1, o] += amount * terms.units[k]
        board.order_held[2, o] += amount * terms.kg[k]
        board.order_held[3, o] += amount * terms.m3[k]
        board.order_load[o] += amount * terms.load[k]
        board.shipment_count[a] += sign
        if board.shipment_count[a] == 0:
            board.shipment_m3[a] = board.shipment_kg[a] = board.shipment_charge[a] = 0.0
        else:
            board.shipment_m3[a] += amount * terms.m3[k]
            board.shipment_kg[a] += amount * terms.kg[k]
            board.shipment_charge[a] += amount * terms.rate[k]
        board.landed_m3[cell] += amount * terms.m3[k]
        board.landed_units[cell] += amount * terms.units[k]
        money += spend(terms, board, prices, purse, amount * terms.gross[k])
        money += _order_money(terms, board, prices, o) + _line_money(terms, board, prices, line)
        money += _shipment_money(terms, board, prices, a, terms.weight[k]) + _landing_money(terms, board, prices, cell)
        money += amount * terms.gross[k] * terms.weight[k]
    node, m3 = terms.lot_node[p], terms.lot_m3[p]
    for t in range(periods):
        cell = node * periods + t
        money -= _storage_money(terms, board, prices, cell)
        board.stored[cell] += sign * m3 * stock[t]
        money += _storage_money(terms, board, prices, cell)
    item = terms.lot_item[p]
    money += _credit(terms, p, board.closing[item])
    board.closing[item] = max(0.0, board.closing[item] + sign * stock[periods - 1])
    money -= _credit(terms, p, board.closing[item])
    return money


@njit(cache=True, nogil=True)
def take_off(lots: Lots, terms: Terms, board: Board, prices: Steering, begin: int, end: int) -> float:
    """Take lots begin .. end off the board; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money -= put(terms, board, prices, p, board.cases, board.stock[p], -1)
    return money


@njit(cache=True, nogil=True)
def put_on(lots: Lots, terms: Terms, board: Board, prices: Steering, begin: int, end: int) -> float:
    """Put lots begin .. end on the board with the cases and stock it has for them; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money += put(terms, board, prices, p, board.cases, board.stock[p], 1)
    return money


@njit(cache=True, nogil=True)
def fill(wide: Lots, terms: Terms, board: Board, prices: Steering, cases: Ints) -> None:
    """Put every lot on an empty board with ``cases`` (K,), each served as is best for it."""
    arrivals = np.empty(board.stock.shape[1])
    board.cases[:] = cases
    for p in range(board.stock.shape[0]):
        item = terms.lot_item[p]
        wide.credited[p] = max(0.0, terms.most_credit[item] - board.closing[item])
        serve(wide, terms, p, board.cases, terms.hold[p], arrivals, board.stock[p])
        put(terms, board, prices, p, board.cases, board.stock[p], 1)
