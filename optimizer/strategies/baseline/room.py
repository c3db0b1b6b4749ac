"""Orders cut to what shelves may hold: hard limits of storage, and of how long an item's stock may last."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats, Ints
from optimizer.strategies.baseline.books import Books
from optimizer.strategies.baseline.fit import fitted
from optimizer.strategies.baseline.request import Request

TURNS = 8
"""Cuts after which whoever is still above a limit orders nothing."""


def within_stock_limits(books: Books, request: Request, cases: Floats, rank: Ints) -> Floats:
    """(rows,) the cases cut, by rank, until no hard storage and no cover is exceeded in any period to come."""
    stocks = books.stocks
    item, node = stocks.stocking.item, stocks.stocking.node
    hard = stocks.problem.nodes["overflow_cost"].isna().to_numpy()[:, None]
    limits = (
        (item, np.ones(stocks.count), stocks.limits.cover[:, request.period :]),
        (node, stocks.unit_m3, np.where(hard, stocks.limits.storage, np.inf)[:, request.period :]),
    )
    for owner, each, limit in limits:
        if np.isfinite(limit).any():
            cases = _within(books, request, cases, rank, (owner, each, limit))
    return cases


def _within(books: Books, request: Request, cases: Floats, rank: Ints, rule: tuple[Ints, Floats, Floats]) -> Floats:
    """The cases cut until, for each owner, the sum of ``each`` x stock is within ``limit`` (owners, T - period)."""
    stocks, rows = books.stocks, request.rows
    owner, each, limit = rule
    arrival = request.period + stocks.route.lag[rows]
    load, zero = (each * stocks.pack)[rows], np.zeros(rows.size)
    for turn in range(TURNS + 1):
        extra = np.zeros((stocks.count, stocks.periods))
        extra[rows, arrival] = cases * stocks.pack[rows]
        held = np.zeros(limit.shape)
        np.add.at(held, owner, each[:, None] * books.closing(request.period, extra))
        excess = (held - limit * (1 + 1e-12)).max(axis=1, initial=0.0)
        above = excess > 1e-9
        if not above[owner[rows]].any():
            break
        taken = np.bincount(owner[rows], load * cases, limit.shape[0])
        room = np.where(above, taken - excess if turn < TURNS else 0.0, np.inf)
        cases = fitted(cases, rank, np.where(above[owner[rows]], owner[rows], -1), (load, zero), room)
    return cases
