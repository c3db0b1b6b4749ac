"""Prices of what items share, what they leave of shared fixed costs, and how they follow what is used.

The Lagrangian of the model of one purchase order y and its lines u: with multipliers mu of its minima, pi of the
capacity that it opens (load <= capacity y + overrun) and weights that share order_cost + mu . least - pi capacity over
the lines, y drops out; below 0 it counts whether or not anything is ordered. Of one shipment (w, g): with container
prices beta, K - beta C >= 0 of every container stays and travels with w; below 0 it counts for all containers the lane
may send. A minimum charge is paid to the share eta by the rate, to 1 - eta by w.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from optimizer.linear import Floats
from optimizer.strategies.decomposed.shared import Shared


@dataclass(frozen=True)
class Prices:
    """Multipliers, all >= 0.

    ``money`` (budgets,) money per unit of money; ``minimum`` (4, orders) per unit of value, units, kg, m3; ``capacity``
    (orders,) per unit of load; ``storage``, ``inbound_m3`` (cells,) per m3, ``inbound_units`` per unit; ``box_m3``,
    ``box_kg`` (shipments,) per m3 and kg; ``charge`` (shipments,) the share of the charge that is paid by the unit.
    """

    money: Floats
    minimum: Floats
    capacity: Floats
    storage: Floats
    inbound_m3: Floats
    inbound_units: Floats
    box_m3: Floats
    box_kg: Floats
    charge: Floats


@dataclass(frozen=True)
class Usage:
    """What responses use: arrays over positions, added up over parts in their order.

    ``spent`` (purses,) money; ``held`` (4, orders); ``order_share``, ``shipment_share``: the part of the fixed cost
    that is paid for; ``load``, ``m3``, ``kg``, ``charge`` (money at full rate); ``stored``, ``landed_m3``,
    ``landed_units``.
    """

    spent: Floats
    held: Floats
    order_share: Floats
    load: Floats
    shipment_share: Floats
    m3: Floats
    kg: Floats
    charge: Floats
    stored: Floats
    landed_m3: Floats
    landed_units: Floats

    def __add__(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Scales:
    """How much money a unit of each shared thing is about: steps are taken in these. Shapes as in ``Prices``.

    ``most_minimum``: what a rebate may be at most, so that no unit is bought for the rebate alone.
    """

    capacity: Floats
    m3: Floats
    units: Floats
    stored: Floats
    box_m3: Floats
    box_kg: Floats
    most_minimum: Floats


def finite(figures: Floats) -> Floats:
    """The figures, 0 where they are infinite."""
    return np.where(np.isfinite(figures), figures, 0.0)


def first_prices(shared: Shared) -> Prices:
    """Half of every container's cost by its volume (by weight where it has none), nothing else."""
    orders, shipments, cells = shared.order_cost.size, shared.shipment_cost.size, shared.storage.size
    by_m3 = np.isfinite(shared.box_m3)
    half = 0.5 * shared.box_cost
    return Prices(
        money=np.zeros(shared.amount.size), minimum=np.zeros((4, orders)), capacity=np.zeros(orders),
        storage=np.zeros(cells), inbound_m3=np.zeros(cells), inbound_units=np.zeros(cells),
        box_m3=np.where(by_m3, half / np.where(by_m3, shared.box_m3, 1.0), 0.0),
        box_kg=np.where(~by_m3 & shared.boxed, half / np.where(shared.boxed, shared.box_kg, 1.0), 0.0),
        charge=np.ones(shipments),
    )  # fmt: skip


def _left_of_box(prices: Prices, shared: Shared) -> Floats:
    """(shipments,) a container's cost less what its space is sold for."""
    return shared.box_cost - prices.box_m3 * finite(shared.box_m3) - prices.box_kg * finite(shared.box_kg)


def left_of_order(prices: Prices, shared: Shared) -> Floats:
    """(orders,) an order's cost and what its minima are worth, less what its capacity is sold for."""
    worth = (prices.minimum * shared.least).sum(axis=0)
    return shared.order_cost + worth - prices.capacity * finite(shared.capacity)


