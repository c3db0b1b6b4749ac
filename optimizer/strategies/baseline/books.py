"""What stands in the books while a policy runs: stock, goods on their way, money spent, room taken at nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.baseline.lines import line_values
from optimizer.strategies.baseline.request import Request
from optimizer.strategies.baseline.stocks import Stocks


@dataclass
class Books:
    """P stocks over T periods, in units but for money and m3.

    ``level``, ``owed`` (P,) at the start of the period; ``coming`` (P, T) inbound and ordered. ``shelf`` (P,): the
    level if nothing went into kits and nothing were served late; limits of stock are checked by it, since that can
    always be done. ``spent`` (budgets,) money; ``left_m3``, ``left_units`` (nodes, T) what nodes may still receive.
    """

    stocks: Stocks
    soft: bool
    level: Floats
    owed: Floats
    coming: Floats
    shelf: Floats
    spent: Floats
    left_m3: Floats
    left_units: Floats
    money: Purses

    @classmethod
    def opened(cls, stocks: Stocks, *, soft: bool) -> Books:
        """The books before the first period; ``soft`` limits are none."""
        stocking, limits = stocks.stocking, stocks.limits
        return cls(
            stocks=stocks, soft=soft, level=stocking.opening.copy(), owed=np.zeros(stocks.count),
            coming=stocking.inbound.copy(), shelf=stocking.opening.copy(), spent=np.zeros(len(stocks.problem.budgets)),
            left_m3=limits.inbound_m3.copy(), left_units=limits.inbound_units.copy(),
            money=Purses.of(stocks.problem, stocks.calendar),
        )  # fmt: skip

    def starts(self, period: int) -> Floats:
        """(P, T - period) units there at the start of each period, less what is owed, if nothing more is ordered."""
        stocks, level, owed = self.stocks, self.level, self.owed
        found = np.empty((stocks.count, stocks.periods - period))
        for t in range(period, stocks.periods):
            found[:, t - period] = level + self.coming[:, t] - owed
            level, owed = served(level + self.coming[:, t], owed + stocks.late[:, t], stocks.lost[:, t])
        return found

    def closing(self, period: int, extra: Floats) -> Floats:
        """(P, T - period) stock at the end of each period by ``shelf``, with ``extra`` (P, T) units arriving."""
        level, found = self.shelf, np.empty((self.stocks.count, self.stocks.periods - period))
        for t in range(period, self.stocks.periods):
            level = np.maximum(level + self.coming[:, t] + extra[:, t] - self.stocks.own[:, t], 0.0)
            found[:, t - period] = level
        return found

    def serve(self, period: int) -> None:
        """Let goods arrive and serve what is owed and asked."""
        stocks, coming = self.stocks, self.coming[:, period]
        self.shelf = np.maximum(self.shelf + coming - stocks.own[:, period], 0.0)
        self.level, self.owed = served(self.level + coming, self.owed + stocks.late[:, period], stocks.lost[:, period])

    def book(self, request: Request, cases: Floats) -> None:
        """Write down what is ordered: ``cases`` of each row."""
        stocks, rows = self.stocks, request.rows
        units, arrival = cases * stocks.pack[rows], request.period + stocks.route.lag[rows]
        np.add.at(self.coming, (rows, arrival), units)
        node = stocks.stocking.node[rows]
        np.subtract.at(self.left_m3, (node, arrival), units * stocks.unit_m3[rows])
        np.subtract.at(self.left_units, (node, arrival), units)
        offer, value = line_values(stocks.tiers, stocks.pack[rows], stocks.route.offer[rows], cases)
        gross = value * (1.0 + stocks.problem.offers["duty_rate"].to_numpy(np.float64)[offer])
        item, supplier = stocks.ordering.offer_item[offer], stocks.ordering.offer_supplier[offer]
        for budget in range(self.spent.size):
            counts = self.money.counts(budget, item, supplier, request.period)
            self.spent[budget] += gross[counts].sum()


def served(there: Floats, waiting: Floats, asked: Floats) -> tuple[Floats, Floats]:
    """(level, owed) (P,) after what is ``there`` has served what is ``asked`` (else lost), then what is ``waiting``."""
    total = waiting + asked
    owed = np.minimum(np.maximum(total - there, 0.0), waiting)
    return np.maximum(there - total, 0.0), owed


@dataclass(frozen=True)
class Purses:
    """Which orders count towards which budgets: ``days`` (budgets, suppliers, T), ``items`` (budgets, items)."""

    days: Bools
    items: Bools

    @classmethod
    def of(cls, problem: Problem, calendar: Calendar) -> Purses:
        """Match days, suppliers and categories; the loop is over budgets."""
        budgets, suppliers = problem.budgets, problem.suppliers
        wait = suppliers["payment_days"].to_numpy(np.int64).astype("timedelta64[D]")[:, None]
        starts = np.broadcast_to(calendar.starts[None, :], (len(suppliers), calendar.periods))
        first, last = (budgets[name].to_numpy().astype("datetime64[D]") for name in ("first_date", "last_date"))
        names, categories = suppliers["supplier_id"].to_numpy(object), problem.items["category"].to_numpy(object)
        days = np.zeros((len(budgets), *starts.shape), np.bool_)
        items = np.ones((len(budgets), len(problem.items)), np.bool_)
        for number, budget in enumerate(budgets.itertuples()):
            day = starts + wait if budget.basis == "payment" else starts
            days[number] = (day >= first[number]) & (day <= last[number])
            if budget.supplier_id:
                days[number] &= (names == budget.supplier_id)[:, None]
            if budget.category:
                items[number] = categories == budget.category
        return cls(days, items)

    def counts(self, budget: int, item: Ints, supplier: Ints, period: int) -> Bools:
        """(rows,) whether an order of the period counts."""
        return np.asarray(self.days[budget, supplier, period] & self.items[budget, item])
