"""What each item of the plan costs beyond its bound, at the prices of the bound: where a plan can gain most.

The distance of a plan from the bound is the sum of these regrets, of what orders and shipments cost beyond what their
users pay (``burdens``), and of limits that have a price and are not used up. A few items have most of the regret.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit

from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.answers import costs_at
from optimizer.strategies.decomposed.board import Board, Terms, credit, own_money
from optimizer.strategies.decomposed.lots import Lots
from optimizer.strategies.decomposed.search import Search


def regrets(search: Search, bounds: Sequence[Floats]) -> list[Floats]:
    """(items,) of every part: what the item costs on its board at the prices of the bound, less its ``bounds``."""
    numbers = range(len(search.places))
    return search.each_place(lambda k: _costs(search, k) - bounds[k], numbers)


def dearest(regret: Sequence[Floats], share: float, most: int) -> list[Ints]:
    """Items of every part that together have this ``share`` of all regret, the dearest first, ``most`` in all."""
    whole = np.maximum(np.concatenate(regret), 0.0)
    falling = np.argsort(-whole, kind="stable")
    sums = np.cumsum(whole[falling])
    count = int(np.searchsorted(sums, share * sums[-1])) + 1 if whole.size and sums[-1] > 0 else 0
    chosen: Bools = np.zeros(whole.size, np.bool_)
    chosen[falling[: min(count, most)]] = True
    parts = np.split(chosen, np.cumsum([each.size for each in regret])[:-1])
    return [
        np.flatnonzero(part)[np.argsort(-each[part], kind="stable")] for part, each in zip(parts, regret, strict=True)
    ]


def _costs(search: Search, number: int) -> Floats:
    """(items,) of one part, at the prices of the bound."""
    ascent, place = search.ascent, search.places[number]
    part, own = place.part, ascent.own[number]
    at = costs_at(part, own, ascent.shared, ascent.prices, ascent.order_weight, ascent.shipment_weight)
    choices, lines, board = part.choices, part.lines, place.desk.board
    used = board.cases > 0
    item = part.item[choices.lot]
    money = totals(item, board.cases * at.each + used * at.once, part.item_count)
    money += totals(lines.item, (board.line_count > 0) * at.line, part.item_count)
    _add_stock(place.desk.lots, place.desk.terms, board, at.hold, money)
    return money


@njit(cache=True, nogil=True)
def _add_stock(lots: Lots, terms: Terms, board: Board, hold: Floats, money: Floats) -> None:
    """Add to ``money`` (items,) what stock and shortage cost where keeping a unit costs ``hold`` (P, T)."""
    last = -1
    for p in range(lots.opening.size):
        item = terms.lot_item[p]
        money[item] += own_money(lots, terms, p, board.cases, board.stock[p])
        for t in range(hold.shape[1]):
            money[item] += (hold[p, t] - terms.hold[p, t]) * max(board.stock[p, t], 0.0)
        if item != last:
            money[item] -= credit(terms, p, board.closing[item])
            last = item
