"""Plans side by side: cost, service, spend, orders and suppliers, each against a base plan.

Every function takes plans (their tables and summaries) and answers with a table; a plan without an objective has no
rows. Money is that of the plans; `difference` is the plan's figure less the base's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from scenarios.compare.changes import PLACE, changes_of, counted

BESIDE = {"date_before": "base_date", "date_after": "date", "units_before": "base_units", "units_after": "units"}
"""Columns of ``changes_of`` as they are called here, where one of the two plans is the base."""


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

    See ``compare.changes.changes_of``.
    """
    columns = ["change", *PLACE, *BESIDE.values()]
    if not exists(plan):
        return pd.DataFrame(columns=columns)
    table = changes_of(base, plan)
    table = table[table["change"] != "same"].rename(columns=BESIDE)[columns]
    table = table.fillna({"base_units": 0.0, "units": 0.0})
    return table.astype(dict.fromkeys(["change", *PLACE], "str")).sort_values(
        [*PLACE, "base_date", "date"], ignore_index=True
    )


def changes(table: pd.DataFrame) -> dict[str, int]:
    """How many order lines are added, dropped, moved and resized in a table of `orders`."""
    counts = counted(table)
    return {change: counts[change] for change in ("added", "dropped", "moved", "resized")}


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


def _figure(value: float | None) -> float:
    return np.nan if value is None else float(value)
