"""What budgets are used for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.linear import Floats


def budgets_table(problem: Problem, orders: pd.DataFrame, shadow_prices: Floats) -> pd.DataFrame:
    """Used, overrun and worth of the next unit of money of each budget; the loop is over budgets, which are few."""
    budgets, items = problem.budgets, problem.items
    category = orders["item_id"].map(items.set_index("item_id")["category"]).to_numpy(object)
    money = (orders["value"] + orders["duty"]).to_numpy(np.float64)
    used = np.zeros(len(budgets))
    for position, budget in enumerate(budgets.itertuples()):
        day = orders["payment_date" if budget.basis == "payment" else "order_date"]
        matches = (day >= budget.first_date) & (day <= budget.last_date)
        if budget.category:
            matches &= category == budget.category
        if budget.supplier_id:
            matches &= orders["supplier_id"] == budget.supplier_id
        used[position] = money[matches.to_numpy()].sum()
    amount = budgets["amount"].to_numpy(np.float64)
    over = np.maximum(used - amount, 0.0)
    over = np.where(over > 1e-9 * np.maximum(1.0, amount), over, 0.0)
    soft = budgets["overrun_cost"].notna().to_numpy()
    left = used < amount - 1e-6 * np.maximum(1.0, amount)
    return pd.DataFrame(
        {
            "budget_id": budgets["budget_id"].to_numpy(object),
            "amount": amount,
            "used": used,
            "overrun": np.where(soft, over, 0.0),
            "shadow_price": np.where(left, 0.0, shadow_prices),
        }
    )
