"""Projected stock of the items that matter most in a plan."""

from collections.abc import Sequence

import pandas as pd

from models.plan import Plan
from models.problem import Problem
from scenarios.report.calendar import first_days
from scenarios.report.shortages import short_streams

STOCK = ["opening", "inbound", "ordered_in", "transferred_in", "transferred_out", "served", "closing"]
SAFETY = ["safety_stock", "safety_shortfall"]


def items_that_matter(problem: Problem, plan: Plan, count: int = 6, chosen: Sequence[str] = ()) -> pd.DataFrame:
    """The chosen items, then those with most money at stake: `item_id`, `name`, `bought`, `short`, `stake`, `chosen`.

    `bought` is price and duty of the item's orders, `short` what its lost and owed units cost, `stake` their sum; none
    is discounted. `count` items come on top of the chosen ones.
    """
    bought = (plan.orders["value"] + plan.orders["duty"]).groupby(plan.orders["item_id"].astype(str)).sum()
    streams = short_streams(problem, plan)
    short = streams["money"].groupby(streams["item_id"].astype(str)).sum()
    table = problem.items[["item_id", "name"]].copy()
    table["bought"] = bought.reindex(table["item_id"], fill_value=0.0).to_numpy(dtype=float)
    table["short"] = short.reindex(table["item_id"], fill_value=0.0).to_numpy(dtype=float)
    table["stake"] = table["bought"] + table["short"]
    wanted = list(dict.fromkeys(chosen))
    table["chosen"] = table["item_id"].isin(wanted)
    first = table.set_index("item_id", drop=False).loc[wanted]
    others = table.loc[~table["chosen"] & (table["stake"] > 0)]
    others = others.sort_values(["stake", "item_id"], ascending=[False, True]).head(count)
    return pd.concat([first, others], ignore_index=True)


def stock_of(problem: Problem, plan: Plan, item_id: str) -> pd.DataFrame:
    """One row a period: the columns of the plan's `projection` over all nodes; the item's `demand`, `lost` and `owed`.

    Units. `owed` is the backlog at the period's end. A kit has no stock of its own: its columns are 0.
    """
    days = first_days(problem.settings)
    stock = plan.projection.loc[plan.projection["item_id"] == item_id].groupby("date")[[*STOCK, *SAFETY]].sum()
    asked = plan.shortage.loc[plan.shortage["item_id"] == item_id].groupby("date")[["demand", "lost", "backlog"]].sum()
    table = stock.reindex(days, fill_value=0.0).join(asked.reindex(days, fill_value=0.0))
    # a plan may leave out rows of zeros, and their safety stock with them
    safety = problem.safety_stock.loc[problem.safety_stock["item_id"] == item_id, "units"].sum()
    table["safety_stock"] = float(safety)
    return table.rename(columns={"backlog": "owed"}).rename_axis("date").reset_index()
