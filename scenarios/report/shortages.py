"""What runs short in a plan: item by item, what it costs, and since when."""

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from models.settings import DAYS_PER_YEAR
from scenarios.report.calendar import period_of

LEAST = 1e-6
"""Units below which nothing is short: what a solver's arithmetic leaves behind."""


def short_streams(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Rows of the plan's `shortage` where units are lost or owed, with `money`: what they cost, not discounted.

    A lost unit costs shortage_cost x shortage_factor once, an owed one at the end of each period in which it is owed.
    """
    table = plan.shortage.loc[(plan.shortage["lost"] > LEAST) | (plan.shortage["backlog"] > LEAST)].copy()
    cost = problem.items.set_index("item_id")["shortage_cost"]
    factor = problem.channels.set_index("channel")["shortage_factor"]
    # a text column without a row maps to texts
    each = table["item_id"].map(cost).astype("float64").fillna(0.0)
    weight = table["channel"].map(factor).astype("float64").fillna(1.0)
    table["money"] = each * weight * (table["lost"] + table["backlog"])
    return table


def owed_at_the_end(problem: Problem, plan: Plan, term: float) -> float:
    """What it will cost to buy what is still owed after the last period: money, not discounted.

    It is what the term `shortage` holds beside lost and owed units; each period t of T is weighed with
    (1 + r)^-(t x bucket days / 365), this with t = T.
    """
    settings = problem.settings
    streams = short_streams(problem, plan)
    period = pd.Series(np.arange(settings.periods + 1))
    weight = (1.0 + settings.discount_rate) ** -(period * settings.bucket_days / DAYS_PER_YEAR)
    discounted = streams["money"] * period_of(streams["date"], settings).map(weight)
    return (term - float(discounted.sum())) / float(weight.iloc[-1])


def short_items(problem: Problem, plan: Plan, count: int = 10) -> pd.DataFrame:
    """One row an item that runs short, the dearest first: `lost`, `late`, `demand`, `since`, `money`, `streams`.

    Units; `late` are the most owed at once, `since` is the first day of the first period in which the item is short,
    `streams` how many of its demand streams are.
    """
    table = short_streams(problem, plan)
    owed = table.groupby(["item_id", "date"])["backlog"].sum().groupby("item_id").max()
    items = table.groupby("item_id").agg(
        lost=("lost", "sum"), since=("date", "min"), money=("money", "sum"), streams=("lost", "size")
    )
    streams = table.drop_duplicates(["item_id", "zone_id", "channel"]).groupby("item_id").size()
    items["streams"] = streams.reindex(items.index, fill_value=0)
    items["late"] = owed.reindex(items.index, fill_value=0.0)
    demand = plan.shortage.groupby("item_id")["demand"].sum()
    items["demand"] = demand.reindex(items.index, fill_value=np.nan)
    names = problem.items.set_index("item_id")["name"]
    items["name"] = names.reindex(items.index, fill_value="")
    return items.reset_index().sort_values(["money", "item_id"], ascending=[False, True]).head(count)
