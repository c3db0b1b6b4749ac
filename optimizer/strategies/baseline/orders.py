"""From what stocks want to orders that may be placed: whole cases, minima, maxima, and limits by priority.

Priority goes to what loses most for the money: the cost of a missing unit over its price with duty. Lines are raised
to their minimum. An order that lacks at most ``top_up`` of a supplier's minimum is enlarged in proportion; any other,
and one that limits have cut below, is not placed: stocks ask again when they are next reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.baseline.books import Books
from optimizer.strategies.baseline.fit import fitted
from optimizer.strategies.baseline.lines import line_range, line_values, raised
from optimizer.strategies.baseline.request import Request
from optimizer.strategies.baseline.room import within_stock_limits
from optimizer.strategies.baseline.stocks import Stocks

MINIMA = ("min_order_value", "min_order_units", "min_order_kg", "min_order_m3")


def placed(stocks: Stocks, books: Books, request: Request, top_up: float) -> Floats:
    """(rows,) whole cases that are ordered; every rule of a plan holds for them beside what is in the books."""
    if not request.rows.size:
        return request.cases
    desk = _Desk.of(stocks, books, request)
    wished = desk.enlarged(raised(request.cases, desk.line, desk.rank, desk.low), top_up)
    while True:
        cases = desk.trimmed(wished)
        lacking = desk.lacking(cases)
        failing = np.flatnonzero(lacking > 0)
        if not failing.size:
            return cases
        # a quarter at a time: the money that these set free may lift others above their minimum
        worst = failing[np.argsort(-lacking[failing], kind="stable")[: -(-failing.size // 4)]]
        wished = np.where(np.isin(desk.supplier, worst), 0.0, wished)


@dataclass(frozen=True)
class _Desk:
    """A request and what its rows are: supplier, line (of the period), rank by priority, first come lowest."""

    stocks: Stocks
    books: Books
    request: Request
    supplier: Ints
    line: Ints
    rank: Ints
    low: Floats
    high: Floats

    @classmethod
    def of(cls, stocks: Stocks, books: Books, request: Request) -> _Desk:
        rows = request.rows
        offer, line = np.unique(stocks.route.offer[rows], return_inverse=True)
        low, high = line_range(stocks.tiers)
        worth = stocks.worth[rows] / np.maximum(stocks.route.gross[rows], 1e-9)
        rank = np.empty(rows.size, np.int64)
        rank[np.argsort(-worth, kind="stable")] = np.arange(rows.size)
        return cls(stocks, books, request, stocks.route.supplier[rows], line, rank, low[offer], high[offer])

    def amounts(self, cases: Floats) -> Floats:
        """(4, suppliers) value, units, kg and m3 of each order."""
        stocks, rows, size = self.stocks, self.request.rows, len(self.stocks.problem.suppliers)
        units = cases * stocks.pack[rows]
        offer, value = line_values(stocks.tiers, stocks.pack[rows], stocks.route.offer[rows], cases)
        return np.stack(
            [
                totals(stocks.ordering.offer_supplier[offer], value, size),
                totals(self.supplier, units, size),
                totals(self.supplier, units * stocks.unit_kg[rows], size),
                totals(self.supplier, units * stocks.unit_m3[rows], size),
            ]
        )

    def lacking(self, cases: Floats) -> Floats:
        """(suppliers,) the largest share of a minimum that an order lacks; 0 where nothing is ordered."""
        least = self.stocks.problem.suppliers[list(MINIMA)].to_numpy(np.float64).T
        amounts = self.amounts(cases)
        share = np.divide(least - amounts, least, out=np.zeros(least.shape), where=least > 0).max(axis=0)
        return np.where((amounts[1] > 0) & (share > 1e-9), share, 0.0)

    def enlarged(self, cases: Floats, top_up: float) -> Floats:
        """(rows,) the cases, those of orders that lack at most ``top_up`` of a minimum in proportion more."""
        for _ in range(2):  # a price break that is reached lowers the value, once
            lacking = self.lacking(cases)
            within = (lacking > 0) & (lacking <= top_up) & (lacking < 1)
            factor = np.where(within, 1.0 / np.maximum(1.0 - lacking, 1e-9), 1.0)[self.supplier]
            cases = np.where(factor > 1, np.minimum(np.ceil(cases * factor - 1e-9), 1e9), cases)
        return cases

    def trimmed(self, cases: Floats) -> Floats:
        """(rows,) the cases cut to what lines, suppliers, lanes, nodes, stock and money allow; lines too small fall."""
        zero = np.zeros(cases.size)
        cases = fitted(cases, self.rank, self.line, (np.ones(cases.size), zero), self.high)
        cases = self._within_capacity(cases)
        cases = self._within_containers(cases)
        cases = self._within_receipts(cases)
        cases = within_stock_limits(self.books, self.request, cases, self.rank)
        cases = self._within_budgets(cases)
        small = totals(self.line, cases, self.low.size) < self.low
        return np.where(small[self.line], 0.0, cases)

    def _within_capacity(self, cases: Floats) -> Floats:
        suppliers, offers = self.stocks.problem.suppliers, self.stocks.problem.offers
        capacity = suppliers["capacity"].fillna(np.inf).to_numpy(np.float64)
        room = np.where(self._kept(suppliers["capacity_overrun_cost"].isna().to_numpy()), capacity, np.inf)
        offer = self.stocks.route.offer[self.request.rows]
        each = offers["capacity_per_unit"].to_numpy(np.float64)[offer] * self.stocks.pack[self.request.rows]
        once = offers["capacity_per_line"].to_numpy(np.float64)[offer]
        return fitted(cases, self.rank, self._limited(self.supplier, room), (each, once), room)

    def _within_containers(self, cases: Floats) -> Floats:
        lanes, rows = self.stocks.problem.lanes, self.request.rows
        most = lanes["max_containers"].fillna(np.inf).to_numpy(np.float64)
        lane, zero = self.stocks.route.lane[rows], np.zeros(rows.size)
        for name, each in (("m3", self.stocks.unit_m3), ("kg", self.stocks.unit_kg)):
            room = most * lanes[f"container_{name}"].fillna(np.inf).to_numpy(np.float64)
            group = self._limited(lane, room)
            cases = fitted(cases, self.rank, group, ((each * self.stocks.pack)[rows], zero), room)
        return cases

    def _within_receipts(self, cases: Floats) -> Floats:
        rows, periods = self.request.rows, self.stocks.periods
        place = self.stocks.stocking.node[rows] * periods + self.request.period + self.stocks.route.lag[rows]
        pack, zero = self.stocks.pack[rows], np.zeros(rows.size)
        for left, each in ((self.books.left_m3, self.stocks.unit_m3[rows] * pack), (self.books.left_units, pack)):
            room = left.ravel()
            cases = fitted(cases, self.rank, self._limited(place, room), (each, zero), room)
        return cases

    def _within_budgets(self, cases: Floats) -> Floats:
        stocks, books, rows = self.stocks, self.books, self.request.rows
        budgets, zero = stocks.problem.budgets, np.zeros(rows.size)
        kept = self._kept(budgets["overrun_cost"].isna().to_numpy())
        left = budgets["amount"].to_numpy(np.float64) - books.spent
        item = stocks.stocking.item[rows]
        for budget in np.flatnonzero(kept):
            counts = books.money.counts(int(budget), item, self.supplier, self.request.period)
            each = stocks.route.gross[rows] * stocks.pack[rows]
            cases = fitted(cases, self.rank, np.where(counts, 0, -1), (each, zero), left[budget : budget + 1])
        return cases

    def _kept(self, hard: Bools) -> Bools:
        """Which limits are kept: the hard ones, and the soft ones too unless they count for nothing."""
        return hard if self.books.soft else np.ones(hard.size, np.bool_)

    @staticmethod
    def _limited(group: Ints, room: Floats) -> Ints:
        """The groups of rows, -1 where there is no limit."""
        return np.where(np.isfinite(room[group]), group, -1)
