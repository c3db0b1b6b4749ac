"""What the choices of one lot cost beside all else on the board: fixed and per case, from which case to which."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Board, Mood, Terms
from optimizer.strategies.decomposed.common import MISSING, Record, boxes_of
from optimizer.strategies.decomposed.lots import Lots

NONE = -1


class Trial(NamedTuple):
    """What a move assumes: positions that are not to be had (``shut_*``) or count as paid (``open_*``); -1 for none.

    An open order asks for no minimum, and its shipments, like an open shipment, sell space in containers by the m3 and
    kg. ``apart`` (0 or 1): what a line costs and asks for by itself is left out, since somebody else weighs it.
    """

    shut_order: int = NONE
    shut_shipment: int = NONE
    shut_line: int = NONE
    open_order: int = NONE
    open_shipment: int = NONE
    open_line: int = NONE
    apart: int = 0


NOTHING = Trial()


class Case(NamedTuple):
    """What one case of a choice is; see ``parts.Choices``."""

    units: float
    value: float
    gross: float
    rate: float
    m3: float
    kg: float
    load: float
    weight: float
    most: int


@njit(cache=True, nogil=True)
def _whole(figure: float) -> int:
    """The whole number at or below a figure that rounding may have hurt; 0 below 0, at most a billion."""
    return int(np.floor(min(max(figure, 0.0), 1e9) + 1e-7))


@njit(cache=True, nogil=True)
def _money_left(case: Case, budgets: NDArray[Any], whose: Ints, first: int, end: int, capped: int) -> tuple[float, int]:
    """Money a case pays for budgets that overflow, and the cases that hard budgets leave."""
    each, high = 0.0, case.most
    for j in range(first, end):
        budget = budgets[whose[j]]
        left = budget.amount - budget.used
        if capped > 0 and budget.hard > 0:
            if left < high * case.gross:
                high = _whole(left / case.gross)
        elif left <= 0.0:
            each += budget.over * case.gross
    return each, high


@njit(cache=True, nogil=True)
def _of_order(
    order: Record, case: Case, price: float, set_up: float, opened: bool, apart: int, capped: int
) -> tuple[float, float, int]:
    """Money a case, fixed money, and most cases, of the order: opening it, its minima, the supplier's capacity.

    ``price``: money a case costs to buy; ``set_up``: load of opening the line; ``opened``: the order counts as paid.
    """
    each, once, high = order.price * case.load, 0.0, case.most
    if not opened:
        fresh = order.lines == 0
        if fresh and apart == 0:
            once += order.cost
        for m in range(4):
            missing = order.least[m] - order.held[m]
            if order.least[m] > 0.0 and missing > MISSING * (1.0 + order.least[m]):
                amount = case.value
                if m == 1:
                    amount = case.units
                elif m == 2:
                    amount = case.kg
                elif m == 3:
                    amount = case.m3
                worth = order.short[m] + order.fine / missing
                if fresh and apart == 0:
                    once += worth * missing
                each -= worth * amount
                if price + each < 0.0 and amount > 0.0:  # only what is missing is worth more than it costs
                    high = min(high, _whole(missing / amount) + 1)
    if order.hard > 0 and capped > 0:
        if case.load > 0.0:
            high = min(high, _whole((order.capacity - order.load - set_up) / case.load))
    elif order.load >= order.capacity:
        each += order.over * case.load
    return each, once, high


@njit(cache=True, nogil=True)
def _fit(shipment: Record, case: Case, boxes: float) -> int:
    """Cases that so many containers still take."""
    high = case.most
    if case.m3 > 0.0:
        high = min(high, _whole((boxes * shipment.box_m3 - shipment.m3) / case.m3))
    if case.kg > 0.0:
        high = min(high, _whole((boxes * shipment.box_kg - shipment.kg) / case.kg))
    return high


@njit(cache=True, nogil=True)
def _of_boxes(shipment: Record, case: Case, part: int, priced: bool) -> tuple[float, float, int, int]:
    """Money a case, fixed money, fewest and most cases.

    In the space that is paid for (part 1), with one more container (2), with several (3): these at the price of the
    space they fill, and half a container for what the last of them leaves empty.
    """
    each = case.weight * case.rate + shipment.price_m3 * case.m3 + shipment.price_kg * case.kg
    space = max(case.m3 / shipment.box_m3, case.kg / shipment.box_kg)
    if priced:
        return each + shipment.box_cost * space, 0.0, 1, case.most if part == 1 else 0
    boxes = boxes_of(shipment, shipment.m3, shipment.kg) if shipment.count > 0 else 0.0
    if part == 1:
        return each, 0.0, 1, _fit(shipment, case, boxes) if boxes <= shipment.most_boxes else 0
    if boxes + 1.0 > shipment.most_boxes:
        return each, 0.0, 1, 0
    one = _fit(shipment, case, boxes + 1.0)
    if part == 2:
        return each, shipment.box_cost, 1, one
    free = boxes - max(shipment.m3 / shipment.box_m3, shipment.kg / shipment.box_kg)
    most = min(shipment.most_boxes, 1e6)
    return each + shipment.box_cost * space, shipment.box_cost * (0.5 - free), one + 1, _fit(shipment, case, most)


@njit(cache=True, nogil=True)
def _of_charge(shipment: Record, case: Case, part: int, priced: bool) -> tuple[float, float, int, int]:
    """Money a case, fixed money, fewest and most cases: below the minimum charge (part 1), above it (part 2)."""
    rate = case.weight * case.rate
    if priced:
        return rate, 0.0, 1, case.most if part == 1 else 0
    running = shipment.weight * shipment.charge
    spare = max(shipment.min_charge, running) - running
    fit = _whole(spare / rate) if rate > 0.0 else case.most
    if part == 1:
        return 0.0, shipment.min_charge if shipment.count == 0 else 0.0, 1, fit
    return rate, -spare if shipment.count > 0 else 0.0, fit + 1, case.most


@njit(cache=True, nogil=True)
def _of_landing(cell: Record, case: Case) -> tuple[float, int]:
    """Money a case and most cases of what a node receives."""
    each, high = cell.price_m3 * case.m3 + cell.price_units * case.units, case.most
    if case.m3 > 0.0:
        high = min(high, _whole((cell.inbound_m3 - cell.landed_m3) / case.m3))
    return each, min(high, _whole((cell.inbound_units - cell.landed_units) / case.units))


@njit(cache=True, nogil=True)
def offer(
    lots: Lots, terms: Terms, board: Board, mood: Mood, p: int, trial: Trial, cost: Floats, fixed: Floats
) -> None:
    """Fill cost and fixed (V,) of the variants of lot p, and ``lots.low``, ``lots.high``."""
    orders, shipments, cells, purses, budgets = board.common
    line_units, line_count, base_open = board.line_units, board.line_count, board.base_open
    variant_choice, variant_part = terms.variant_choice, terms.variant_part
    choice_line, choice_order, choice_purse = terms.choice_line, terms.choice_order, terms.choice_purse
    choice_shipment, choice_landing = terms.choice_shipment, terms.choice_landing
    units, value, gross, rate = terms.units, terms.value, terms.gross, terms.rate
    m3, kg, load, weight, most = terms.m3, terms.kg, terms.load, terms.weight, terms.most
    line_low, line_high, line_base = terms.line_low, terms.line_high, terms.line_base
    purse_first, purse_budget = terms.purse_first, terms.purse_budget
    lowest, highest = lots.low, lots.high
    capped, apart = mood.capped, trial.apart
    for v in range(terms.variant_first[p], terms.variant_first[p + 1]):
        k = variant_choice[v]
        line, o, a, u = choice_line[k], choice_order[k], choice_shipment[k], choice_purse[k]
        fresh = line_count[line] == 0
        shut = line == trial.shut_line or o == trial.shut_order or a == trial.shut_shipment
        cost[v], fixed[v], lowest[v], highest[v] = 0.0, 0.0, 1, 0
        if shut or (fresh and base_open[line_base[line]] > 0):
            continue
        case = Case(units[k], value[k], gross[k], rate[k], m3[k], kg[k], load[k], weight[k], most[k])
        order, shipment, purse = orders[o], shipments[a], purses[u]
        each, high = _money_left(case, budgets, purse_budget, purse_first[u], purse_first[u + 1], capped)
        price = case.gross * (case.weight + purse.price)
        once, low, set_up = 0.0, 1, 0.0
        if line != trial.open_line and apart == 0:
            if fresh:
                set_up = terms.line_set_up[line]
                once += terms.line_once[line] + purse.price * terms.line_gross[line] + order.price * set_up
            missing = line_low[line] - line_units[line]
            if missing > 1e-9:
                low = int(min(np.ceil(missing / case.units - 1e-9), 2.0**30))
        high = min(high, _whole((line_high[line] - line_units[line]) / case.units))
        order_each, order_once, order_most = _of_order(order, case, price, set_up, o == trial.open_order, apart, capped)
        land_each, land_most = _of_landing(cells[choice_landing[k]], case)
        high = min(high, order_most, land_most)
        priced = o == trial.open_order or a == trial.open_shipment
        if shipment.count == 0 and not priced:
            once += shipment.cost
        part = variant_part[v]
        if shipment.boxed > 0:
            ship_each, ship_once, ship_low, ship_most = _of_boxes(shipment, case, part, priced)
            low, high = max(low, ship_low), min(high, ship_most)
        elif part > 0:
            ship_each, ship_once, ship_low, ship_most = _of_charge(shipment, case, part, priced)
            low, high = max(low, ship_low), min(high, ship_most)
        else:
            ship_each, ship_once = case.weight * case.rate, 0.0
        cost[v] = price + each + order_each + land_each + ship_each
        fixed[v] = once + order_once + ship_once
        lowest[v], highest[v] = low, high


@njit(cache=True, nogil=True)
def holding(terms: Terms, board: Board, p: int, hold: Floats) -> None:
    """Hold (T,): what a unit of lot p costs to keep, storage included, about half of its stock back on the board."""
    periods = hold.size
    cells, m3 = board.common.cells, terms.lot_m3[p]
    for t in range(periods):
        cell = cells[terms.lot_node[p] * periods + t]
        hold[t] = terms.hold[p, t] + cell.price_stored * m3
        if cell.stored + 0.5 * m3 * board.stock[p, t] > cell.storage:
            hold[t] += cell.over_stored * m3


@njit(cache=True, nogil=True)
def line_price(terms: Terms, board: Board, line: int) -> float:
    """What opening a line costs by itself on this board: line, set-up, and the order where it is new."""
    if board.line_count[line] > 0:
        return 0.0
    order, purse = board.common.orders[terms.line_order[line]], board.common.purses[terms.line_purse[line]]
    money = terms.line_once[line] + purse.price * terms.line_gross[line] + order.price * terms.line_set_up[line]
    if order.lines == 0:
        money += order.cost
        for m in range(4):
            if order.least[m] > 0.0:
                money += order.short[m] * order.least[m] + order.fine
    return float(max(money, 0.0))
