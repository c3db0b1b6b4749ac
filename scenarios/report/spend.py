"""What a plan spends: by period, by budget, by purchase order."""

import pandas as pd

from models.plan import Plan
from models.problem import Problem
from scenarios.report.calendar import first_days, period_of


def spend_by_period(problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row a period: `date`, `ordered`, `due` (price and duty by order and by payment date), `budgets` in force."""
    settings = problem.settings
    money = plan.orders["value"] + plan.orders["duty"]
    periods = pd.RangeIndex(settings.periods)
    ordered = money.groupby(period_of(plan.orders["order_date"], settings)).sum()
    due = money.groupby(period_of(plan.orders["payment_date"], settings)).sum()
    days = first_days(settings)
    budgets = budget_use(problem, plan)
    last = days + pd.Timedelta(days=settings.bucket_days - 1)
    return pd.DataFrame(
        {
            "date": days,
            "ordered": ordered.reindex(periods, fill_value=0.0).to_numpy(dtype=float),
            "due": due.reindex(periods, fill_value=0.0).to_numpy(dtype=float),
            "budgets": [
                tuple(budgets.loc[(budgets["first_date"] <= end) & (budgets["last_date"] >= begin), "budget_id"])
                for begin, end in zip(days, last, strict=True)
            ],
        }
    )


def budget_use(problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row a budget: its days, amount, basis, what the plan uses of it, the overrun and the next unit's worth."""
    columns = ["budget_id", "first_date", "last_date", "category", "supplier_id", "basis", "amount"]
    used = plan.budgets[["budget_id", "used", "overrun", "shadow_price"]]
    return problem.budgets[columns].merge(used, on="budget_id", how="left").fillna({"used": 0.0, "overrun": 0.0})


def largest_orders(plan: Plan, count: int = 10) -> pd.DataFrame:
    """The purchase orders of the greatest outlay (price and duty): date, supplier, items, units, money, arrival."""
    orders = plan.orders.assign(money=plan.orders["value"] + plan.orders["duty"])
    table = orders.groupby("order_id", sort=False).agg(
        order_date=("order_date", "first"),
        supplier_id=("supplier_id", "first"),
        lines=("item_id", "nunique"),
        units=("units", "sum"),
        money=("money", "sum"),
        arrives=("arrival_date", "max"),
    )
    return table.reset_index().sort_values(["money", "order_id"], ascending=[False, True]).head(count)
