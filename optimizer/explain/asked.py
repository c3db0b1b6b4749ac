"""The order lines that are asked about, as positions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions

LINE = ["order_id", "item_id"]


def lines_asked(problem: Problem, plan: Plan, item: str | None = None, order: str | None = None) -> pd.DataFrame:
    """The plan's lines of an item, of an order, or of both; by default all: one row a line.

    Beside ``LINE``: positions ``item``, ``supplier``, ``period``, and ``order`` (supplier x T + period).
    """
    orders = plan.orders
    chosen = np.ones(len(orders), np.bool_)
    if item is not None:
        chosen &= (orders["item_id"] == item).to_numpy()
    if order is not None:
        chosen &= (orders["order_id"] == order).to_numpy()
    lines = orders.loc[chosen, [*LINE, "supplier_id", "order_date"]].drop_duplicates(LINE, ignore_index=True)
    period = Calendar.of(problem.settings).period_of(lines["order_date"])
    supplier = positions(pd.Index(problem.suppliers["supplier_id"]), lines["supplier_id"])
    return lines[LINE].assign(
        item=positions(pd.Index(problem.items["item_id"]), lines["item_id"]), supplier=supplier, period=period,
        order=supplier * problem.settings.periods + period,
    )  # fmt: skip
