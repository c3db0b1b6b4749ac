"""What the choices of one lot cost beside all else on the board: fixed and per case, from which case to which."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Floats
from optimizer.strategies.decomposed.board import NEVER, NEVER_SPILL, Board, Steering, Terms, boxes_of
from optimizer.strategies.decomposed.lots import Lots

NONE = -1


class Trial(NamedTuple):
    """What a move assumes: positions that are not to be had (``shut_*``) or count as paid (``open_*``); -1 for none.

    ``apart`` (0 or 1): what a line costs and asks for by itself is left out, since somebody else weighs it.
    """

    shut_order: int
    shut_shipment: int
    shut_line: int
    open_order: int
    open_line: int
    apart: int


NOTHING = Trial(NONE, NONE, NONE, NONE, NONE, 0)


@njit(cache=True, nogil=True)
def _whole(figure: float) -> int:
    """The whole number at or below a figure that rounding may have hurt; 0 below 0, at most a billion."""
    return int(np.floor(min(max(figure, 0.0), 1e9) + 1e-7))


@njit(cache=True, nogil=True)
def _money_left(terms: Terms, board: Board, prices: Steering, k: int) -> tuple[float, int]:
    """Money a case pays for budgets that overflow, and the cases that guarded budgets leave."""
    each, high = 0.0, terms.most[k]
    purse = terms.choice_purse[k]
    for j in range(terms.purse_first[purse], terms.purse_first[purse + 1]):
        b = terms.purse_budget[j]
        left = terms.amount[b] - board.used[b]
        if prices.spill[b] >= NEVER_SPILL:
            if left < high * terms.gross[k]:
                high = _whole(left / terms.gross[k])
        elif left <= 0.0:
            each += prices.spill[b] * terms.gross[k]
    return each, high


@njit(cache=True, nogil=True)
def _of_line(terms: Terms, board: Board, prices: Steering, k: int, trial: Trial) -> tuple[float, int, int]:
    """Fixed money of the line, fewest and most cases that its other choices leave."""
    line, units = terms.choice_line[k], terms.units[k]
    once, low = 0.0, 1
    fresh = board.line_count[line] == 0
    if fresh and line != trial.open_line and trial.apart == 0:
        once += terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
        once += prices.money[terms.choice_purse[k]] * terms.line_gross[line]
        once += prices.capacity[terms.choice_order[k]] * terms.line_set_up[line]
    if line == trial.shut_line or (fresh and board.base_open[terms.line_base[line]] > 0):
        return once, low, 0
    missing = terms.line_low[line] - board.line_units[line]
    if missing > 1e-9 and line != trial.open_line and trial.apart == 0:
        low = int(np.ceil(missing / units - 1e-9))
    return once, low, _whole((terms.line_high[line] - board.line_units[line]) / units)


@njit(cache=True, nogil=True)
def _measure(terms: Terms, k: int, m: int) -> float:
    """What a case adds to minimum m of its order."""
    if m == 0:
        return terms.value[k]
    if m == 1:
        return terms.units[k]
    return terms.kg[k] if m == 2 else terms.m3[k]


@njit(cache=True, nogil=True)
def _of_order(terms: Terms, board: Board, prices: Steering, k: int, trial: Trial) -> tuple[float, float, int]:
    """Money a case, fixed money, and most cases, of the order: opening it, its minima, the supplier's capacity."""
    o, line = terms.choice_order[k], terms.choice_line[k]
    each, once, high = prices.capacity[o] * terms.load[k], 0.0, terms.most[k]
    fresh = board.order_lines[o] == 0
    if o == trial.shut_order:
        return each, once, 0
    if o != trial.open_order:
        if fresh and trial.apart == 0:
            once += terms.order_cost[o]
        price = terms.gross[k] * (terms.weight[k] + prices.money[terms.choice_purse[k]])
        for m in range(4):
            missing = terms.least[m, o] - board.order_held[m, o]
            if terms.least[m, o] > 0.0 and missing > 1e-9:
                amount = _measure(terms, k, m)
                if fresh and trial.apart == 0:
                    once += prices.minimum[m, o] * missing
                each -= prices.minimum[m, o] * amount
                if price + each < 0.0 and amount > 0.0:  # only what is missing is worth more than it costs
                    high = min(high, _whole(missing / amount) + 1)
    if board.order_load[o] >= terms.capacity[o]:
        each += min(terms.capacity_over[o], prices.broken) * terms.load[k]
    elif terms.capacity_over[o] >= NEVER and terms.load[k] > 0.0:
        set_up = terms.line_set_up[line] if board.line_count[line] == 0 else 0.0
        high = min(high, _whole((terms.capacity[o] - board.order_load[o] - set_up) / terms.load[k]))
    return each, once, high


