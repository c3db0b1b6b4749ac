"""Moves on orders and shipments: closed, moved to a neighbouring period, opened; a container saved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.burdens import shed, unpaid
from optimizer.strategies.decomposed.moves import AGAIN, ANSWER
from optimizer.strategies.decomposed.offers import NOTHING, Trial
from optimizer.strategies.decomposed.search import Going, Search

FEW_USERS = 100
"""Order lines, or cases' columns of a shipment, up to which closing an order or shipment ever paid in trials."""

MOST_USERS = 2000
"""The same for those that cost more than their users pay for them; closing those moves too much to pay."""


def shared_moves(search: Search, go_on: Going) -> None:
    """Close orders and shipments that few use or nobody pays for, open what prices found likely, save containers."""
    for trial, way in _trials(search):
        if not go_on():
            return
        search.attempt(trial, way)
    _, left = unpaid(search)
    for shipment in _dearest(np.where(search.shared.boxed, left, 0.0), _worth_a_move(search)):
        if not go_on():
            return
        shed(search, int(shipment))


def _trials(search: Search) -> Iterator[tuple[Trial, int]]:
    """One move after the other, chosen by what stands when its kind begins."""
    for shut in ("shut_shipment", "shut_order"):
        left = unpaid(search)[0 if shut == "shut_order" else 1]
        users = search.common.orders["lines"] if shut == "shut_order" else search.common.shipments["count"]
        rising = np.argsort(users, kind="stable")
        chosen = (users > 0) & ((users <= FEW_USERS) | ((left > _worth_a_move(search)) & (users <= MOST_USERS)))
        for target in rising[chosen[rising]]:
            yield NOTHING._replace(**{shut: int(target)}), ANSWER
    for order, later in neighbours(search):
        yield Trial(shut_order=order, open_order=later), AGAIN
    likely = search.ascent.likely
    if likely is not None:
        closed = search.common.orders["lines"] == 0
        for target in _dearest(np.where(closed, likely.order_share, 0.0), 0.02):
            yield Trial(open_order=int(target)), AGAIN
        closed = search.common.shipments["count"] == 0
        for target in _dearest(np.where(closed, likely.shipment_share, 0.0), 0.05):
            yield Trial(open_shipment=int(target)), AGAIN


def _dearest(figures: Floats, least: float) -> Ints:
    """Positions of the figures above ``least``, the largest first."""
    falling = np.argsort(-figures, kind="stable")
    return falling[figures[falling] > least]


def _worth_a_move(search: Search) -> float:
    """Money below which an order or shipment that many use is not looked at."""
    return 1e-6 * abs(search.ascent.bound)


def neighbours(search: Search) -> list[tuple[int, int]]:
    """Orders that few lines use, each with the closed ones of its supplier that are nearest in time."""
    periods, lines = search.shared.periods, search.common.orders["lines"]
    could = search.possible_orders()
    found: list[tuple[int, int]] = []
    for order in np.flatnonzero((lines > 0) & (lines <= FEW_USERS)):
        begin = order - order % periods
        open_to = np.flatnonzero(could[begin : begin + periods] & (lines[begin : begin + periods] == 0)) + begin
        near = open_to[np.argsort(np.abs(open_to - order), kind="stable")][:2]
        found.extend((int(order), int(other)) for other in near)
    return found
