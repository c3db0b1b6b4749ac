"""Which orders a plan leaves no money or no capacity for: by offer and period of the order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.lines import NEAR, capacity_used, records
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions
from optimizer.linear import Bools, Floats


@dataclass(frozen=True)
class Hindrance:
    """``where`` (offers, T): an order of the period has no room; ``by`` (offers,) the first that is in the way."""

    where: Bools
    by: npt.NDArray[np.object_]


def without_money(problem: Problem, plan: Plan, least: Floats) -> Hindrance:
    """Orders that a hard budget pays for which has not even money left for the ``least`` line (offers,)."""
    offers, calendar = problem.offers, Calendar.of(problem.settings)
    category = offers["item_id"].map(problem.items.set_index("item_id")["category"]).to_numpy(object)
    wait = offers["supplier_id"].map(problem.suppliers.set_index("supplier_id")["payment_days"]).to_numpy(np.int64)
    used = dict(zip(plan.budgets["budget_id"], plan.budgets["used"], strict=True))
    placed = np.arange(calendar.periods)[None, :] * calendar.bucket_days
    where = np.zeros((len(offers), calendar.periods), np.bool_)
    by = np.full(len(offers), "", dtype=object)
    first, last = (calendar.days_from_start(problem.budgets[f"{end}_date"]) for end in ("first", "last"))
    for row, budget in enumerate(records(problem.budgets)):  # few
        if not np.isnan(budget["overrun_cost"]):
            continue
        left = budget["amount"] - used.get(budget["budget_id"], 0.0)
        short = (least > left) | (left <= (1 - NEAR) * budget["amount"])
        if budget["category"]:
            short &= category == budget["category"]
        if budget["supplier_id"]:
            short &= (offers["supplier_id"] == budget["supplier_id"]).to_numpy()
        day = placed + (wait[:, None] if budget["basis"] == "payment" else 0)
        hit = short[:, None] & (day >= first[row]) & (day <= last[row])
        where |= hit
        by[hit.any(axis=1) & (by == "")] = f"budget {budget['budget_id']}"
    return Hindrance(where, by)


def without_capacity(problem: Problem, plan: Plan) -> Hindrance:
    """Orders that a supplier cannot take, since the plan's order of the period uses up a hard capacity."""
    suppliers = problem.suppliers
    hard = suppliers["capacity"].where(suppliers["capacity_overrun_cost"].isna()).to_numpy(np.float64)
    orders = plan.orders.drop_duplicates("order_id")
    load = orders["order_id"].map(capacity_used(problem, plan)).to_numpy(np.float64)
    ids = pd.Index(suppliers["supplier_id"])
    supplier = positions(ids, orders["supplier_id"])
    period = Calendar.of(problem.settings).period_of(orders["order_date"])
    full = load >= NEAR * hard[supplier]
    taken = np.zeros((len(ids), problem.settings.periods), np.bool_)
    taken[supplier[full], period[full]] = True
    where = taken[positions(ids, problem.offers["supplier_id"])]
    names = problem.offers["supplier_id"].to_numpy(object)
    return Hindrance(where, np.where(where.any(axis=1), names, "").astype(object))
