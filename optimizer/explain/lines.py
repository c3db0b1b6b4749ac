"""Order lines and the units of each by cause, in units and money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.reasons import CAUSES, causes, credited_of, periods_told, sentences
from optimizer.explain.sizes import NEVER, measured
from optimizer.instance.calendar import Calendar
from optimizer.instance.recipes import recipes_of
from optimizer.instance.streams import streams_of

LINE = ["order_id", "item_id"]

NEAR = 0.995
"""Share of a limit from which on it counts as used up: what is left is less than a case, as a rule."""


@dataclass(frozen=True)
class Lines:
    """``lines``, one row each, with the sentence that explains it; ``sizes``, one row a line and cause."""

    lines: pd.DataFrame
    sizes: pd.DataFrame


def lines_of(problem: Problem, plan: Plan) -> Lines:
    """Every line of a plan, and what its size is due to.

    ``lines``: supplier, day, nodes, ``covers_from`` and ``covers_to`` (first days of periods), units, money (price and
    duty), ``limited_by`` (budgets that are used up, the supplier's capacity, the most of a line), ``reason``.
    ``sizes``: ``units`` and ``money`` by ``cause`` (``CAUSES``); those of a line add up to its own.
    """
    streams = streams_of(problem, Calendar.of(problem.settings), recipes_of(problem))
    measures = measured(problem, plan.orders, plan.projection, credited_of(problem, streams))
    rows = plan.orders.assign(**measures.columns())
    units = causes(problem, rows)
    rows = rows.drop(columns=list(CAUSES[:5])).join(units)
    rows["node_id"] = rows["node_id"].astype(object)
    rows["since"] = rows["since"].where(rows["since"] != NEVER, np.iinfo(np.int64).max)
    rows["money"] = rows["value"] + rows["duty"]
    sums = dict.fromkeys([*CAUSES, "units", "money", "value", "duty"], "sum")
    firsts = dict.fromkeys(["supplier_id", "order_date", "payment_date"], "first")
    lines = rows.groupby(LINE, sort=False, observed=True, as_index=False).agg(
        {**firsts, **sums, "since": "min", "until": "max", "largest": "any", "node_id": _together}
    )
    lines["since"] = lines["since"].where(lines["since"] != np.iinfo(np.int64).max, NEVER)
    each = np.divide(lines["money"], lines["units"], out=np.zeros(len(lines)), where=lines["units"] > 0)
    told = periods_told(lines["since"].to_numpy(np.int64), lines["until"].to_numpy(np.int64), problem)
    table = lines[[*LINE, "supplier_id", "order_date"]].assign(
        nodes=lines["node_id"], covers_from=told["covers_from"], covers_to=told["covers_to"],
        units=lines["units"], money=lines["money"], limited_by=limited_by(problem, plan, lines),
        reason=sentences(problem, lines, lines[list(CAUSES)]),
    )  # fmt: skip
    sizes = lines[LINE].assign(**{name: lines[name] for name in CAUSES}, each=each)
    long = sizes.melt([*LINE, "each"], list(CAUSES), "cause", "units", ignore_index=False).sort_index(kind="stable")
    long = long.assign(money=long["units"] * long["each"]).drop(columns="each")
    return Lines(table, long[long["units"].abs() > 1e-6].reset_index(drop=True))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows, each by its columns' names."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _together(nodes: pd.Series) -> str:
    names = list(dict.fromkeys(nodes))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def limited_by(problem: Problem, plan: Plan, lines: pd.DataFrame) -> pd.Series:
    """What keeps each line from being larger, by name; empty where nothing that is known does."""
    words = np.full(len(lines), "", dtype=object)
    category = lines["item_id"].map(problem.items.set_index("item_id")["category"]).to_numpy(object)
    used = dict(zip(plan.budgets["budget_id"], plan.budgets["used"], strict=True))
    for budget in records(problem.budgets):  # few
        day = lines["payment_date" if budget["basis"] == "payment" else "order_date"]
        matches = (day >= budget["first_date"]) & (day <= budget["last_date"])
        if budget["category"]:
            matches &= category == budget["category"]
        if budget["supplier_id"]:
            matches &= lines["supplier_id"] == budget["supplier_id"]
        if used.get(budget["budget_id"], 0.0) >= NEAR * budget["amount"]:
            words[matches] += f"budget {budget['budget_id']}, "
    capacity = problem.suppliers.set_index("supplier_id")["capacity"]
    limit = lines["supplier_id"].map(capacity).to_numpy(np.float64)
    full = lines["order_id"].map(capacity_used(problem, plan)).to_numpy(np.float64) >= NEAR * limit
    words[full] += "capacity of " + lines["supplier_id"].astype(str).to_numpy(object)[full] + ", "
    words[lines["largest"].to_numpy(np.bool_)] += "most of an order line, "
    return pd.Series(words, lines.index).str.removesuffix(", ")


def capacity_used(problem: Problem, plan: Plan) -> pd.Series:
    """Units of the supplier's capacity that each order uses, by its id."""
    rows = plan.orders.merge(
        problem.offers[["item_id", "supplier_id", "capacity_per_unit", "capacity_per_line"]],
        on=["item_id", "supplier_id"], how="left",
    )  # fmt: skip
    lines = rows.drop_duplicates(LINE).groupby("order_id")["capacity_per_line"].sum()
    return (rows["units"] * rows["capacity_per_unit"]).groupby(rows["order_id"]).sum() + lines
