"""What a plan costs, by objective term, from arrays: the parts of chunks add up to the cost of the whole."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.extract.flows import Flows
from optimizer.extract.orders import Loads, bought_lines, freight_of, loads_of
from optimizer.formulation.build import TERMS
from optimizer.formulation.variables import Flowing
from optimizer.instance import Instance
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import positions, totals
from optimizer.linear import Floats

Costs = dict[str, float]


@dataclass(frozen=True)
class Ordered:
    """What the orders of a chunk come to; those of several chunks add up.

    ``loads`` by lane and period; (suppliers, T): ``lines`` how many, ``capacity`` they use; ``spent`` (categories,
    suppliers, T) price and duty by the period of the order; ``purchase``, ``duty``, ``line_cost`` discounted money.
    """

    loads: Loads
    lines: Floats
    capacity: Floats
    spent: Floats
    purchase: float
    duty: float
    line_cost: float

    def __add__(self, other: Ordered) -> Ordered:
        return Ordered(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def ordered_of(instance: Instance, cases: Floats, categories: pd.Index) -> Ordered:
    """What the cases (cases,) come to; ``categories`` are those of the whole problem."""
    problem, ordering, periods = instance.problem, instance.ordering, instance.calendar.periods
    lines = bought_lines(instance, cases)
    line = lines.line
    offer, supplier, period = ordering.line_offer[line], ordering.line_supplier[line], ordering.line_period[line]
    figures = {
        name: problem.offers[name].to_numpy(np.float64)[offer]
        for name in ("duty_rate", "line_cost", "capacity_per_unit", "capacity_per_line")
    }
    category = positions(categories, problem.items["category"])[ordering.line_item[line]]
    shape = (len(problem.suppliers), periods)
    cell = supplier * periods + period
    weight, duty = instance.calendar.weights[period], lines.value * figures["duty_rate"]
    used = figures["capacity_per_unit"] * lines.units + figures["capacity_per_line"]
    size = shape[0] * shape[1]
    return Ordered(
        loads=loads_of(instance, cases),
        lines=totals(cell, np.ones(line.size), size).reshape(shape),
        capacity=totals(cell, used, size).reshape(shape),
        spent=totals(category * size + cell, lines.value + duty, len(categories) * size).reshape(-1, *shape),
        purchase=float(lines.value @ weight),
        duty=float(duty @ weight),
        line_cost=float(figures["line_cost"] @ weight),
    )


def flow_costs(instance: Instance, flowing: Flowing, flows: Flows) -> Costs:
    """Terms of stock, service and transfers."""
    stocking, streams, weights = instance.stocking, instance.streams, instance.calendar.weights
    per_period = weights[:-1]
    below = np.maximum(stocking.safety[:, None] - flows.closing, 0.0)
    late = streams.shortage_cost[flowing.want_stream] * weights[flowing.want_period]
    last = flowing.want_period == instance.calendar.periods - 1
    owed = streams.owed_cost[flowing.want_stream[last]] * weights[-1]
    fare = instance.serving.cost[flowing.served_option] * weights[flowing.served_period]
    return {
        "transfer": float((move_rates(instance, flowing) * weights[flowing.move_period]) @ flows.moved),
        "fulfilment": float(fare @ flows.served),
        "carrying": float(instance.item_figure("carrying_cost")[stocking.item] @ (flows.closing @ per_period)),
        "shortage": float(late @ (flows.lost + flows.backlog) + owed @ flows.backlog[last]),
        "safety": float(instance.item_figure("safety_cost")[stocking.item] @ (below @ per_period)),
        "terminal_credit": _credit(instance, flows.closing[:, -1]),
    }


def move_rates(instance: Instance, flowing: Flowing) -> Floats:
    """(moves,) money per unit moved."""
    transfers, item = instance.problem.transfers, instance.stocking.item[flowing.move_from]
    unit, m3, kg = (
        transfers[name].to_numpy(np.float64)[flowing.move_row]
        for name in ("cost_per_unit", "cost_per_m3", "cost_per_kg")
    )
    return np.asarray(unit + m3 * instance.item_figure("unit_m3")[item] + kg * instance.item_figure("unit_kg")[item])


def _credit(instance: Instance, closing: Floats) -> float:
    settings = instance.problem.settings
    if settings.terminal_value <= 0:
        return 0.0
    worth = instance.item_figure("unit_cost") * instance.calendar.weights[-1]
    left = totals(instance.stocking.item, closing, worth.size)
    rich = np.minimum(left, settings.terminal_cover_periods * instance.streams.mean_demand)
    return -float(worth @ (settings.terminal_value * rich + settings.salvage_value * (left - rich)))


def whole_costs(problem: Problem, ordered: Ordered, flow: Costs, stored: Floats, used: Floats) -> Costs:
    """Every term of the objective, in its order.

    From the orders and the flow terms of all chunks, ``stored`` (nodes, T) m3 and ``used`` (budgets,) money.
    """
    calendar = Calendar.of(problem.settings)
    per_period = calendar.weights[:-1]
    nodes, suppliers = problem.nodes, problem.suppliers
    costs = dict.fromkeys((term.NAME for term in TERMS), 0.0) | flow
    placed = suppliers["order_cost"].to_numpy(np.float64) @ (ordered.lines > 0) @ per_period
    costs["purchase"], costs["duty"] = ordered.purchase, ordered.duty
    costs["ordering"] = ordered.line_cost + float(placed)
    costs["freight"] = float(freight_of(problem, ordered.loads).sum(axis=0) @ per_period)
    over = _above(ordered.capacity, suppliers["capacity"], suppliers["capacity_overrun_cost"])
    costs["capacity_overrun"] = float(over.sum(axis=0) @ per_period)
    over = _above(stored, nodes["storage_m3"], nodes["overflow_cost"])
    costs["storage_overflow"] = float(over.sum(axis=0) @ per_period)
    costs["budget_overrun"] = _budget_overrun(problem, calendar, used)
    return costs


def _above(amount: Floats, limit: pd.Series, each: pd.Series) -> Floats:
    """Money for what is above a soft limit, in the shape (owners, T) of the amount."""
    most = limit.fillna(np.inf).to_numpy(np.float64)[:, None]
    return np.asarray(np.maximum(amount - most, 0.0) * each.fillna(0.0).to_numpy(np.float64)[:, None])


def _budget_overrun(problem: Problem, calendar: Calendar, used: Floats) -> float:
    budgets = problem.budgets
    period = np.clip(calendar.period_of(budgets["last_date"]), 0, calendar.periods - 1)
    each = budgets["overrun_cost"].fillna(0.0).to_numpy(np.float64) * calendar.weights[period]
    return float(each @ np.maximum(used - budgets["amount"].to_numpy(np.float64), 0.0))


def used_of(problem: Problem, spent: Floats, categories: pd.Index) -> Floats:
    """(budgets,) money towards each, from ``spent`` (categories, suppliers, T); the loop is over budgets."""
    starts = Calendar.of(problem.settings).starts
    wait = problem.suppliers["payment_days"].to_numpy(np.int64).astype("timedelta64[D]")
    supplier = problem.suppliers["supplier_id"].to_numpy(object)
    budgets = problem.budgets
    first, last = (budgets[name].to_numpy().astype("datetime64[D]") for name in ("first_date", "last_date"))
    used = np.zeros(len(budgets))
    for position, budget in enumerate(budgets.itertuples()):
        day = starts[None, :] + wait[:, None] if budget.basis == "payment" else np.broadcast_to(starts, spent.shape[1:])
        counts = (day >= first[position]) & (day <= last[position])
        counts &= (supplier == budget.supplier_id)[:, None] | (budget.supplier_id == "")
        matching = categories == budget.category if budget.category else np.ones(len(categories), np.bool_)
        used[position] = spent[matching].sum(axis=0)[counts].sum()
    return used
