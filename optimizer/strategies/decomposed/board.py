"""The board: one plan as numbers that moves change in place, and the exact cost of every change.

A lot is taken off the board and put back with other cases; what that adds to orders, shipments, landings, storage and
the item's closing stock is worked out record by record, so that a move is accepted on its true cost. Money of budgets
is charged at a price; rules that a move may still break (minima, hard limits) at penalties, which later passes raise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.by_stock import serve_best
from optimizer.strategies.decomposed.common import (
    Common,
    landing_money,
    order_money,
    shipment_money,
    spend,
    storage_money,
)
from optimizer.strategies.decomposed.lots import Lots, missing_money


class Terms(NamedTuple):
    """What choices and lines of a part cost and use; arrays as in ``parts.Choices`` and ``parts.Lines``.

    Variants (V,) are what the programme of one lot chooses from: ``variant_choice`` names the choice behind each, and
    ``variant_part`` 0 the whole of it, 1 the cases that fit what is paid already (free space, a minimum charge not yet
    reached), 2 those beyond (with one more container), 3 those that take several more containers. ``line_once``:
    discounted money of opening a line. ``purse_first``, ``purse_budget``: the budgets of each purse.
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
    line_low: Floats
    line_high: Floats
    line_once: Floats
    line_fixed: Floats
    line_gross: Floats
    line_set_up: Floats
    purse_first: Ints
    purse_budget: Ints
    lot_item: Ints
    lot_node: Ints
    lot_m3: Floats
    hold: Floats
    rich: Floats
    poor: Floats
    most_credit: Floats


class Board(NamedTuple):
    """A plan: ``cases`` (K,), ``stock`` (P, T), what they add up to for items and lines, and for all that is shared."""

    cases: Ints
    stock: Floats
    closing: Floats
    line_units: Floats
    line_count: Ints
    base_open: Ints
    common: Common


class Mood(NamedTuple):
    """How moves are judged: ``broken`` money per unit of a line's broken rule; ``capped`` 1: none passes a budget.

    What shared things charge stands in their records.
    """

    broken: float
    capped: int


@njit(cache=True, nogil=True)
def line_money(count: int, units: float, once: float, low: float, high: float, broken: float) -> float:
    """What a line costs that ``count`` choices use for so many units."""
    if count == 0:
        return 0.0
    money = once
    if units < low - 1e-6:
        money += broken * (low - units)
    if units > high + 1e-6:
        money += broken * (units - high)
    return money


@njit(cache=True, nogil=True)
def credit(terms: Terms, lot: int, closing: float) -> float:
    """Credit of an item's closing stock, by the rates of one of its lots."""
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
    arrival, units, hold = terms.arrival, terms.units, terms.hold
    demand, inbound, guard, wait = lots.demand, lots.inbound, lots.guard, lots.wait
    safety, late = lots.safety[p], lots.backorder[p]
    level = lots.opening[p]
    money = 0.0
    for t in range(periods):
        level += inbound[p, t] - demand[p, t]
        while k < end and arrival[k] == t:
            level += cases[k] * units[k]
            k += 1
        if late:
            if level < 0.0:
                money -= level * wait[p, t]
        else:
            short = stock[t] - level
            if short > 1e-9:
                money += missing_money(lots, p * periods + t, short)
            level = stock[t]
        money += hold[p, t] * stock[t]
        if stock[t] < safety:
            money += guard[p, t] * (safety - stock[t])
    if late and level < 0.0:
        money -= level * lots.owed[p]
    return money


