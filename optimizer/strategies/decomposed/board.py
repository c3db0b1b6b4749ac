"""The board: one plan as numbers that moves change in place, and the exact cost of every change.

A *lot* is taken off the board and put back with other cases; what that adds to orders, shipments, landings, storage and
the item's closing stock is worked out entity by entity, so that a move is accepted on its true cost. Money of budgets is
charged at a price; rules that a move may still break (minima, hard limits) at penalties, which later passes raise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.item_bound import bound_of_item
from optimizer.strategies.decomposed.lot_sizing import Lots, serve_best, solve_lot

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


@njit(cache=True, nogil=True, inline="always")
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


@njit(cache=True, nogil=True, inline="always")
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


@njit(cache=True, nogil=True, inline="always")
def boxes_of(terms: Terms, m3: float, kg: float, a: int) -> float:
    """Whole containers that hold a load; none on a lane without."""
    if not terms.boxed[a]:
        return 0.0
    return max(1.0, np.ceil(max(m3 / terms.box_m3[a], kg / terms.box_kg[a]) - BOX_TOLERANCE))


@njit(cache=True, nogil=True, inline="always")
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


@njit(cache=True, nogil=True, inline="always")
def _landing_money(terms: Terms, board: Board, prices: Steering, cell: int) -> float:
    over = max(0.0, board.landed_m3[cell] - terms.inbound_m3[cell])
    money = prices.broken * (over + max(0.0, board.landed_units[cell] - terms.inbound_units[cell]))
    return money + prices.inbound_m3[cell] * board.landed_m3[cell] + prices.inbound_units[cell] * board.landed_units[cell]


@njit(cache=True, nogil=True, inline="always")
def _storage_money(terms: Terms, board: Board, prices: Steering, cell: int) -> float:
    over = max(0.0, board.stored[cell] - terms.storage[cell])
    return prices.storage[cell] * board.stored[cell] + min(terms.storage_over[cell], prices.broken) * over


@njit(cache=True, nogil=True, inline="always")
def _credit(terms: Terms, lot: int, closing: float) -> float:
    kept = min(closing, terms.most_credit[terms.lot_item[lot]])
    return terms.rich[lot] * kept + terms.poor[lot] * (closing - kept)


@njit(cache=True, nogil=True)
def serve(
    lots: Lots, terms: Terms, board: Board, prices: Steering, p: int, cases: Ints, hold: Floats, arrivals: Floats,
    stock: Floats,
) -> None:
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
                cell = p * periods + t
                for j in range(lots.segment_first[cell], lots.segment_first[cell + 1]):
                    lost = min(short, lots.segment_units[j])
                    money += lost * lots.segment_cost[j]
                    short -= lost
                    if short <= 0.0:
                        break
            level = stock[t]
        money += terms.hold[p, t] * stock[t]
        if stock[t] < lots.safety[p]:
            money += lots.guard[p, t] * (lots.safety[p] - stock[t])
    if late and level < 0.0:
        money -= level * lots.owed[p]
    return money


@njit(cache=True, nogil=True)
def put(lots: Lots, terms: Terms, board: Board, prices: Steering, p: int, cases: Ints, stock: Floats, sign: int) -> float:
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
def _offers(
    lots: Lots, terms: Terms, board: Board, prices: Steering, p: int, closed_order: int, closed_shipment: int,
    open_order: int, closed_line: int, open_line: int, cost: Floats, fixed: Floats, apart: bool,
) -> None:
    """What each variant of lot p costs beside what stands on the board without it; writes low and high of ``lots``.

    ``apart``: what a line costs and asks for by itself is left out; somebody else weighs it.
    """
    for v in range(terms.variant_first[p], terms.variant_first[p + 1]):
        k, part = terms.variant_choice[v], terms.variant_part[v]
        line, o, a = terms.choice_line[k], terms.choice_order[k], terms.choice_shipment[k]
        price = prices.money[terms.choice_purse[k]]
        each = terms.gross[k] * (terms.weight[k] + price)
        once = 0.0
        low, high = 1, terms.most[k]
        units = terms.units[k]
        purse = terms.choice_purse[k]
        for j in range(terms.purse_first[purse], terms.purse_first[purse + 1]):
            b = terms.purse_budget[j]
            room = terms.amount[b] - board.used[b]
            if prices.spill[b] > 0.0:
                if prices.spill[b] >= NEVER_SPILL:
                    if room < high * terms.gross[k]:
                        high = max(0, int(np.floor(room / terms.gross[k] + 1e-9)))
                elif room <= 0.0:
                    each += prices.spill[b] * terms.gross[k]
        # the line
        if board.line_count[line] == 0 and line != open_line and not apart:
            once += terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
            once += price * terms.line_gross[line]
        if board.line_count[line] == 0 and board.base_open[terms.line_base[line]] > 0:
            high = 0
        missing = terms.line_low[line] - board.line_units[line]
        if missing > 1e-9 and line != open_line and not apart:
            low = max(low, int(np.ceil(missing / units - 1e-9)))
        room = terms.line_high[line] - board.line_units[line]
        if room < high * units:
            high = int(np.floor(room / units + 1e-9))
        # the order
        if board.order_lines[o] == 0 and o != open_order and not apart:
            once += terms.order_cost[o]
        if o != open_order:
            for m in range(4):
                if terms.least[m, o] > 0.0:
                    missing = terms.least[m, o] - board.order_held[m, o]
                    if missing > 1e-9:
                        amount = terms.value[k] if m == 0 else units if m == 1 else terms.kg[k] if m == 2 else terms.m3[k]
                        rebate = prices.minimum[m, o]
                        if board.order_lines[o] == 0 and not apart:
                            once += rebate * missing
                        each -= rebate * amount
                        if each < 0.0 and amount > 0.0:  # only what is missing is worth more than it costs
                            high = min(high, int(np.ceil(missing / amount)))
        each += prices.capacity[o] * terms.load[k]
        once += prices.capacity[o] * terms.line_set_up[line] if board.line_count[line] == 0 and not apart else 0.0
        over = terms.capacity_over[o] if terms.capacity_over[o] < NEVER else prices.broken
        if board.order_load[o] >= terms.capacity[o]:
            each += over * terms.load[k]
        elif terms.capacity[o] < NEVER and terms.capacity_over[o] >= NEVER:
            free = terms.capacity[o] - board.order_load[o] - terms.line_set_up[line]
            if terms.load[k] > 0.0 and free < high * terms.load[k]:
                high = int(np.floor(free / terms.load[k] + 1e-9))
        # the shipment
        weight = terms.weight[k]
        if board.shipment_count[a] == 0:
            once += terms.shipment_cost[a]
        if terms.boxed[a]:
            boxes = boxes_of(terms, board.shipment_m3[a], board.shipment_kg[a], a) if board.shipment_count[a] > 0 else 0.0
            if part == 2:
                boxes += 1.0
                once += terms.box_cost[a]
            if boxes > terms.most_boxes[a]:
                high = 0
            fit = high
            if terms.m3[k] > 0.0:
                space = boxes * terms.box_m3[a] - board.shipment_m3[a]
                if space < fit * terms.m3[k]:
                    fit = int(np.floor(space / terms.m3[k] + 1e-7))
            if terms.kg[k] > 0.0:
                space = boxes * terms.box_kg[a] - board.shipment_kg[a]
                if space < fit * terms.kg[k]:
                    fit = int(np.floor(space / terms.kg[k] + 1e-7))
            high = min(high, fit)
            each += weight * terms.rate[k] + prices.box_m3[a] * terms.m3[k] + prices.box_kg[a] * terms.kg[k]
        elif terms.min_charge[a] > 0.0:
            paid = max(terms.min_charge[a], weight * board.shipment_charge[a])
            spare = paid - weight * board.shipment_charge[a]
            rate = weight * terms.rate[k]
            fit = high
            if rate > 0.0 and spare < fit * rate:
                fit = int(np.floor(spare / rate + 1e-9))
            if part == 1:
                high = min(high, fit)
                if board.shipment_count[a] == 0:
                    once += terms.min_charge[a]
            else:
                low = max(low, fit + 1)
                each += rate
                once -= spare if board.shipment_count[a] > 0 else 0.0
        else:
            each += weight * terms.rate[k]
        # the landing
        cell = terms.choice_landing[k]
        each += prices.inbound_m3[cell] * terms.m3[k] + prices.inbound_units[cell] * units
        if terms.inbound_m3[cell] < NEVER and terms.m3[k] > 0.0:
            high = min(high, int(np.floor(max(0.0, terms.inbound_m3[cell] - board.landed_m3[cell]) / terms.m3[k])))
        if terms.inbound_units[cell] < NEVER:
            high = min(high, int(np.floor(max(0.0, terms.inbound_units[cell] - board.landed_units[cell]) / units)))
        if o == closed_order or a == closed_shipment or line == closed_line:
            high = 0
        cost[v], fixed[v] = each, once
        lots.low[v], lots.high[v] = low, max(high, 0)


@njit(cache=True, nogil=True)
def respond(
    lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, p: int, closed_order: int, closed_shipment: int,
    open_order: int, closed_line: int, open_line: int, cost: Floats, fixed: Floats, quantity: Ints, fresh: Ints, profile: Floats, hold: Floats,
    forced: bool,
) -> float:
    """Take lot p off, size it anew against the rest, and put the better back; the money won (negative) or lost.

    ``closed_*``: an order or shipment that is not to be had; ``open_order``: one whose fixed cost counts as paid;
    ``forced``: take the new cases even where they cost more.
    """
    periods = profile.size
    arrivals = np.empty(periods)
    first, end = terms.choice_first[p], terms.choice_first[p + 1]
    profile[:] = board.stock[p]
    old = own_money(lots, terms, p, board.cases, profile)
    old -= put(lots, terms, board, prices, p, board.cases, profile, -1)
    item, node = terms.lot_item[p], terms.lot_node[p]
    wide.credited[p] = max(0.0, terms.most_credit[item] - board.closing[item])
    for t in range(periods):
        cell = node * periods + t
        hold[t] = terms.hold[p, t] + prices.storage[cell] * terms.lot_m3[p]
        if board.stored[cell] + 0.5 * terms.lot_m3[p] * profile[t] > terms.storage[cell]:
            hold[t] += min(terms.storage_over[cell], prices.broken) * terms.lot_m3[p]
    _offers(
        wide, terms, board, prices, p, closed_order, closed_shipment, open_order, closed_line, open_line, cost, fixed,
        False,
    )
    solve_lot(wide, p, hold, terms.rich[p], terms.poor[p], cost, fixed, quantity, profile)
    same = True
    for k in range(first, end):
        fresh[k] = 0
    for v in range(terms.variant_first[p], terms.variant_first[p + 1]):
        fresh[terms.variant_choice[v]] += quantity[v]
    for k in range(first, end):
        if fresh[k] != board.cases[k]:
            same = False
            break
    if not same:
        serve(wide, terms, board, prices, p, fresh, hold, arrivals, profile)
        new = own_money(lots, terms, p, fresh, profile)
        new += put(lots, terms, board, prices, p, fresh, profile, 1)
        if forced or new < old - 1e-9 * (1.0 + abs(old)):
            for k in range(first, end):
                board.cases[k] = fresh[k]
            board.stock[p, :] = profile
            return new - old
        put(lots, terms, board, prices, p, fresh, profile, -1)
    put(lots, terms, board, prices, p, board.cases, board.stock[p], 1)
    return 0.0


@njit(cache=True, nogil=True)
def sweep(
    lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, order: Ints, forced: bool,
) -> float:
    """Let every lot of ``order`` answer once, one after the other; the money won (negative)."""
    count = terms.variant_choice.size
    cost, fixed = np.empty(count), np.empty(count)
    quantity, fresh = np.zeros(count, np.int64), np.zeros(board.cases.size, np.int64)
    periods = lots.demand.shape[1]
    profile, hold = np.empty(periods), np.empty(periods)
    won = 0.0
    for p in order:
        won += respond(
            lots, wide, terms, board, prices, p, -1, -1, -1, -1, -1, cost, fixed, quantity, fresh, profile, hold, forced
        )
    return won


@njit(cache=True, nogil=True)
def _swap(lots: Lots, terms: Terms, board: Board, prices: Steering, p: int, cases: Ints, stock: Floats) -> None:
    """Put back what lot p had: ``cases`` holds the figures of its choices, by position from its first choice."""
    put(lots, terms, board, prices, p, board.cases, board.stock[p], -1)
    first = terms.choice_first[p]
    for k in range(first, terms.choice_first[p + 1]):
        board.cases[k] = cases[k - first]
    board.stock[p, :] = stock
    put(lots, terms, board, prices, p, board.cases, board.stock[p], 1)


@njit(cache=True, nogil=True)
def try_target(
    lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, target: int, kind: int, members: Ints,
    kept: Ints, kept_stock: Floats,
) -> float:
    """Let the lots that use a target answer without it (kind 0: an order, 1: a shipment, 3: a line), or those that
    could use it answer as if it were paid for (2: an order, 4: a line); the money won (negative) or lost.

    ``members``: lots; ``kept``, ``kept_stock`` (lots, T): room for what they had, one lot after the other.
    """
    count = terms.variant_choice.size
    cost, fixed = np.empty(count), np.empty(count)
    quantity, fresh = np.zeros(count, np.int64), np.zeros(board.cases.size, np.int64)
    periods = lots.demand.shape[1]
    profile, hold = np.empty(periods), np.empty(periods)
    delta, at = 0.0, 0
    for j in range(members.size):
        p = members[j]
        kept_stock[j, :] = board.stock[p]
        for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
            kept[at] = board.cases[k]
            at += 1
        delta += respond(
            lots, wide, terms, board, prices, p, target if kind == 0 else -1, target if kind == 1 else -1,
            target if kind == 2 else -1, target if kind == 3 else -1, target if kind == 4 else -1, cost, fixed,
            quantity, fresh, profile, hold, True,
        )
    return delta


@njit(cache=True, nogil=True)
def undo(
    lots: Lots, terms: Terms, board: Board, prices: Steering, members: Ints, kept: Ints, kept_stock: Floats
) -> None:
    """Give all members back what they had before ``try_target``."""
    at = kept.size
    for j in range(members.size - 1, -1, -1):
        p = members[j]
        at -= terms.choice_first[p + 1] - terms.choice_first[p]
        _swap(lots, terms, board, prices, p, kept[at:], kept_stock[j])


@njit(cache=True, nogil=True)
def try_lines(
    lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, lines: Ints, kind: int, line_first: Ints,
    line_choice: Ints,
) -> float:
    """Close (kind 3) or open (kind 4) each line in turn, with the lots that can use it; keep what wins."""
    won = 0.0
    room = np.empty(board.cases.size, np.int64)
    members = np.empty(terms.choice_first.size, np.int64)
    most = 0
    for line in lines:
        most = max(most, line_first[line + 1] - line_first[line])
    stocks = np.empty((most, lots.demand.shape[1]))
    for line in lines:
        found, last, width = 0, -1, 0
        for j in range(line_first[line], line_first[line + 1]):
            k = line_choice[j]
            if kind == 4 or board.cases[k] > 0:
                p = _lot_of(terms, k)
                if p != last:
                    members[found] = p
                    found += 1
                    last = p
                    width += terms.choice_first[p + 1] - terms.choice_first[p]
        if found == 0:
            continue
        delta = try_target(lots, wide, terms, board, prices, line, kind, members[:found], room[:width], stocks[:found])
        if delta < -1e-7:
            won += delta
        else:
            undo(lots, terms, board, prices, members[:found], room[:width], stocks[:found])
    return won


@njit(cache=True, nogil=True)
def _lot_of(terms: Terms, k: int) -> int:
    low, high = 0, terms.choice_first.size - 1
    while high - low > 1:
        middle = (low + high) // 2
        if terms.choice_first[middle] <= k:
            low = middle
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def line_prices(terms: Terms, board: Board, prices: Steering, lines: Ints, price: Floats) -> None:
    """What opening each of ``lines`` costs by itself on this board: line, set-up, and the order where it is new."""
    for line in lines:
        if board.line_count[line] > 0:
            price[line] = 0.0
            continue
        o = terms.line_order[line]
        money = terms.line_weight[line] * (terms.line_cost[line] + terms.line_gross[line])
        money += prices.money[terms.line_purse[line]] * terms.line_gross[line]
        money += prices.capacity[o] * terms.line_set_up[line]
        if board.order_lines[o] == 0:
            money += terms.order_cost[o]
            for m in range(4):
                money += prices.minimum[m, o] * terms.least[m, o]
        price[line] = max(money, 0.0)


@njit(cache=True, nogil=True)
def take_off(lots: Lots, terms: Terms, board: Board, prices: Steering, begin: int, end: int) -> float:
    """Take lots begin .. end off the board; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money -= put(lots, terms, board, prices, p, board.cases, board.stock[p], -1)
    return money


