"""Moves on the board: a lot sized anew, an order, shipment or line closed or opened, an item answering as a whole.

Each takes lots off the board, asks what they would rather do, puts them back, and keeps what costs less in truth.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Board, Mood, Terms, own_money, put, put_on, serve, take_off
from optimizer.strategies.decomposed.item_bound import bound_of_item
from optimizer.strategies.decomposed.lot_sizing import solve_lot
from optimizer.strategies.decomposed.lots import Lots
from optimizer.strategies.decomposed.offers import NONE, NOTHING, Trial, holding, line_price, offer

ANSWER, AGAIN, DROP, OPEN = 0, 1, 2, 3
"""Ways of a move: lots answer under a trial; then once more without; only drop what is shut; a line is opened."""


class Desk(NamedTuple):
    """A part as moves need it: ``lots`` with its choices, ``wide`` with the variants, what they cost, and the board."""

    lots: Lots
    wide: Lots
    terms: Terms
    board: Board


class Items(NamedTuple):
    """What answers of whole items need: lots and lines of each item, variants' lines, and multipliers to begin with.

    ``lot_first`` (items + 1,), ``line_first`` (items + 1,), ``line_of``; per variant (V,) ``line``, ``local`` (its
    place among the item's lines), ``units``; ``rebate`` (L,), ``share`` (K,).
    """

    lot_first: Ints
    line_first: Ints
    line_of: Ints
    line: Ints
    local: Ints
    units: Floats
    rebate: Floats
    share: Floats


class Scratch(NamedTuple):
    """Room that answers of lots use again and again: (V,), (V,), (V,), (K,), (T,), (T,)."""

    cost: Floats
    fixed: Floats
    quantity: Ints
    fresh: Ints
    profile: Floats
    hold: Floats


@njit(cache=True, nogil=True)
def scratch_of(desk: Desk) -> Scratch:
    """Room for one desk."""
    variants, periods = desk.terms.variant_choice.size, desk.lots.demand.shape[1]
    return Scratch(
        np.empty(variants), np.empty(variants), np.zeros(variants, np.int64), np.zeros(desk.board.cases.size, np.int64),
        np.empty(periods), np.empty(periods),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def respond(desk: Desk, mood: Mood, p: int, trial: Trial, room: Scratch, forced: int) -> float:
    """Size lot p anew against the rest and keep the better (``forced`` 1: the new); money won (negative) or lost."""
    lots, wide, terms, board = desk
    first, end = terms.choice_first[p], terms.choice_first[p + 1]
    old = own_money(lots, terms, p, board.cases, board.stock[p])
    old -= put(terms, board, mood, p, board.cases, board.stock[p], -1)
    wide.credited[p] = max(0.0, terms.most_credit[terms.lot_item[p]] - board.closing[terms.lot_item[p]])
    holding(terms, board, p, room.hold)
    offer(wide, terms, board, mood, p, trial, room.cost, room.fixed)
    solve_lot(wide, p, room.hold, terms.rich[p], terms.poor[p], room.cost, room.fixed, room.quantity, room.profile)
    room.fresh[first:end] = 0
    for v in range(terms.variant_first[p], terms.variant_first[p + 1]):
        room.fresh[terms.variant_choice[v]] += room.quantity[v]
    same = True
    for k in range(first, end):
        same = same and room.fresh[k] == board.cases[k]
    if not same:
        room.profile[:] = np.maximum(room.profile, 0.0)  # what is owed to waiting customers is no stock
        new = own_money(lots, terms, p, room.fresh, room.profile)
        new += put(terms, board, mood, p, room.fresh, room.profile, 1)
        if forced == 1 or new < old - 1e-9 * (1.0 + abs(old)):
            board.cases[first:end] = room.fresh[first:end]
            board.stock[p, :] = room.profile
            return float(new - old)
        put(terms, board, mood, p, room.fresh, room.profile, -1)
    put(terms, board, mood, p, board.cases, board.stock[p], 1)
    return 0.0


@njit(cache=True, nogil=True)
def sweep(desk: Desk, mood: Mood, order: Ints) -> float:
    """Let every lot of ``order`` answer once, one after the other; the money won (negative)."""
    room = scratch_of(desk)
    won = 0.0
    for p in order:
        won += respond(desk, mood, p, NOTHING, room, 0)
    return won


@njit(cache=True, nogil=True)
def drop(desk: Desk, mood: Mood, p: int, trial: Trial, room: Scratch) -> float:
    """Lot p goes without the cases that a trial shuts and buys nothing instead; the money won or lost."""
    lots, wide, terms, board = desk
    old = own_money(lots, terms, p, board.cases, board.stock[p])
    old -= put(terms, board, mood, p, board.cases, board.stock[p], -1)
    for k in range(terms.choice_first[p], terms.choice_first[p + 1]):
        shut = terms.choice_order[k] == trial.shut_order or terms.choice_shipment[k] == trial.shut_shipment
        if shut or terms.choice_line[k] == trial.shut_line:
            board.cases[k] = 0
    wide.credited[p] = max(0.0, terms.most_credit[terms.lot_item[p]] - board.closing[terms.lot_item[p]])
    holding(terms, board, p, room.hold)
    serve(wide, terms, p, board.cases, room.hold, room.profile, board.stock[p])
    new = own_money(lots, terms, p, board.cases, board.stock[p])
    new += put(terms, board, mood, p, board.cases, board.stock[p], 1)
    return float(new - old)


@njit(cache=True, nogil=True)
def attempt(
    desk: Desk, mood: Mood, trial: Trial, way: int, members: Ints, kept: Ints, stocks: Floats, room: Scratch
) -> float:
    """Let the member lots follow a trial in one of the ways above; the money won or lost.

    ``kept``, ``stocks`` (members, T): room for what the members had, one lot after the other.
    """
    terms, board = desk.terms, desk.board
    delta, at = 0.0, 0
    for j in range(members.size):
        p = members[j]
        stocks[j, :] = board.stock[p]
        width = terms.choice_first[p + 1] - terms.choice_first[p]
        kept[at : at + width] = board.cases[terms.choice_first[p] : terms.choice_first[p + 1]]
        at += width
        if way == DROP:
            delta += drop(desk, mood, p, trial, room)
        else:
            delta += respond(desk, mood, p, trial, room, 1)
    if way == AGAIN:
        for p in members:
            delta += respond(desk, mood, p, NOTHING, room, 0)
    return delta


@njit(cache=True, nogil=True)
def undo(desk: Desk, mood: Mood, members: Ints, kept: Ints, stocks: Floats) -> None:
    """Give all members back what they had before ``attempt``."""
    terms, board = desk.terms, desk.board
    at = 0
    for j in range(members.size):
        p = members[j]
        put(terms, board, mood, p, board.cases, board.stock[p], -1)
        width = terms.choice_first[p + 1] - terms.choice_first[p]
        board.cases[terms.choice_first[p] : terms.choice_first[p + 1]] = kept[at : at + width]
        board.stock[p, :] = stocks[j]
        at += width
        put(terms, board, mood, p, board.cases, board.stock[p], 1)


@njit(cache=True, nogil=True)
def try_lines(desk: Desk, mood: Mood, lines: Ints, way: int, first: Ints, member: Ints, forced: int) -> float:
    """Close, drop or open (``way``) each line in turn, with the lots that can use it; keep what wins; the money won.

    ``first`` (L + 1,), ``member``: the choices of each line, by lot; ``forced`` 1: keep what loses, too.
    """
    room = scratch_of(desk)
    terms, board = desk.terms, desk.board
    most = 0
    for line in lines:
        most = max(most, first[line + 1] - first[line])
    stocks, kept = np.empty((most, desk.lots.demand.shape[1])), np.empty(board.cases.size, np.int64)
    members = np.empty(most, np.int64)
    won = 0.0
    for line in lines:
        found, last, width = 0, -1, 0
        for j in range(first[line], first[line + 1]):
            k = member[j]
            if way == OPEN or board.cases[k] > 0:
                p = int(np.searchsorted(terms.choice_first, k, side="right")) - 1
                if p != last:
                    members[found] = p
                    found += 1
                    last = p
                    width += terms.choice_first[p + 1] - terms.choice_first[p]
        if found == 0:
            continue
        trial = Trial(NONE, NONE, line, NONE, NONE, NONE, 0)
        if way == OPEN:
            trial = Trial(NONE, NONE, NONE, NONE, NONE, line, 0)
        delta = attempt(desk, mood, trial, way, members[:found], kept[:width], stocks[:found], room)
        if forced == 1 or delta < -1e-7:
            won += delta
        else:
            undo(desk, mood, members[:found], kept[:width], stocks[:found])
    return won


@njit(cache=True, nogil=True)
def best_of_items(desk: Desk, mood: Mood, chosen: Ints, items: Items, effort: Ints, rounds: int) -> float:
    """Let each item answer as a whole, all its lots and lines together, and keep what is better; the money won."""
    lots, wide, terms, board = desk
    variants, (count, periods), lines = items.line.size, lots.demand.shape, terms.line_low.size
    cost, fixed, price, missing = np.empty(variants), np.empty(variants), np.zeros(lines), np.zeros(lines)
    work_cost, work_fixed = np.empty(variants), np.empty(variants)
    quantity, answer = np.zeros(variants, np.int64), np.zeros(variants, np.int64)
    profile, hold, stock = np.empty(periods), np.empty((count, periods)), np.empty((count, periods))
    least, most = np.empty(variants, np.int32), np.empty(variants, np.int32)
    rebate, share, together = np.zeros(lines), np.ones(variants), np.zeros(lines, np.bool_)
    apart = Trial(NONE, NONE, NONE, NONE, NONE, NONE, 1)
    won = 0.0
    for i in chosen:
        a, b = items.lot_first[i], items.lot_first[i + 1]
        if a == b:
            continue
        begin, end = terms.choice_first[a], terms.choice_first[b]
        own_lines = items.line_of[items.line_first[i] : items.line_first[i + 1]]
        kept, kept_stock = board.cases[begin:end].copy(), board.stock[a:b].copy()
        old = take_off(lots, terms, board, mood, a, b)
        for line in own_lines:
            price[line] = line_price(terms, board, line)
            missing[line] = max(0.0, terms.line_low[line] - board.line_units[line])
            rebate[line] = items.rebate[line]
        for p in range(a, b):
            wide.credited[p] = max(0.0, terms.most_credit[i] - board.closing[i])
            holding(terms, board, p, hold[p])
            offer(wide, terms, board, mood, p, apart, cost, fixed)
        for v in range(terms.variant_first[a], terms.variant_first[b]):
            least[v], most[v], answer[v] = wide.low[v], wide.high[v], 0
            share[v] = items.share[terms.variant_choice[v]]
        _, found, _ = bound_of_item(
            wide, a, b, own_lines, items.local, cost, fixed, price, missing, together, items.units, rebate, share, hold,
            terms.rich, terms.poor, 0.0, wide.credited[a], most, least, effort[i], rounds, work_cost, work_fixed,
            quantity, stock, answer,
        )  # fmt: skip
        if found < np.inf:
            board.cases[begin:end] = 0
            for v in range(terms.variant_first[a], terms.variant_first[b]):
                board.cases[terms.variant_choice[v]] += answer[v]
            closing = board.closing[i]
            for p in range(a, b):
                wide.credited[p] = max(0.0, terms.most_credit[i] - closing)
                serve(wide, terms, p, board.cases, hold[p], profile, board.stock[p])
                closing += board.stock[p, periods - 1]
            new = put_on(lots, terms, board, mood, a, b)
            if new < old - 1e-9 * (1.0 + abs(old)):
                won += new - old
                continue
            take_off(lots, terms, board, mood, a, b)
        board.cases[begin:end] = kept
        board.stock[a:b] = kept_stock
        put_on(lots, terms, board, mood, a, b)
    return won
