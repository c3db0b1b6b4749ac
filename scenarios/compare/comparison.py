"""Plans of one dataset compared with the first of them: money, service, spend, orders, suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.faults import CallError
from models.plan import Plan
from models.problem import Problem
from optimizer.verdict import Verdict
from optimizer.verify import verify
from scenarios.compare.changes import changes_of, counted
from scenarios.report.spend import spend_by_period

LEAST = 2
"""Fewer plans than this cannot be compared."""


@dataclass(frozen=True)
class Comparison:
    """``plans`` by name, the first being what the others are compared with, and what verification finds of each.

    Every table is long: a row for each plan and subject, with the difference to the first plan beside the figure.
    Money of costs is discounted as in the objective, that of spend and suppliers (price and duty) is not.
    """

    problem: Problem
    plans: Mapping[str, Plan]
    verdicts: Mapping[str, Verdict]

    @property
    def names(self) -> list[str]:
        """The plans' names, the first first."""
        return list(self.plans)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """`plan`, `term` (and `total`), `cost`, `difference`, `share` of the first plan's total."""
        columns = {name: {**each.costs, "total": each.objective} for name, each in self.verdicts.items()}
        table = _long(pd.DataFrame(columns), "term", "cost")
        base = abs(self.verdicts[self.names[0]].objective)
        share = table["difference"] / base if base > 0 else np.full(len(table), np.nan)
        return table.assign(share=share)

    @cached_property
    def service(self) -> pd.DataFrame:
        """`plan`, `kind` (`overall`, `category`, `zone`), `of`, `served` (share in time), `difference`."""
        parts = []
        for kind, key in (("overall", None), ("category", "by_category"), ("zone", "by_zone")):
            figures = {
                name: {"": each.service["overall"]} if key is None else each.service[key]
                for name, each in self.verdicts.items()
            }
            part = _long(pd.DataFrame(figures, dtype="float64"), "of", "served")
            parts.append(part.assign(kind=kind))
        return pd.concat(parts, ignore_index=True)[["plan", "kind", "of", "served", "difference"]]

    @cached_property
    def spend(self) -> pd.DataFrame:
        """`plan`, `date` of the period, `ordered`, `due` (by payment date), `difference` of what is ordered."""
        tables = {name: spend_by_period(self.problem, plan) for name, plan in self.plans.items()}
        ordered = pd.DataFrame({name: table.set_index("date")["ordered"] for name, table in tables.items()})
        due = pd.DataFrame({name: table.set_index("date")["due"] for name, table in tables.items()})
        table = _long(ordered, "date", "ordered").assign(due=_long(due, "date", "due")["due"])
        return table[["plan", "date", "ordered", "due", "difference"]]

    @cached_property
    def changes(self) -> pd.DataFrame:
        """`plan`, and every order line of it or of the first; see ``changes.changes_of``."""
        first = self.plans[self.names[0]]
        tables = [changes_of(first, self.plans[name]).assign(plan=name) for name in self.names[1:]]
        table = pd.concat(tables, ignore_index=True)
        return table[["plan", *(column for column in table.columns if column != "plan")]]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many order lines are the same, resized, moved, dropped, added in every plan but the first."""
        return {name: counted(self.changes[self.changes["plan"] == name]) for name in self.names[1:]}

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """`plan`, `supplier_id`, `orders`, `lines`, `money`, `share` of the plan's money, `difference` of the share."""
        parts = []
        for name, plan in self.plans.items():
            orders = plan.orders.assign(money=plan.orders["value"] + plan.orders["duty"])
            orders = orders.assign(supplier_id=orders["supplier_id"].astype("str"))
            sums = orders.groupby("supplier_id").agg(
                orders=("order_id", "nunique"), lines=("item_id", "size"), money=("money", "sum")
            )
            whole = float(sums["money"].sum())
            parts.append(sums.assign(share=sums["money"] / whole if whole > 0 else 0.0, plan=name).reset_index())
        table = pd.concat(parts, ignore_index=True)
        shares = table.pivot_table(index="supplier_id", columns="plan", values="share", aggfunc="sum", fill_value=0.0)
        key = ["plan", "supplier_id"]
        every = pd.MultiIndex.from_product([self.names, sorted(table["supplier_id"].unique())], names=key)
        table = table.set_index(key).reindex(every, fill_value=0).reset_index()
        first = shares[self.names[0]].to_dict() if self.names[0] in shares else {}
        return table.assign(difference=table["share"] - table["supplier_id"].map(first).fillna(0.0).astype("float64"))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {name: getattr(self, name) for name in TABLES}


TABLES = ("costs", "service", "spend", "changes", "suppliers")


def compare(problem: Problem, plans: Mapping[str, Plan]) -> Comparison:
    """Verify every plan and compare all with the first.

    Raises CallError where fewer than two are given, or one says that it was made for another dataset.
    """
    if len(plans) < LEAST:
        raise CallError(f"{len(plans)} plan given; expected {LEAST} or more to compare")
    for name, plan in plans.items():
        told = plan.summary.get("dataset_sha256")
        if told is not None and told != problem.sha256:
            raise CallError(f"plan {name} was made for another version of the dataset; plan it again to compare it")
    return Comparison(problem, dict(plans), {name: verify(problem, plan) for name, plan in plans.items()})


def _long(wide: pd.DataFrame, key: str, value: str) -> pd.DataFrame:
    """A column for each plan as rows of `plan`, key, value and `difference` to the first column."""
    table = wide.rename_axis(key).reset_index().melt(id_vars=key, var_name="plan", value_name=value)
    first = np.tile(wide.iloc[:, 0].to_numpy(dtype=np.float64), wide.shape[1])
    table = table.assign(difference=table[value].to_numpy(dtype=np.float64) - first)
    return table[["plan", key, value, "difference"]]
