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


def spend_outside(problem: Problem, plan: Plan) -> tuple[float, float]:
    """Price and duty ordered, and to be paid, on days outside the horizon: what `spend_by_period` leaves out."""
    table = spend_by_period(problem, plan)
    money = float((plan.orders["value"] + plan.orders["duty"]).sum())
    return money - float(table["ordered"].sum()), money - float(table["due"].sum())


def budget_paths(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Money that counts towards each budget by the end of each period: budgets down, periods 0..T-1 and `later` across.

    The last column is what the plan uses of the budget. The loop is over budgets, which are few.
    """
    settings, orders = problem.settings, plan.orders
    money = orders["value"] + orders["duty"]
    category = orders["item_id"].astype(str).map(problem.items.set_index("item_id")["category"])
    paths = {}
    for budget in problem.budgets.to_dict("records"):
        day = orders["payment_date" if budget["basis"] == "payment" else "order_date"]
        counts = (day >= budget["first_date"]) & (day <= budget["last_date"])
        counts &= (category == budget["category"]) | (budget["category"] == "")
        counts &= (orders["supplier_id"] == budget["supplier_id"]) | (budget["supplier_id"] == "")
        when = period_of(day[counts], settings).clip(0, settings.periods)
        spent = money[counts].groupby(when).sum().reindex(range(settings.periods + 1), fill_value=0.0)
        paths[budget["budget_id"]] = spent.cumsum().to_numpy(dtype=float)
    columns = [*range(settings.periods), "later"]
    return pd.DataFrame.from_dict(paths, orient="index", columns=columns)