@njit(cache=True, nogil=True)
def put_on(lots: Lots, terms: Terms, board: Board, prices: Steering, begin: int, end: int) -> float:
    """Put lots begin .. end on the board with the cases and stock it has for them; what they cost on it."""
    money = 0.0
    for p in range(begin, end):
        money += own_money(lots, terms, p, board.cases, board.stock[p])
        money += put(lots, terms, board, prices, p, board.cases, board.stock[p], 1)
    return money


@njit(cache=True, nogil=True)
def fill(lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, cases: Ints) -> float:
    """Put every lot on an empty board with ``cases`` (K,), each served as is best for it; what they cost."""
    arrivals = np.empty(lots.demand.shape[1])
    board.cases[:] = cases
    for p in range(lots.opening.size):
        wide.credited[p] = max(0.0, terms.most_credit[terms.lot_item[p]] - board.closing[terms.lot_item[p]])
        serve(wide, terms, board, prices, p, board.cases, terms.hold[p], arrivals, board.stock[p])
        put(lots, terms, board, prices, p, board.cases, board.stock[p], 1)
    return 0.0


@njit(cache=True, nogil=True)
def best_of_items(
    lots: Lots, wide: Lots, terms: Terms, board: Board, prices: Steering, items: Ints, item_lot: Ints, line_first: Ints,
    item_line: Ints, variant_line: Ints, local: Ints, variant_units: Floats, alone: Bools, rebate: Floats,
    share: Floats, most_cases: int, rounds: int,
) -> float:
    """Let each item answer as a whole, all its lots and lines together, and keep what is better; the money won."""
    count, periods = variant_line.size, lots.demand.shape[1]
    cost, fixed, price = np.empty(count), np.empty(count), np.zeros(terms.line_low.size)
    quantity, answer = np.zeros(count, np.int64), np.zeros(count, np.int64)
    fresh = np.zeros(board.cases.size, np.int64)
    profile, hold, stock = np.empty(periods), np.empty(lots.demand.shape), np.empty(lots.demand.shape)
    least, most = np.empty(count, np.int64), np.empty(count, np.int64)
    missing = np.zeros(terms.line_low.size)
    own_rebate, own_share = np.zeros(terms.line_low.size), np.ones(count)
    never = np.zeros(terms.line_low.size, np.bool_)
    won = 0.0
    for i in items:
        a, b = item_lot[i], item_lot[i + 1]
        if a == b:
            continue
        lines = item_line[line_first[i]:line_first[i + 1]]
        kept = board.cases[terms.choice_first[a]:terms.choice_first[b]].copy()
        kept_stock = board.stock[a:b].copy()
        old = take_off(lots, terms, board, prices, a, b)
        line_prices(terms, board, prices, lines, price)
        for line in lines:
            missing[line] = max(0.0, terms.line_low[line] - board.line_units[line])
            own_rebate[line] = rebate[line]
        for p in range(a, b):
            wide.credited[p] = max(0.0, terms.most_credit[i] - board.closing[i])
            for t in range(periods):
                cell = terms.lot_node[p] * periods + t
                hold[p, t] = terms.hold[p, t] + prices.storage[cell] * terms.lot_m3[p]
                if board.stored[cell] + 0.5 * terms.lot_m3[p] * board.stock[p, t] > terms.storage[cell]:
                    hold[p, t] += min(terms.storage_over[cell], prices.broken) * terms.lot_m3[p]
            _offers(wide, terms, board, prices, p, -1, -1, -1, -1, -1, cost, fixed, True)
        for v in range(terms.variant_first[a], terms.variant_first[b]):
            least[v], most[v] = wide.low[v], wide.high[v]
            own_share[v] = share[terms.variant_choice[v]]
            answer[v] = 0
        theta = 0.0
        _, found, _ = bound_of_item(
            wide, a, b, lines, local, cost, fixed, price, missing, never, variant_units, own_rebate, own_share, hold,
            terms.rich, terms.poor, theta, wide.credited[a], most, least, most_cases, rounds, cost.copy(), fixed.copy(),
            quantity, stock, answer,
        )
        if found < np.inf:
            for k in range(terms.choice_first[a], terms.choice_first[b]):
                fresh[k] = 0
            for v in range(terms.variant_first[a], terms.variant_first[b]):
                fresh[terms.variant_choice[v]] += answer[v]
            closing = board.closing[i]
            for p in range(a, b):
                wide.credited[p] = max(0.0, terms.most_credit[i] - closing)
                serve(wide, terms, board, prices, p, fresh, hold[p], profile, board.stock[p])
                closing += board.stock[p, periods - 1]
            board.cases[terms.choice_first[a]:terms.choice_first[b]] = fresh[terms.choice_first[a]:terms.choice_first[b]]
            new = put_on(lots, terms, board, prices, a, b)
            if new < old - 1e-9 * (1.0 + abs(old)):
                won += new - old
                continue
            take_off(lots, terms, board, prices, a, b)
        board.cases[terms.choice_first[a]:terms.choice_first[b]] = kept
        board.stock[a:b] = kept_stock
        put_on(lots, terms, board, prices, a, b)
    return won
