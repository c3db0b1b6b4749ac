"""What a plan buys, by supplier and by landing node, and why its orders are as large as they are."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.plan import Plan

MONEY = ["value", "duty", "freight", "money"]


def bought_by(plan: Plan, key: str) -> pd.DataFrame:
    """One row for each value of `key` (`supplier_id` or `node_id`), the dearest first; no money is discounted.

    `key`, `orders`, `items`, `units`, `value` (price paid), `duty`, `freight` of the shipments, `money`: their sum.
    Each column of money adds up to that of the plan; an order to several nodes counts at each of them.
    """
    orders = plan.orders.groupby(plan.orders[key].astype(str)).agg(
        orders=("order_id", "nunique"),
        items=("item_id", "nunique"),
        units=("units", "sum"),
        value=("value", "sum"),
        duty=("duty", "sum"),
    )
    freight = plan.shipments.groupby(plan.shipments[key].astype(str))["freight"].sum()
    table = orders.join(freight, how="outer").fillna(0.0)
    table["money"] = table["value"] + table["duty"] + table["freight"]
    table = table.astype({"orders": "int64", "items": "int64"}).rename_axis(key).reset_index()
    return table.sort_values(["money", key], ascending=[False, True], ignore_index=True)


def first_and_rest(table: pd.DataFrame, key: str, count: int) -> pd.DataFrame:
    """The first `count` rows of `bought_by`, and one named "N others" with the money of the rest, if there is any."""
    rest = table.iloc[count:]
    if rest.empty:
        return table
    last = pd.DataFrame([{key: f"{len(rest)} others", **rest[[*MONEY, "units"]].sum().to_dict()}])
    return pd.concat([table.iloc[:count], last], ignore_index=True)


def order_reasons(plan: Plan, order_ids: Sequence[str], count: int = 3) -> dict[str, list[str]]:
    """The reasons of each of these orders with how many of its lines have them, the one with most money first."""
    rows = plan.orders.loc[plan.orders["order_id"].isin(list(order_ids)), ["order_id", "item_id", "reason"]].copy()
    rows["money"] = plan.orders["value"] + plan.orders["duty"]
    rows["reason"] = np.where(rows["reason"] == "", "no reason is given", rows["reason"])
    table = rows.groupby(["order_id", "reason"]).agg(lines=("item_id", "nunique"), money=("money", "sum"))
    table = table.reset_index().sort_values(["money", "reason"], ascending=[False, True])
    told: dict[str, list[str]] = {str(name): [] for name in order_ids}
    for row in table.to_dict("records"):
        told[row["order_id"]].append(f"{row['reason']} ({row['lines']} item{'' if row['lines'] == 1 else 's'})")
    return {name: [*reasons[:count], *(["..."] if len(reasons) > count else [])] for name, reasons in told.items()}
