"""Figures of plans beside those of the first: money, service, spend, orders and suppliers, one table each.

Every table is long: a row for each plan and subject, with the first plan's figure as `base` and the `difference` to it.
Money of costs is discounted as in the objective, that of spend and suppliers (price and duty) is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from scenarios.compare.changes import changes_of
from scenarios.report.spend import spend_by_period


@dataclass(frozen=True)
class Side:
    """One plan of those compared, the dataset that it is for, and what was found of it: money by term, service."""

    name: str
    problem: Problem
    plan: Plan
    costs: Mapping[str, float]
    service: Mapping[str, Any]


def costs(sides: Sequence[Side]) -> pd.DataFrame:
    """`plan`, `term` (and `total`, the sum of them), `cost`, `base`, `difference`."""
    table = pd.DataFrame({side.name: dict(side.costs) for side in sides}, dtype="float64").fillna(0.0)
    table.loc["total"] = table.sum()
    return _long(table, "term", "cost")


def service(sides: Sequence[Side]) -> pd.DataFrame:
    """`plan`, `kind` (`overall`, `category`, `zone`), `of`, `served` (share in time), `base`, `difference`."""
    parts = []
    for kind, key in (("overall", None), ("category", "by_category"), ("zone", "by_zone")):
        figures = {
            side.name: {"": side.service.get("overall")} if key is None else dict(side.service.get(key) or {})
            for side in sides
        }
        table = pd.DataFrame(figures, columns=[side.name for side in sides], dtype="float64")
        parts.append(_long(table, "of", "served").assign(kind=kind))
    return pd.concat(parts, ignore_index=True)[["plan", "kind", "of", "served", "base", "difference"]]


def spend(sides: Sequence[Side]) -> pd.DataFrame:
    """`plan`, `date` of the period, `ordered`, `due` (by payment date), `base`, `difference` of what is ordered."""
    tables = {side.name: spend_by_period(side.problem, side.plan).set_index("date") for side in sides}
    ordered, due = (
        pd.DataFrame({name: table[column] for name, table in tables.items()}).fillna(0.0).sort_index()
        for column in ("ordered", "due")
    )
    table = _long(ordered, "date", "ordered").assign(due=_long(due, "date", "due")["due"])
    return table[["plan", "date", "ordered", "due", "base", "difference"]]


def changes(sides: Sequence[Side]) -> pd.DataFrame:
    """`plan` (the others), and every order line of it or of the first; see ``changes.changes_of``."""
    first, *others = sides
    tables = [changes_of(first.plan, side.plan).assign(plan=side.name) for side in others]
    table = pd.concat(tables, ignore_index=True)
    return table[["plan", *(column for column in table.columns if column != "plan")]]


def suppliers(sides: Sequence[Side]) -> pd.DataFrame:
    """`plan`, `supplier_id`, `orders`, `lines`, `money`, `share` of the plan's, its `base` and `difference`."""
    parts = {side.name: _bought(side.plan) for side in sides}
    every = sorted(set().union(*(part.index for part in parts.values())))
    filled = {name: part.reindex(pd.Index(every, dtype="object"), fill_value=0) for name, part in parts.items()}
    shares = pd.DataFrame({name: part["share"] for name, part in filled.items()}, dtype="float64")
    table = _long(shares, "supplier_id", "share")
    for column in ("orders", "lines", "money"):
        table[column] = np.concatenate([part[column].to_numpy() for part in filled.values()])
    return table[["plan", "supplier_id", "orders", "lines", "money", "share", "base", "difference"]]


def spent_by_supplier(plan: Plan) -> dict[str, float]:
    """Price and duty by supplier."""
    return {str(supplier): float(money) for supplier, money in _bought(plan)["money"].items()}


def _bought(plan: Plan) -> pd.DataFrame:
    """Purchase orders, order lines, price and duty, and the share in it, by supplier."""
    orders = plan.orders.assign(money=plan.orders["value"] + plan.orders["duty"])
    orders = orders.assign(supplier_id=orders["supplier_id"].astype("object"))
    sums = orders.groupby("supplier_id").agg(
        orders=("order_id", "nunique"), lines=("item_id", "size"), money=("money", "sum")
    )
    whole = float(sums["money"].sum())
    return sums.assign(share=sums["money"] / whole if whole > 0 else 0.0)


def _long(wide: pd.DataFrame, key: str, value: str) -> pd.DataFrame:
    """A column a plan as rows of `plan`, key, value, with the first column's figure as `base` and the `difference`."""
    table = wide.rename_axis(key).reset_index().melt(id_vars=key, var_name="plan", value_name=value)
    base = np.tile(wide.iloc[:, 0].to_numpy(dtype=np.float64), wide.shape[1])
    table = table.assign(base=base, difference=table[value].to_numpy(dtype=np.float64) - base)
    return table[["plan", key, value, "base", "difference"]]
