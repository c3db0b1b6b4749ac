"""What items share: limits and fixed costs of orders, shipments, landings, storage and money, as dense arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.linear import Bools, Floats

MEASURES = ("value", "units", "kg", "m3")


@dataclass(frozen=True)
class Shared:
    """Limits and costs by position; infinite where there is none, discounted from the order's period.

    Orders (suppliers x T): ``order_cost``; ``least`` (4, orders) of value, units, kg, m3; ``capacity``, and
    ``capacity_over`` its overrun cost (infinite where hard). Shipments (lanes x T): ``shipment_cost``, ``min_charge``,
    ``box_m3``, ``box_kg`` (infinite), ``box_cost``, ``most_boxes``. Cells (nodes x T): ``storage`` m3 with
    ``storage_over``, ``inbound_m3``, ``inbound_units`` (what is bought already taken off). Budgets: ``amount``,
    ``budget_over``, and ``matches`` (budgets, purses) 0 or 1.
    """

    periods: int
    order_cost: Floats
    least: Floats
    capacity: Floats
    capacity_over: Floats
    shipment_cost: Floats
    min_charge: Floats
    boxed: Bools
    box_m3: Floats
    box_kg: Floats
    box_cost: Floats
    most_boxes: Floats
    storage: Floats
    storage_over: Floats
    inbound_m3: Floats
    inbound_units: Floats
    amount: Floats
    budget_over: Floats
    matches: sparse.csr_array
    purses: int


def shared_of(problem: Problem, kept_m3: Floats, coming_m3: Floats, coming_units: Floats) -> Shared:
    """Read suppliers, lanes, nodes and budgets.

    ``kept_m3``, ``coming_m3``, ``coming_units`` (nodes x T,): what stock and inbound of all items leave and bring by
    themselves; a hard storage limit is raised to the first, the others are taken off what a node may receive.
    """
    calendar = Calendar.of(problem.settings)
    periods, weights = calendar.periods, calendar.weights[:-1]
    suppliers, lanes, nodes, budgets = problem.suppliers, problem.lanes, problem.nodes, problem.budgets

    def spread(column: pd.Series, missing: float = 0.0, *, discounted: bool = False) -> Floats:
        figures = column.fillna(missing).to_numpy(np.float64)[:, None]
        return np.ravel(figures * (weights if discounted else np.ones(periods)))

    boxed = (lanes["container_m3"].notna() | lanes["container_kg"].notna()).to_numpy()
    storage = spread(nodes["storage_m3"], np.inf)
    hard = np.repeat(nodes["overflow_cost"].isna().to_numpy(), periods)
    over = np.where(nodes["storage_m3"].notna(), nodes["overflow_cost"].fillna(np.inf), np.inf)
    matches, over_weight = _matches(problem, calendar)
    return Shared(
        periods=periods,
        order_cost=spread(suppliers["order_cost"], discounted=True),
        least=np.stack([spread(suppliers[f"min_order_{name}"]) for name in MEASURES]),
        capacity=spread(suppliers["capacity"], np.inf),
        capacity_over=spread(suppliers["capacity_overrun_cost"], np.inf, discounted=True),
        shipment_cost=spread(lanes["shipment_cost"], discounted=True),
        min_charge=spread(lanes["min_charge"], discounted=True),
        boxed=np.repeat(boxed, periods),
        box_m3=spread(lanes["container_m3"], np.inf), box_kg=spread(lanes["container_kg"], np.inf),
        box_cost=np.where(np.repeat(boxed, periods), spread(lanes["container_cost"], discounted=True), 0.0),
        most_boxes=spread(lanes["max_containers"], np.inf),
        storage=np.where(hard, np.maximum(storage, kept_m3), storage), storage_over=np.ravel(over[:, None] * weights),
        inbound_m3=np.maximum(spread(nodes["inbound_m3"], np.inf) - coming_m3, 0.0),
        inbound_units=np.maximum(spread(nodes["inbound_units"], np.inf) - coming_units, 0.0),
        amount=budgets["amount"].to_numpy(np.float64),
        budget_over=budgets["overrun_cost"].fillna(np.inf).to_numpy(np.float64) * over_weight,
        matches=matches, purses=matches.shape[1],
    )  # fmt: skip


def categories_of(problem: Problem) -> dict[str, int]:
    """Position of each category that some budget names, from 1; 0 stands for all others."""
    return {name: at for at, name in enumerate(sorted({c for c in problem.budgets["category"] if c}), start=1)}


def _matches(problem: Problem, calendar: Calendar) -> tuple[sparse.csr_array, Floats]:
    """(budgets, purses) which orders each budget pays for, and the weight of its overrun."""
    suppliers, budgets = problem.suppliers, problem.budgets
    categories, periods = categories_of(problem), calendar.periods
    ordered = np.arange(periods) * calendar.bucket_days
    wait = suppliers["payment_days"].to_numpy(np.int64)[:, None]
    shape = (len(budgets), len(categories) + 1, len(suppliers), periods)
    matches = np.zeros(shape, np.bool_)
    first, last = (calendar.days_from_start(budgets[f"{end}_date"]) for end in ("first", "last"))
    for row, budget in enumerate(budgets.itertuples()):
        day = np.broadcast_to(ordered + (wait if budget.basis == "payment" else 0), shape[2:])
        held = (day >= first[row]) & (day <= last[row])
        if budget.supplier_id:
            held = held & (suppliers["supplier_id"] == budget.supplier_id).to_numpy()[:, None]
        where = slice(None) if not budget.category else [categories[str(budget.category)]]
        matches[row, where] = held
    period = np.clip(np.floor_divide(last, calendar.bucket_days), 0, periods - 1)
    purses = matches.reshape(len(budgets), math.prod(shape[1:])).astype(np.float64)
    return sparse.csr_array(purses), calendar.weights[period]

