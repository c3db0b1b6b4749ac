"""What one more unit of each limit would save: budgets, capacities, storage, what nodes receive, order minima."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.lines import NEAR, capacity_used
from optimizer.instance.calendar import Calendar
from optimizer.linear import Floats
from optimizer.options import Options
from optimizer.strategies.decomposed.ascent import Ascent
from optimizer.strategies.decomposed.chunks import chunks_of
from optimizer.strategies.decomposed.crew import crew_for
from optimizer.strategies.decomposed.memory import MINIMA
from optimizer.strategies.decomposed.recall import Memory
from optimizer.strategies.decomposed.shared import MEASURES
from optimizer.strategies.large import ties

COLUMNS = ["limit", "of", "date", "amount", "used", "left", "saving", "unit"]

ROUNDS = 60
"""Rounds of prices where a plan has none beside it."""

BINDING = 0.03
"""Share of a limit up to which what is left may be less than a case: then its price holds."""

UNITS = dict(zip(MEASURES, ("money", "units", "kg", "m3"), strict=True))


def limits_of(problem: Problem, plan: Plan, prices: Mapping[str, Floats]) -> pd.DataFrame:
    """One row a limit that the plan meets, with ``saving``: money that one more unit of it would save.

    ``limit`` is budget, capacity, storage or order minimum (there: one unit less); ``of`` names whose, ``date`` the
    period or order. 0 where much is left, empty where no price is known. Budgets have the plan's own shadow prices, all
    else the prices of the search, ``prices`` of ``prices_of`` (at the margin: they hold for small changes only).
    """
    found = [_budgets(problem, plan, prices), _capacities(problem, plan, prices), _storage(problem, plan, prices)]
    found.append(_minima(problem, plan, prices))
    return pd.concat([each for each in found if len(each)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)


def prices_of(problem: Problem, plan: Plan) -> Mapping[str, Floats]:
    """(whose, T) prices by kind: those kept beside the plan, else of some rounds, else none."""
    periods = problem.settings.periods
    sizes = {"capacity": len(problem.suppliers), "storage": len(problem.nodes)}
    sizes |= dict.fromkeys(MINIMA, len(problem.suppliers)) | {"money": len(problem.budgets)}
    if plan.multipliers is not None:
        memory = Memory(plan.multipliers, problem)
        return {k: memory.shared(k, np.zeros(n * periods)).reshape(n, periods) for k, n in sizes.items()}
    if ties(problem) or not len(problem.items):
        return {}
    crew = crew_for(Options())
    try:
        ascent = Ascent.start(problem, chunks_of(problem, max(len(problem.items) // 8, 50)), crew)
        for number in range(ROUNDS):
            ascent.step(pace=0.965 ** (number * 100 / ROUNDS))
    finally:
        crew.close()
    kept = {"capacity": ascent.prices.capacity, "storage": ascent.prices.storage}
    kept |= dict(zip(MINIMA, ascent.prices.minimum, strict=True))
    told = {name: figures.reshape(-1, periods) for name, figures in kept.items()}
    return told | {"money": ascent.prices.money[:, None]}


def _priced(table: pd.DataFrame, prices: Mapping[str, Floats], kind: str, row: Floats, period: Floats) -> pd.DataFrame:
    """The table with its saving: the price where the limit binds."""
    if kind in prices:
        price = prices[kind][row.astype(np.int64), period.astype(np.int64)]
        saving = np.where(table["left"] <= BINDING * table["amount"], price, 0.0)
    else:
        saving = np.full(len(table), np.nan)
    return table.assign(saving=saving)[COLUMNS]


def _budgets(problem: Problem, plan: Plan, prices: Mapping[str, Floats]) -> pd.DataFrame:
    """The plan's own shadow prices; where less than a case's money is left, what the search held it to be worth."""
    budgets = plan.budgets
    left = (budgets["amount"] - budgets["used"]).to_numpy(np.float64)
    saving = budgets["shadow_price"].to_numpy(np.float64)
    if "money" in prices:
        row = pd.Index(problem.budgets["budget_id"]).get_indexer(pd.Index(budgets["budget_id"]))
        held = prices["money"][np.maximum(row, 0), 0]
        near = (row >= 0) & (left <= (1.0 - NEAR) * budgets["amount"].to_numpy(np.float64)) & (saving == 0.0)
        saving = np.where(near, held, saving)
    return pd.DataFrame(
        {
            "limit": "budget", "of": budgets["budget_id"].astype(object), "date": pd.NaT, "amount": budgets["amount"],
            "used": budgets["used"], "left": left, "saving": saving, "unit": "money",
        }
    )[COLUMNS]  # fmt: skip


def _orders(problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row an order: supplier's position, period, and what minima count."""
    items = problem.items.set_index("item_id")
    rows = plan.orders[["order_id", "supplier_id", "order_date", "value", "units"]].assign(
        **{name: plan.orders["units"] * plan.orders["item_id"].map(items[f"unit_{name}"]) for name in ("kg", "m3")}
    )
    sums = dict.fromkeys(MEASURES, "sum")
    orders = rows.groupby("order_id", as_index=False, sort=False).agg(
        {"supplier_id": "first", "order_date": "first", **sums}
    )
    row = pd.Index(problem.suppliers["supplier_id"]).get_indexer(pd.Index(orders["supplier_id"]))
    return orders.assign(row=row, period=Calendar.of(problem.settings).period_of(orders["order_date"]))


