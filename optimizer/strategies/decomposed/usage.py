"""What orders and flows take of what items share, as dense arrays: those of several sets of items add up and come off."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.extract.flows import Flows, flows_of, ordered_in
from optimizer.extract.orders import Loads, bought_lines
from optimizer.formulation.variables import Flowing
from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.decomposed.bill import Costs, Ordered, flow_costs, ordered_of, used_of, whole_costs

MEASURES = ("value", "units", "kg", "m3")
"""What a supplier's minima count, in the order of ``Usage.held``."""


@dataclass(frozen=True)
class Usage:
    """What some items' plan takes of what they share with others.

    ``ordered``: loads by lane and period, lines, capacity and money by supplier and period. ``held`` (4, suppliers, T)
    value without duty, units, kg and m3 of orders. ``at_nodes`` (3, nodes, T): m3 in stock, m3 and units that orders
    and transfers bring. ``flows``: the terms of stock, service and transfers (discounted money).
    """

    ordered: Ordered
    held: Floats
    at_nodes: Floats
    flows: Costs

    def __add__(self, other: Usage) -> Usage:
        return _combined(self, other, 1.0)

    def __sub__(self, other: Usage) -> Usage:
        return _combined(self, other, -1.0)


def _combined(one: Usage, other: Usage, sign: float) -> Usage:
    """Lines and units are whole numbers, so what nothing is left of is exactly 0; dust elsewhere is swept up."""
    ordered = Ordered(
        loads=Loads(*(a + sign * b for a, b in _pairs(one.ordered.loads, other.ordered.loads))),
        **{
            name: a + sign * b
            for (name, a), b in zip(vars(one.ordered).items(), vars(other.ordered).values(), strict=True)
            if name != "loads"
        },
    )
    shipped, open_orders = ordered.loads.units > 0, ordered.lines > 0
    return Usage(
        ordered=replace(
            ordered,
            loads=Loads(*(np.where(shipped, figure, 0.0) for figure in vars(ordered.loads).values())),
            capacity=np.where(open_orders, ordered.capacity, 0.0),
            spent=np.where(open_orders, ordered.spent, 0.0),
        ),
        held=np.where(open_orders, one.held + sign * other.held, 0.0),
        at_nodes=one.at_nodes + sign * other.at_nodes,
        flows={term: one.flows[term] + sign * other.flows[term] for term in one.flows},
    )


def _pairs(one: Loads, other: Loads) -> zip[tuple[Floats, Floats]]:
    return zip(vars(one).values(), vars(other).values(), strict=True)


def usage_of(
    instance: Instance, flowing: Flowing, cases: Floats, moved: Floats, served: Floats, categories: pd.Index
) -> Usage:
    """What cases (cases,), units moved (moves,) and served (services,) take; ``categories`` are the whole problem's."""
    flows = flows_of(instance, flowing, cases, moved, served)
    return Usage(
        ordered=ordered_of(instance, cases, categories),
        held=_held(instance, cases),
        at_nodes=_at_nodes(instance, flowing, cases, flows),
        flows=flow_costs(instance, flowing, flows),
    )


def costs_of(problem: Problem, usage: Usage, categories: pd.Index) -> Costs:
    """Every term of the objective of a plan that takes so much and no more."""
    used = used_of(problem, usage.ordered.spent, categories)
    return whole_costs(problem, usage.ordered, usage.flows, usage.at_nodes[0], used)


def _held(instance: Instance, cases: Floats) -> Floats:
    ordering, periods = instance.ordering, instance.calendar.periods
    shape = (len(instance.problem.suppliers), periods)
    lines = bought_lines(instance, cases)
    of_line = ordering.line_supplier[lines.line] * periods + ordering.line_period[lines.line]
    kept = np.flatnonzero(cases > 0)
    units = cases[kept] * ordering.case_pack[kept]
    of_case = ordering.supplier[kept] * periods + ordering.period[kept]
    kg, m3 = (units * instance.item_figure(f"unit_{name}")[ordering.item[kept]] for name in ("kg", "m3"))
    parts = ((of_line, lines.value), (of_case, units), (of_case, kg), (of_case, m3))
    return np.stack([totals(cell, amount, shape[0] * shape[1]).reshape(shape) for cell, amount in parts])


def _at_nodes(instance: Instance, flowing: Flowing, cases: Floats, flows: Flows) -> Floats:
    stocking, shape = instance.stocking, (len(instance.problem.nodes), instance.calendar.periods)
    each = instance.item_figure("unit_m3")[stocking.item, None]
    received = ordered_in(instance, cases) + flows.transferred_in
    use = np.zeros((3, *shape))
    for row, amount in enumerate((each * flows.closing, each * received, received)):
        np.add.at(use[row], stocking.node, amount)
    return use
