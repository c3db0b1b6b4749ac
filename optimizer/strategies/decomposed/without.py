"""An item's decisions solved again without one of its order lines, all else of the plan standing as it is."""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.board import Mood, put_on, serve, take_off
from optimizer.strategies.decomposed.common import MISSING
from optimizer.strategies.decomposed.moves import Desk, Items, best_of_items, respond, scratch_of
from optimizer.strategies.decomposed.offers import NOTHING, holding

SWEEPS = 6
"""Times that the lots of an item answer one after the other, at most, before the item answers as a whole."""


@njit(cache=True, nogil=True)
def without_lines(
    desk: Desk, mood: Mood, items: Items, item: Ints, line: Ints, effort: Ints, rounds: int,
    dropped: Floats, solved: Floats, lacks: Floats, first: Ints, answer: Ints,
) -> None:  # fmt: skip
    """Shut each line (jobs,) of its ``item`` in turn, at every price tier, and put everything back.

    ``line``: positions as in ``Lines.base_line``; ``effort`` (items,), ``rounds``: as in ``best_of_items``. Filled:
    ``dropped`` (jobs,) money lost (positive) where nothing is bought instead, ``solved`` where the item does what is
    best for it, ``lacks`` (jobs, 4) what the line's order then lacks of its minima (not in the money), and
    ``answer``[first[j] : first[j + 1]] the cases of the item's choices.
    """
    lots, wide, terms, board = desk
    room = scratch_of(desk)
    chosen = np.empty(1, np.int64)
    profile = np.empty(lots.demand.shape[1])
    for j in range(item.size):
        i = item[j]
        a, b = items.lot_first[i], items.lot_first[i + 1]
        begin, end = terms.choice_first[a], terms.choice_first[b]
        kept, kept_stock, most = board.cases[begin:end].copy(), board.stock[a:b].copy(), terms.most[begin:end].copy()
        old = take_off(lots, terms, board, mood, a, b)
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
        order = board.common.orders[o]
        fined = 0.0
        for m in range(4):
            missing = order.least[m] - order.held[m]
            lacks[j, m] = 0.0
            if order.lines > 0 and missing > MISSING * (1.0 + order.least[m]):
                lacks[j, m] = missing
                fined += order.short[m] * missing + order.fine
        dropped[j] = new - old - fined
        won = 0.0
        for _ in range(SWEEPS):
            better = 0.0
            for p in range(a, b):
                better += respond(desk, mood, p, NOTHING, room, 0)
            won += better
            if better > -1e-7:
                break
        chosen[0] = i
        won += best_of_items(desk, mood, chosen, items, effort, rounds)
        solved[j] = dropped[j] + won
        answer[first[j] : first[j + 1]] = board.cases[begin:end]
        take_off(lots, terms, board, mood, a, b)
        board.cases[begin:end] = kept
        board.stock[a:b] = kept_stock
        terms.most[begin:end] = most
        put_on(lots, terms, board, mood, a, b)