def _capacities(problem: Problem, plan: Plan, prices: Mapping[str, Floats]) -> pd.DataFrame:
    orders = _orders(problem, plan)
    limit = problem.suppliers["capacity"].to_numpy(np.float64)[orders["row"]]
    used = orders["order_id"].map(capacity_used(problem, plan)).to_numpy(np.float64)
    table = pd.DataFrame(
        {
            "limit": "capacity", "of": orders["supplier_id"].astype(object), "date": orders["order_date"],
            "amount": limit, "used": used, "left": limit - used, "unit": "capacity units",
        }
    )  # fmt: skip
    there = np.isfinite(limit)
    row, period = orders["row"].to_numpy(np.float64)[there], orders["period"].to_numpy(np.float64)[there]
    return _priced(table[there], prices, "capacity", row, period)


def _storage(problem: Problem, plan: Plan, prices: Mapping[str, Floats]) -> pd.DataFrame:
    stock = plan.projection
    volume = stock["item_id"].map(problem.items.set_index("item_id")["unit_m3"]).astype(np.float64)
    filled = (stock["closing"] * volume).groupby([stock["node_id"].astype(object), stock["date"]]).sum().reset_index()
    filled.columns = pd.Index(["of", "date", "used"])
    row = pd.Index(problem.nodes["node_id"]).get_indexer(pd.Index(filled["of"]))
    limit = problem.nodes["storage_m3"].to_numpy(np.float64)[row]
    table = filled.assign(limit="storage", amount=limit, left=limit - filled["used"], unit="m3")
    there = np.isfinite(limit)
    period = Calendar.of(problem.settings).period_of(filled["date"]).astype(np.float64)
    return _priced(table[there], prices, "storage", row.astype(np.float64)[there], period[there])


def _minima(problem: Problem, plan: Plan, prices: Mapping[str, Floats]) -> pd.DataFrame:
    orders = _orders(problem, plan)
    found = []
    for measure, kind in zip(MEASURES, MINIMA, strict=True):
        least = problem.suppliers[f"min_order_{measure}"].to_numpy(np.float64)[orders["row"]]
        table = pd.DataFrame(
            {
                "limit": "order minimum", "of": orders["supplier_id"].astype(object), "date": orders["order_date"],
                "amount": least, "used": orders[measure], "left": orders[measure] - least, "unit": UNITS[measure],
            }
        )  # fmt: skip
        there = least > 0
        row, period = orders["row"].to_numpy(np.float64)[there], orders["period"].to_numpy(np.float64)[there]
        found.append(_priced(table[there], prices, kind, row, period))
    kept = [each for each in found if len(each)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)