@njit(cache=True, nogil=True)
def _of_boxes(terms: Terms, board: Board, prices: Steering, k: int, part: int) -> tuple[float, float, int]:
    """Money a case, fixed money, most cases: in the space that is paid for (part 1), with one more container (2)."""
    a, weight = terms.choice_shipment[k], terms.weight[k]
    each = weight * terms.rate[k] + prices.box_m3[a] * terms.m3[k] + prices.box_kg[a] * terms.kg[k]
    once = 0.0
    boxes = boxes_of(terms, board.shipment_m3[a], board.shipment_kg[a], a) if board.shipment_count[a] > 0 else 0.0
    if part == 2:
        boxes += 1.0
        once += terms.box_cost[a]
    if boxes > terms.most_boxes[a]:
        return each, once, 0
    high = terms.most[k]
    if terms.m3[k] > 0.0:
        high = min(high, _whole((boxes * terms.box_m3[a] - board.shipment_m3[a]) / terms.m3[k]))
    if terms.kg[k] > 0.0:
        high = min(high, _whole((boxes * terms.box_kg[a] - board.shipment_kg[a]) / terms.kg[k]))
    return each, once, high


@njit(cache=True, nogil=True)
def _of_charge(terms: Terms, board: Board, k: int, part: int) -> tuple[float, float, int, int]:
    """Money a case, fixed money, fewest and most cases: below the minimum charge (part 1), above it (part 2)."""
    a, rate = terms.choice_shipment[k], terms.weight[k] * terms.rate[k]
    running = terms.weight[k] * board.shipment_charge[a]
    spare = max(terms.min_charge[a], running) - running
    fit = _whole(spare / rate) if rate > 0.0 else terms.most[k]
    if part == 1:
        return 0.0, terms.min_charge[a] if board.shipment_count[a] == 0 else 0.0, 1, fit
    return rate, -spare if board.shipment_count[a] > 0 else 0.0, fit + 1, terms.most[k]


@njit(cache=True, nogil=True)
def offer(
    lots: Lots, terms: Terms, board: Board, prices: Steering, p: int, trial: Trial, cost: Floats, fixed: Floats
) -> None:
    """Fill cost and fixed (V,) of the variants of lot p, and ``lots.low``, ``lots.high``."""
    for v in range(terms.variant_first[p], terms.variant_first[p + 1]):
        k, part = terms.variant_choice[v], terms.variant_part[v]
        a, cell = terms.choice_shipment[k], terms.choice_landing[k]
        spill, most = _money_left(terms, board, prices, k)
        line_once, low, line_most = _of_line(terms, board, prices, k, trial)
        order_each, order_once, order_most = _of_order(terms, board, prices, k, trial)
        each = terms.gross[k] * (terms.weight[k] + prices.money[terms.choice_purse[k]]) + spill + order_each
        once = line_once + order_once
        high = min(most, line_most, order_most)
        if board.shipment_count[a] == 0:
            once += terms.shipment_cost[a]
        if terms.boxed[a]:
            ship_each, ship_once, ship_most = _of_boxes(terms, board, prices, k, part)
            high = min(high, ship_most)
        elif part > 0:
            ship_each, ship_once, ship_low, ship_most = _of_charge(terms, board, k, part)
            low, high = max(low, ship_low), min(high, ship_most)
        else:
            ship_each, ship_once = terms.weight[k] * terms.rate[k], 0.0
        each += ship_each + prices.inbound_m3[cell] * terms.m3[k] + prices.inbound_units[cell] * terms.units[k]
        if terms.m3[k] > 0.0:
            high = min(high, _whole((terms.inbound_m3[cell] - board.landed_m3[cell]) / terms.m3[k]))
        high = min(high, _whole((terms.inbound_units[cell] - board.landed_units[cell]) / terms.units[k]))
        if a == trial.shut_shipment:
            high = 0
        cost[v], fixed[v] = each, once + ship_once
        lots.low[v], lots.high[v] = low, high


@njit(cache=True, nogil=True)
def holding(terms: Terms, board: Board, prices: Steering, p: int, hold: Floats) -> None:
    """Hold (T,): what a unit of lot p costs to keep, storage included, about half of its stock back on the board."""
    periods = hold.size
    for t in range(periods):
        cell = terms.lot_node[p] * periods + t
        hold[t] = terms.hold[p, t] + prices.storage[cell] * terms.lot_m3[p]
        if board.stored[cell] + 0.5 * terms.lot_m3[p] * board.stock[p, t] > terms.storage[cell]:
            hold[t] += min(terms.storage_over[cell], prices.broken) * terms.lot_m3[p]


@njit(cache=True, nogil=True)
def line_price(terms: Terms, board: Board, prices: Steering, line: int) -> float:
    """What opening a line costs by itself on this board: line, set-up, and the order where it is new."""
    if board.line_count[line] > 0:
        return 0.0
    o = terms.line_order[line]
    money = terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
    money += prices.money[terms.line_purse[line]] * terms.line_gross[line]
    money += prices.capacity[o] * terms.line_set_up[line]
    if board.order_lines[o] == 0:
        money += terms.order_cost[o]
        for m in range(4):
            money += prices.minimum[m, o] * terms.least[m, o]
    return float(max(money, 0.0))