@njit(cache=True, nogil=True)
def put(terms: Terms, board: Board, mood: Mood, p: int, cases: Ints, stock: Floats, sign: int) -> float:
    """Put lot p on the board with ``cases`` and ``stock`` (sign 1) or take it off (-1); the money that changes."""
    orders, shipments, cells, purses, budgets = board.common
    line_units, line_count, base_open = board.line_units, board.line_count, board.base_open
    choice_line, choice_order, choice_purse = terms.choice_line, terms.choice_order, terms.choice_purse
    choice_shipment, choice_landing = terms.choice_shipment, terms.choice_landing
    units, value, gross, rate = terms.units, terms.value, terms.gross, terms.rate
    m3, kg, load, weight = terms.m3, terms.kg, terms.load, terms.weight
    once, low, high = terms.line_once, terms.line_low, terms.line_high
    purse_first, purse_budget = terms.purse_first, terms.purse_budget
    periods = stock.size
    money = 0.0
    for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
        if cases[k] == 0:
            continue
        amount = float(sign * cases[k])
        line, u = choice_line[k], choice_purse[k]
        order, shipment, cell, purse = (
            orders[choice_order[k]], shipments[choice_shipment[k]], cells[choice_landing[k]], purses[u]
        )  # fmt: skip
        before = line_count[line]
        money -= order_money(order) + shipment_money(shipment) + landing_money(cell)
        money -= line_money(before, line_units[line], once[line], low[line], high[line], mood.broken)
        line_count[line] += sign
        line_units[line] += amount * units[k]
        opened = (1 if line_count[line] > 0 else 0) - (1 if before > 0 else 0)
        if opened != 0:
            base = terms.line_base[line]
            other = base_open[base]
            base_open[base] += opened
            if opened > 0 and other > 0:
                money += mood.broken * 1e6  # two tiers of one line cannot both be open
            elif opened < 0 and other > 1:
                money -= mood.broken * 1e6
            order.lines += opened
            order.held[0] += opened * terms.line_fixed[line]
            order.load += opened * terms.line_set_up[line]
            paid = opened * terms.line_gross[line]
            money += spend(purse, budgets, purse_budget, purse_first[u], purse_first[u + 1], paid)
        order.held[0] += amount * value[k]
        order.held[1] += amount * units[k]
        order.held[2] += amount * kg[k]
        order.held[3] += amount * m3[k]
        order.load += amount * load[k]
        shipment.count += sign
        shipment.m3 += amount * m3[k]
        shipment.kg += amount * kg[k]
        shipment.charge += amount * rate[k]
        cell.landed_m3 += amount * m3[k]
        cell.landed_units += amount * units[k]
        money += spend(purse, budgets, purse_budget, purse_first[u], purse_first[u + 1], amount * gross[k])
        money += order_money(order) + shipment_money(shipment) + landing_money(cell)
        money += line_money(line_count[line], line_units[line], once[line], low[line], high[line], mood.broken)
        money += amount * gross[k] * weight[k]
    begin = terms.lot_node[p] * periods
    for t in range(periods):
        cell = cells[begin + t]
        money -= storage_money(cell)
        cell.stored += sign * terms.lot_m3[p] * stock[t]
        money += storage_money(cell)
    item = terms.lot_item[p]
    money += credit(terms, p, board.closing[item])
    board.closing[item] = max(0.0, board.closing[item] + sign * stock[periods - 1])
    money -= credit(terms, p, board.closing[item])
    return money


@njit(cache=True, nogil=True)
def take_off(lots: Lots, terms: Terms, board: Board, mood: Mood, begin: int, end: int) -> float:
    """Take lots begin .. end off the board; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money -= put(terms, board, mood, p, board.cases, board.stock[p], -1)
    return money


@njit(cache=True, nogil=True)
def put_on(lots: Lots, terms: Terms, board: Board, mood: Mood, begin: int, end: int) -> float:
    """Put lots begin .. end on the board with the cases and stock it has for them; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money += put(terms, board, mood, p, board.cases, board.stock[p], 1)
    return money


@njit(cache=True, nogil=True)
def fill(wide: Lots, terms: Terms, board: Board, mood: Mood, cases: Ints) -> None:
    """Put every lot on an empty board with ``cases`` (K,), each served as is best for it."""
    arrivals = np.empty(board.stock.shape[1])
    board.cases[:] = cases
    for p in range(board.stock.shape[0]):
        item = terms.lot_item[p]
        wide.credited[p] = max(0.0, terms.most_credit[item] - board.closing[item])
        serve(wide, terms, p, board.cases, terms.hold[p], arrivals, board.stock[p])
        put(terms, board, mood, p, board.cases, board.stock[p], 1)


@njit(cache=True, nogil=True)
def own_cost(lots: Lots, terms: Terms, board: Board) -> float:
    """What stock, shortage, purchases and lines of a part cost, the credit taken off."""
    money = 0.0
    last = -1
    for p in range(lots.opening.size):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
            money += board.cases[k] * terms.gross[k] * terms.weight[k]
        item = terms.lot_item[p]
        if item != last:
            money -= credit(terms, p, board.closing[item])
            last = item
    for line in range(board.line_count.size):
        if board.line_count[line] > 0:
            money += terms.line_once[line]
    return money
