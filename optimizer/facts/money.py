"""What a plan spends against each budget."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.facts.calendar import Calendar
from optimizer.facts.orders import Orders


@dataclass(frozen=True)
class Budgets:
    """The budgets of a problem and their use by the order lines of a plan."""

    problem: Problem
    calendar: Calendar
    orders: Orders

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The problem's budgets with `used`, `overrun` (money) and `period`, whose weight an overrun has."""
        budgets = self.problem.budgets
        spent = self._spent
        used = [
            float(spent.loc[self._matching(spent, first, last, category, supplier, basis), "money"].sum())
            for first, last, category, supplier, basis in zip(
                self.calendar.days(budgets["first_date"]),
                self.calendar.days(budgets["last_date"]),
                budgets["category"],
                budgets["supplier_id"],
                budgets["basis"],
                strict=True,
            )
        ]
        frame = budgets.assign(used=np.array(used, dtype=np.float64))
        last = np.floor(self.calendar.days(budgets["last_date"]) / self.calendar.bucket_days)
        return frame.assign(
            overrun=np.maximum(0.0, frame["used"] - frame["amount"]),
            period=np.clip(last, 0, self.calendar.periods - 1).astype(np.int64),
        )

    @cached_property
    def _spent(self) -> pd.DataFrame:
        """Price and duty of the lines by the day ordered, the day paid, category and supplier."""
        lines = self.orders.lines
        keys = ["order_day", "pay_day", "category", "supplier_id"]
        return lines.assign(money=lines["paid"] + lines["duty_due"]).groupby(keys, as_index=False)["money"].sum()

    @staticmethod
    def _matching(
        spent: pd.DataFrame, first: float, last: float, category: str, supplier: str, basis: str
    ) -> "pd.Series[bool]":
        match = spent["pay_day" if basis == "payment" else "order_day"].between(first, last)
        if category:
            match &= spent["category"] == category
        if supplier:
            match &= spent["supplier_id"] == supplier
        return match
