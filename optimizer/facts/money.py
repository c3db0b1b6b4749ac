"""What a plan spends against each budget."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
        frame = budgets.assign(
            first=self.calendar.days(budgets["first_date"]), last=self.calendar.days(budgets["last_date"])
        )
        used = [float(spent.loc[_matching(spent, budget), "money"].sum()) for budget in frame.to_dict("records")]
        frame = frame.assign(used=np.array(used, dtype=np.float64))
        last = np.floor(frame["last"].to_numpy(dtype=np.float64) / self.calendar.bucket_days)
        return frame.assign(
            overrun=np.maximum(0.0, frame["used"] - frame["amount"]),
            period=np.clip(last, 0, self.calendar.periods - 1).astype(np.int64),
        )

    @cached_property
    def _spent(self) -> pd.DataFrame:
        """Price and duty of the lines by the day ordered, the day paid, category and supplier."""
        lines = self.orders.lines
        keys = ["order_day", "pay_day", "category", "supplier_id"]
        return lines.assign(money=lines["paid"] + lines["duty_due"]).groupby(keys)["money"].sum().reset_index()


def _matching(spent: pd.DataFrame, budget: Mapping[Hashable, Any]) -> "pd.Series[bool]":
    """Tell which money counts towards a budget."""
    day = "pay_day" if budget["basis"] == "payment" else "order_day"
    match = spent[day].between(budget["first"], budget["last"])
    for column in ("category", "supplier_id"):
        if budget[column]:
            match &= spent[column] == budget[column]
    return match
