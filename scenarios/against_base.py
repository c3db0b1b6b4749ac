"""Plans side by side: cost, service, spend, orders and suppliers, each against a base plan.

Every function takes plans (their tables and summaries) and answers with a table; a plan without an objective has no
rows. Money is that of the plans; `difference` is the plan's figure less the base's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan

LINE = ["supplier_id", "item_id", "node_id", "mode"]


def exists(plan: Plan) -> bool:
    """Whether there is a plan behind the tables."""
    return plan.summary.get("objective") is not None


def costs(plan: Plan, base: Plan) -> pd.DataFrame:
    """One row a term: `term`, `cost`, `base`, `difference`, and the `total`, which is the objective."""
    own, theirs = dict(plan.summary["costs"] or {}), dict(base.summary["costs"] or {})
    if not own:
        return pd.DataFrame(columns=["term", "cost", "base", "difference"])
    rows = [(term, own.get(term, 0.0), theirs.get(term, 0.0)) for term in dict.fromkeys([*own, *theirs])]
    rows.append(("total", sum(own.values()), sum(theirs.values())))
    table = pd.DataFrame(rows, columns=["term", "cost", "base"])
    return table.assign(difference=table["cost"] - table["base"])


def service(plan: Plan, base: Plan) -> pd.DataFrame:
    """One row a category: `category` ("" for none), `fill_rate`, `base`, `difference` (NaN without demand)."""
    own, theirs = (dict(each.summary["service"].get("by_category") or {}) for each in (plan, base))
    names = list(dict.fromkeys([*own, *theirs])) if exists(plan) else []
    table = pd.DataFrame(
        {
            "category": pd.Series(names, dtype="str"),
            "fill_rate": [_figure(own.get(name)) for name in names],
            "base": [_figure(theirs.get(name)) for name in names],
        }
    )
    return table.assign(difference=table["fill_rate"] - table["base"])


def spend(plan: Plan, base: Plan) -> pd.DataFrame:
    """One row an order date of either plan: `date`, `ordered` (price and duty), `base`, `difference`."""
    table = pd.DataFrame({"ordered": _spent(plan, "order_date"), "base": _spent(base, "order_date")}).fillna(0.0)
    if not exists(plan):
        table = table.iloc[:0]
    table = table.rename_axis("date").sort_index().reset_index()
    return table.assign(difference=table["ordered"] - table["base"])


def suppliers(plan: Plan, base: Plan) -> pd.DataFrame:
    """One row a supplier: `supplier_id`, `spend` (price and duty), its `share` in it, `base_share`, `difference`."""
    own, theirs = _spent(plan, "supplier_id"), _spent(base, "supplier_id")
    table = pd.DataFrame({"spend": own, "base": theirs}).fillna(0.0).rename_axis("supplier_id").sort_index()
    share = table["spend"] / (table["spend"].sum() or np.nan)
    base_share = table["base"] / (table["base"].sum() or np.nan)
    table = table.assign(share=share.fillna(0.0), base_share=base_share.fillna(0.0)).drop(columns="base").reset_index()
    if not exists(plan):
        table = table.iloc[:0]
    return table.assign(difference=table["share"] - table["base_share"])


def orders(plan: Plan, base: Plan) -> pd.DataFrame:
    """One row an order line that differs: `change`, its ids, `base_date`, `date`, `base_units`, `units`.

    `resized`: the same day, other units. `moved`: another day (units may differ too): on each lane the lines of an item
    that stand alone in one plan are paired by date with those that stand alone in the other. The rest have no pair and
    are `added` or `dropped`.
    """
    columns = ["change", *LINE, "base_date", "date", "base_units", "units"]
    if not exists(plan):
        return pd.DataFrame(columns=columns)
    own, theirs = _lines(plan), _lines(base)
    both = theirs.merge(own, on=[*LINE, "date"], how="outer", suffixes=("_base", ""), indicator=True)
    same = both[both["_merge"] == "both"]
    resized = same[~np.isclose(same["units"], same["units_base"], rtol=1e-9, atol=1e-9)]
    resized = resized.assign(change="resized", base_date=resized["date"]).rename(columns={"units_base": "base_units"})
    gone, new = (_ranked(both[both["_merge"] == side]) for side in ("left_only", "right_only"))
    gone = gone.rename(columns={"date": "base_date", "units_base": "base_units"}).drop(columns="units")
    rest = gone.merge(new.drop(columns="units_base"), on=[*LINE, "rank"], how="outer")
    change = np.select([rest["date"].isna(), rest["base_date"].isna()], ["dropped", "added"], "moved")
    table = pd.concat([resized[columns], rest.assign(change=change)[columns]], ignore_index=True)
    table = table.fillna({"base_units": 0.0, "units": 0.0})
    return table.astype(dict.fromkeys(["change", *LINE], "str")).sort_values(
        [*LINE, "base_date", "date"], ignore_index=True
    )


def changes(table: pd.DataFrame) -> dict[str, int]:
    """How many order lines are added, dropped, moved and resized in a table of `orders`."""
    counts = table["change"].value_counts()
    return {change: int(counts.get(change, 0)) for change in ("added", "dropped", "moved", "resized")}


def regret(re_plan: Plan, base_plan: Plan) -> float | None:
    """What keeping the base plan's orders costs more than planning anew, in the same scenario.

    None where one of the two is missing or the kept orders break a rule, so that their cost means little.
    """
    if not exists(re_plan) or not exists(base_plan) or base_plan.summary.get("violations"):
        return None
    return float(base_plan.summary["objective"]) - float(re_plan.summary["objective"])


def spent_by_supplier(plan: Plan) -> dict[str, float]:
    """Price and duty by supplier."""
    return {str(supplier): float(money) for supplier, money in _spent(plan, "supplier_id").items()}


def _spent(plan: Plan, column: str) -> pd.Series:
    keys: Any = plan.orders[column]
    keys = keys.astype("str") if column == "supplier_id" else keys.astype("datetime64[s]")
    return (plan.orders["value"] + plan.orders["duty"]).groupby(keys).sum()


def _lines(plan: Plan) -> pd.DataFrame:
    frame = pd.DataFrame({name: plan.orders[name].to_numpy(object) for name in LINE})
    frame["date"] = plan.orders["order_date"].astype("datetime64[s]")
    frame["units"] = plan.orders["units"].astype(np.float64)
    return frame.groupby([*LINE, "date"], as_index=False)[["units"]].sum()


def _ranked(lines: pd.DataFrame) -> pd.DataFrame:
    lines = lines.drop(columns="_merge").sort_values([*LINE, "date"])
    return lines.assign(rank=lines.groupby(LINE).cumcount())


def _figure(value: float | None) -> float:
    return np.nan if value is None else float(value)
