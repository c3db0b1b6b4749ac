"""Which rules of what items share a standing plan breaks, and closing orders until it breaks none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.linear import Bools, Floats
from optimizer.strategies.coupled.flows import flowing
from optimizer.strategies.coupled.pricing import Multipliers
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.coupled.standing import Standing
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.shared import MEASURES, Shared

SLACK = 5e-7
"""Share of a limit by which a rule may be missed: half of what a check allows."""


@dataclass(frozen=True)
class Broken:
    """What breaks a rule: ``orders``, ``shipments``, ``budgets`` and ``nodes`` (cells), each (their number,)."""

    orders: Bools
    shipments: Bools
    budgets: Bools
    nodes: Bools

    @property
    def any(self) -> bool:
        """Whether some rule is broken."""
        return bool(self.orders.any() or self.shipments.any() or self.budgets.any() or self.nodes.any())


def broken(standing: Standing, shared: Shared) -> Broken:
    """What the plan breaks."""
    sharing, activity = standing.sharing, standing.activity

    def over(name: str, limit: Floats, each: Floats | float = np.inf) -> Bools:
        above = activity[sharing.rows(name)] - finite(limit) > SLACK * np.maximum(1.0, np.abs(finite(limit)))
        return np.asarray(above & np.isfinite(limit) & ~np.isfinite(each))

    on = standing.users[sharing.columns("y")] > 0
    held = np.stack([activity[sharing.rows(f"purchase_orders_min_{name}")] for name in MEASURES])
    short = (shared.least - held > SLACK * np.maximum(1.0, shared.least)).any(axis=0) & on
    return Broken(
        orders=short | over("purchase_orders_capacity", shared.capacity, shared.capacity_over),
        shipments=over("freight_m3", shared.most_boxes) | over("freight_kg", shared.most_boxes),
        budgets=over("budgets", shared.amount, shared.budget_over),
        nodes=over("nodes_storage", shared.storage, shared.storage_over)
        | over("nodes_inbound_m3", shared.inbound_m3)
        | over("nodes_inbound_units", shared.inbound_units),
    )


def keep_rules(standing: Standing, shared: Shared, multipliers: Multipliers, solver: Solver) -> bool:
    """Close orders that are on something broken, the smallest first, until none breaks a rule; whether none is left.

    It ends: every round closes an order. Stock that is too much for a node is not judged here.
    """
    while True:
        found = broken(standing, shared)
        if not (found.orders.any() or found.shipments.any() or found.budgets.any()):
            return not found.nodes.any()
        _close(standing, _targets(standing, found, shared), multipliers, solver)


def _targets(standing: Standing, found: Broken, shared: Shared) -> Bools:
    """(orders,) what to close: orders that break a rule; else the smallest on a shipment or budget that does."""
    if found.orders.any():
        return found.orders
    orders = shared.order_cost.size
    value, hit = np.zeros(orders), np.zeros(orders, np.bool_)
    for chunk, instance in enumerate(standing.instances):
        ordering, cases = instance.ordering, standing.cases(chunk)
        order = ordering.supplier * standing.sharing.periods + ordering.period
        worth = cases * ordering.case_pack * instance.item_figure("unit_cost")[ordering.item]
        np.add.at(value, order, worth)
        shipment = ordering.lane * standing.sharing.periods + ordering.period
        hit[order[(cases > 0) & found.shipments[shipment]]] = True
    if not hit.any():
        hit = value > 0
    smallest = np.full(orders, np.inf)
    smallest[hit] = value[hit]
    target = np.zeros(orders, np.bool_)
    target[int(np.argmin(smallest))] = True
    return target


def _close(standing: Standing, target: Bools, multipliers: Multipliers, solver: Solver) -> None:
    for chunk, (blocks, instance) in enumerate(zip(standing.blocks, standing.instances, strict=True)):
        ordering, cases = instance.ordering, standing.cases(chunk)
        closed = target[ordering.supplier * standing.sharing.periods + ordering.period] & (cases > 0)
        if not closed.any():
            continue
        column = blocks.columns.q.indices[closed]
        own = np.flatnonzero(blocks.is_own)
        block = np.unique(blocks.owner()[own[np.isin(blocks.column[own], column)]])
        kept = np.where(closed, 0.0, cases)
        standing.values[chunk], _ = flowing(
            blocks, instance, kept, multipliers, solver, only=block, before=standing.values[chunk]
        )
    standing.count()
