"""What mends broken rules: minima bought or orders closed, lines and orders closed that are beyond a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.decomposed.common import copied, freight_of
from optimizer.strategies.decomposed.moves import ANSWER, DROP, try_lines
from optimizer.strategies.decomposed.offers import Trial
from optimizer.strategies.decomposed.places import Place
from optimizer.strategies.decomposed.search import Search
from optimizer.strategies.decomposed.standing import wrong_lines

URGENCY = (0.1, 0.2, 0.35, 0.6, 0.9, 1.3, 2.0, 3.0)
"""What a unit that a minimum lacks is worth, as a share of the most that a rebate may be, from rung to rung."""


def lacking(search: Search) -> Ints:
    """Orders below one of their minima, those with the fewest lines first."""
    orders = search.common.orders
    least = orders["least"]
    missing = (least - orders["held"] > 1e-7 * np.maximum(1.0, least)).any(axis=1)
    return _by_lines(orders, missing)


def heavy(search: Search) -> Ints:
    """Orders above a hard capacity, those with the fewest lines first."""
    orders = search.common.orders
    return _by_lines(orders, search.hard_order & (orders["load"] > orders["capacity"] * (1 + 1e-9)))


def relieve(search: Search) -> None:
    """Close lines of orders above a hard capacity, or that a hard budget does not pay for, where that wins.

    Lots alone cannot: those that share a line would leave less than its least quantity, and where nobody may pass
    a limit (``capped``) several purchases elsewhere, each within what is left, may be too much together.
    """
    budgets = search.common.budgets
    over = search.hard & (budgets["used"] > budgets["amount"] * (1 + 1e-9))
    purses = np.asarray(search.shared.matches.T @ over.astype(np.float64)) > 0
    orders = np.zeros(search.hard_order.size, np.bool_)
    orders[heavy(search)] = True

    def work(place: Place) -> float:
        lines, board = place.part.lines, place.desk.board
        chosen = np.flatnonzero((board.line_count > 0) & (orders[lines.order] | purses[lines.purse]))
        small = chosen[np.argsort(board.line_units[chosen] * _worth_of(place)[chosen], kind="stable")]
        return float(try_lines(place.desk, search.mood, small, way, lines.first, lines.member, 0))

    way = DROP if search.capped else ANSWER
    if orders.any() or purses.any():
        search.everywhere(lambda: True, work, together=1)


def _worth_of(place: Place) -> Floats:
    """(lines,) money that a unit of a line costs."""
    choices, lines = place.part.choices, place.part.lines
    worth = np.zeros(lines.item.size)
    worth[choices.line] = choices.gross / choices.units
    return worth


def meet_or_close(search: Search, order: int, urgencies: Sequence[float]) -> None:
    """Buy what the minima of an order lack, or close it, whichever costs less at today's prices.

    ``urgencies``: what a missing unit is worth, as shares of the most that a rebate may be, from rung to rung.
    """
    if order not in lacking(search):  # what was done for another has met or closed it
        return
    closing = Trial(shut_order=order)
    least = search.attempt(closing, keep=-np.inf) + _lacked(search, order)
    near = search.gathered([place.by_order for place in search.places], order, users=False)
    before, urgency, money = copied(search.common), search.urgency[order], 0.0
    for rung in urgencies:
        search.urgency[order] = rung
        search.steer()
        began = _lacked(search, order)
        money += search.answered(near)
        money -= _lacked(search, order) - began
        if money > least or _lacked(search, order) == 0.0:
            break
    if money > least or _lacked(search, order) > 0.0:
        search.give_back(near, before)
        search.urgency[order] = urgency
        search.steer()
        search.attempt(closing, keep=np.inf)


def _lacked(search: Search, order: int) -> float:
    """What is charged for what an order's minima lack (money)."""
    record = search.common.orders[order]
    missing = np.maximum(record["least"] - record["held"], 0.0)
    missing[missing <= 1e-7 * np.maximum(1.0, record["least"])] = 0.0
    return float((record["short"] * missing).sum()) if record["lines"] > 0 else 0.0


def mend_lines(search: Search, *, forced: bool = False) -> None:
    """Drop order lines below their least or above their most, where that is better; ``forced``: in any case."""

    def work(place: Place) -> float:
        lines = place.part.lines
        wrong = np.flatnonzero(wrong_lines(place))
        return float(try_lines(place.desk, search.mood, wrong, DROP, lines.first, lines.member, int(forced)))

    search.everywhere(lambda: True, work)


def mend_orders(search: Search, *, forced: bool, drop: bool) -> None:
    """Close orders that are below a minimum or above a hard capacity, where that is better; ``forced``: in any case.

    ``drop``: what they bought is bought nowhere else.
    """
    for target in np.concatenate([lacking(search), heavy(search)]):
        search.attempt(Trial(shut_order=int(target)), DROP if drop else ANSWER, keep=np.inf if forced else -1e-7)


def crowded(search: Search) -> Ints:
    """Shipments that take more containers than the lane may send."""
    return np.flatnonzero(freight_of(search.common.shipments)[1] > search.common.shipments["most_boxes"])


def mend_shipments(search: Search, *, forced: bool) -> None:
    """Send nothing by shipments of too many containers, where that is better; ``forced``: in any case."""
    for target in crowded(search):
        search.attempt(Trial(shut_shipment=int(target)), ANSWER, keep=np.inf if forced else -1e-7)


def _by_lines(orders: NDArray[Any], chosen: Bools) -> Ints:
    found = np.flatnonzero(chosen & (orders["lines"] > 0))
    return found[np.argsort(orders["lines"][found], kind="stable")]