def fixed_costs(prices: Prices, shared: Shared) -> tuple[Floats, Floats, float]:
    """Money to share out for an order (orders,) and a shipment (shipments,), and the constant of the Lagrangian."""
    order = left_of_order(prices, shared)
    left = _left_of_box(prices, shared)
    boxes = np.where(left >= 0, 1.0, np.where(np.isfinite(shared.most_boxes), shared.most_boxes, 1.0))
    shipment = shared.shipment_cost + (1.0 - prices.charge) * shared.min_charge + left * boxes
    constant = -float(prices.money @ shared.amount)
    constant += float(np.minimum(order, 0.0).sum()) + float(np.minimum(shipment, 0.0).sum())
    for price, limit in (
        (prices.storage, shared.storage),
        (prices.inbound_m3, shared.inbound_m3),
        (prices.inbound_units, shared.inbound_units),
    ):
        constant -= float((price * finite(limit)).sum())
    return np.maximum(order, 0.0), np.maximum(shipment, 0.0), constant


def moved(
    prices: Prices, shared: Shared, usage: Usage, scales: Scales, pace: float, recent: Floats
) -> Prices:
    """One projected step along what is used above its limit, ``pace`` of the usual size.

    ``recent`` (purses,): what was lately spent, which the prices of budgets follow. Their steps shrink more slowly than
    the others', since the prices of several budgets rise together last of all.
    """
    left = _left_of_box(prices, shared)
    boxes = np.where(left >= 0, usage.shipment_share, finite(shared.most_boxes))
    made = np.where(left_of_order(prices, shared) >= 0, usage.order_share, 1.0)
    return Prices(
        money=_stepped(prices.money, shared.matches @ recent, shared.amount, 0.5 * np.sqrt(pace), shared.budget_over),
        minimum=_minimum(prices, shared, usage, made, scales, pace),
        capacity=_stepped(
            prices.capacity, usage.load, shared.capacity, 0.05 * pace * scales.capacity, shared.capacity_over, made
        ),
        storage=_stepped(prices.storage, usage.stored, shared.storage, pace * scales.stored, shared.storage_over),
        inbound_m3=_stepped(prices.inbound_m3, usage.landed_m3, shared.inbound_m3, 0.1 * pace * scales.m3, np.inf),
        inbound_units=_stepped(
            prices.inbound_units, usage.landed_units, shared.inbound_units, 0.1 * pace * scales.units, np.inf
        ),
        box_m3=_box(prices.box_m3, usage.m3, shared.box_m3, boxes, shared, scales.box_m3 * pace, left),
        box_kg=_box(prices.box_kg, usage.kg, shared.box_kg, boxes, shared, scales.box_kg * pace, left),
        charge=_charge(prices, shared, usage, pace),
    )


def _stepped(
    price: Floats, used: Floats, limit: Floats, step: Floats | float, most: Floats | float, share: Floats | float = 1.0
) -> Floats:
    """One step of the price of a limit, of which so large a ``share`` is there."""
    limited = np.isfinite(limit)
    over = np.clip((used - share * finite(limit)) / np.maximum(finite(limit), 1e-9), -3.0, 3.0)
    return np.where(limited, np.clip(price + step * over, 0.0, most), 0.0)


def _minimum(prices: Prices, shared: Shared, usage: Usage, made: Floats, scales: Scales, pace: float) -> Floats:
    asked = shared.least > 0
    missing = (shared.least * made - usage.held) / np.where(asked, shared.least, 1.0)
    step = 0.05 * pace * scales.most_minimum * np.clip(missing, -3.0, 3.0)
    return np.where(asked, np.clip(prices.minimum + step, 0.0, scales.most_minimum), 0.0)


def _box(
    price: Floats, load: Floats, size: Floats, boxes: Floats, shared: Shared, step: Floats, left: Floats
) -> Floats:
    """Space of containers; its price may exceed the container's cost only where their number is limited."""
    sized = np.isfinite(size)
    over = np.clip(load / np.where(sized, size, 1.0) - boxes, -3.0, 3.0)
    stepped = np.maximum(price + 0.1 * step * over, 0.0)
    room = price + np.maximum(left, 0.0) / (2.0 * np.where(sized, size, 1.0))
    return np.where(sized, np.where(np.isfinite(shared.most_boxes), stepped, np.minimum(stepped, room)), 0.0)


def _charge(prices: Prices, shared: Shared, usage: Usage, pace: float) -> Floats:
    asked = shared.min_charge > 0
    over = (usage.charge - shared.min_charge * usage.shipment_share) / np.where(asked, shared.min_charge, 1.0)
    return np.where(asked, np.clip(prices.charge + 0.3 * pace * np.clip(over, -1.0, 1.0), 0.0, 1.0), 1.0)
