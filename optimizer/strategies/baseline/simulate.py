"""A policy over the horizon: period by period, all stocks at once, from what is seen to what is ordered and served."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.baseline.books import Books
from optimizer.strategies.baseline.orders import placed
from optimizer.strategies.baseline.parameters import Parameters, Policy
from optimizer.strategies.baseline.request import Request
from optimizer.strategies.baseline.review import Review
from optimizer.strategies.baseline.stocks import Stocks


def simulate(stocks: Stocks, policy: Policy, parameters: Parameters) -> Floats:
    """(case columns,) whole cases of every order.

    Each period: goods that are on the way are projected to the arrival of an order placed now; the policy says what
    each stock wants; what suppliers, budgets and nodes allow of it is placed; then goods arrive and demand is served.
    """
    books = Books.opened(stocks, soft=parameters["overrun"] >= 0.5)
    route, cases = stocks.route, np.zeros(stocks.ordering.case_count)
    for period in range(stocks.periods):
        open_now = np.flatnonzero(route.case[:, period] >= 0)
        if open_now.size:
            review = reviewed(stocks, books, parameters, period)
            units = policy.wanted(review, parameters)[open_now]
            rows = open_now[units > 1e-9]
            request = Request(rows, np.ceil(units[units > 1e-9] / route.pack[rows] - 1e-9), period)
            ordered = placed(stocks, books, request, parameters["top_up"])
            cases[route.case[rows, period]] = ordered
            books.book(request, ordered)
        books.serve(period)
    return cases


def reviewed(stocks: Stocks, books: Books, parameters: Parameters, period: int) -> Review:
    """What the policy sees in a period."""
    arrival = np.minimum(period + stocks.route.lag, stocks.periods - 1)
    gap = stocks.gap(period)
    rows = np.arange(stocks.count)
    coming = np.cumsum(books.coming, axis=1)
    if parameters["projected"] >= 0.5:
        there = books.starts(period)[rows, arrival - period]
    else:
        earlier = coming[:, period - 1] if period else 0.0
        asked = stocks.demand_until[rows, arrival] - stocks.demand_until[:, period]
        there = books.level - books.owed + coming[rows, arrival] - earlier - asked
    until = np.clip(arrival + gap - 1, arrival, stocks.periods - 1)
    later = coming[rows, until] - coming[rows, arrival]
    return Review(
        stocks=stocks,
        arrival=arrival,
        available=there + later,
        gap=gap.astype(np.float64),
        safety=stocks.stocking.safety + parameters["safety_periods"] * stocks.mean,
        set_up=stocks.set_up,
    )
