"""What all parts' boards have in common, as tables of records: limits, what is used, and what a unit is charged.

One record holds all that a move must know of an order, shipment, cell, purse or budget, so that kernels hand single
records to one another. Parts that search side by side each get a copy and an equal share of what is left; what they
change is added up afterwards.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.shared import Shared

Record = Any
"""One row of a table of records, as a kernel sees it: its fields are attributes."""

NEVER = 1e15
"""Stands for an infinite limit or cost in sums and products."""

BOX_TOLERANCE = 5e-7

MISSING = 1e-9
"""Share of a minimum that may be missing for rounding."""

FLOAT, COUNT = np.float64, np.int64

ORDER = np.dtype([
    ("cost", FLOAT), ("least", FLOAT, (4,)), ("capacity", FLOAT), ("hard", COUNT), ("over", FLOAT),
    ("lines", COUNT), ("held", FLOAT, (4,)), ("load", FLOAT), ("price", FLOAT), ("short", FLOAT, (4,)),
    ("fine", FLOAT),
])  # fmt: skip
"""Supplier x period.

``over`` money per unit of load above ``capacity``, ``short`` per unit that a minimum lacks, ``fine`` for each that
lacks any.
"""

SHIPMENT = np.dtype([
    ("cost", FLOAT), ("min_charge", FLOAT), ("boxed", COUNT), ("box_m3", FLOAT), ("box_kg", FLOAT), ("box_cost", FLOAT),
    ("most_boxes", FLOAT), ("weight", FLOAT), ("count", COUNT), ("m3", FLOAT), ("kg", FLOAT), ("charge", FLOAT),
    ("price_m3", FLOAT), ("price_kg", FLOAT), ("over", FLOAT),
])  # fmt: skip
"""Lane x period. ``over`` money per container beyond the most; ``weight`` the discount factor of the charge."""

CELL = np.dtype([
    ("storage", FLOAT), ("inbound_m3", FLOAT), ("inbound_units", FLOAT),
    ("stored", FLOAT), ("landed_m3", FLOAT), ("landed_units", FLOAT),
    ("price_stored", FLOAT), ("price_m3", FLOAT), ("price_units", FLOAT), ("over_stored", FLOAT), ("over", FLOAT),
])  # fmt: skip
"""Node x period. ``over_stored`` money per m3 stored above the limit, ``over`` per m3 or unit received above it."""

PURSE = np.dtype([("spent", FLOAT), ("price", FLOAT)])
"""What budgets tell apart. ``price`` money per unit of money."""

BUDGET = np.dtype([("amount", FLOAT), ("used", FLOAT), ("over", FLOAT), ("hard", COUNT)])
"""``over`` money per unit of money above ``amount``."""

CHANGING = (
    ("orders", ("lines", "held", "load")),
    ("shipments", ("count", "m3", "kg", "charge")),
    ("cells", ("stored", "landed_m3", "landed_units")),
    ("purses", ("spent",)),
    ("budgets", ("used",)),
)
"""Fields that moves change; all others are terms and prices."""


class Common(NamedTuple):
    """Tables of ``ORDER``, ``SHIPMENT``, ``CELL``, ``PURSE``, ``BUDGET``."""

    orders: NDArray[Any]
    shipments: NDArray[Any]
    cells: NDArray[Any]
    purses: NDArray[Any]
    budgets: NDArray[Any]


def bounded(figures: Floats) -> Floats:
    """The figures, a number larger than any other where they are infinite."""
    return np.where(np.isfinite(figures), figures, 2 * NEVER)


def common_of(shared: Shared, weights: Floats) -> Common:
    """Terms of everything shared, nothing used; ``weights`` (T,): discount factors of the periods."""
    orders = np.zeros(shared.order_cost.size, ORDER)
    shipments = np.zeros(shared.shipment_cost.size, SHIPMENT)
    cells = np.zeros(shared.storage.size, CELL)
    budgets = np.zeros(shared.amount.size, BUDGET)
    orders["cost"], orders["least"], orders["capacity"] = shared.order_cost, shared.least.T, bounded(shared.capacity)
    orders["hard"] = np.isfinite(shared.capacity) & ~np.isfinite(shared.capacity_over)
    for name in ("min_charge", "boxed", "box_cost"):
        shipments[name] = getattr(shared, name)
    shipments["cost"] = shared.shipment_cost
    for name in ("box_m3", "box_kg", "most_boxes"):
        shipments[name] = bounded(getattr(shared, name))
    shipments["weight"] = np.tile(weights, shipments.size // weights.size)
    for name in ("storage", "inbound_m3", "inbound_units"):
        cells[name] = bounded(getattr(shared, name))
    budgets["amount"], budgets["hard"] = shared.amount, ~np.isfinite(shared.budget_over)
    return Common(orders, shipments, cells, np.zeros(shared.purses, PURSE), budgets)


def copied(common: Common) -> Common:
    """The same, to be changed apart."""
    return Common(*(table.copy() for table in common))


def lent(common: Common, sharers: int) -> Common:
    """A copy in which only an equal share is left of all that is limited: whoever uses up theirs breaks no limit."""
    copy = copied(common)
    if sharers == 1:
        return copy
    kept = 1.0 - 1.0 / sharers
    orders, shipments, cells, _, budgets = copy
    _take(orders["load"], orders["capacity"], kept)
    orders["held"] -= kept * np.maximum(orders["held"] - orders["least"], 0.0) * (orders["least"] > 0)
    boxes = np.where((shipments["boxed"] > 0) & (shipments["count"] > 0), containers(shipments), 0.0)
    for name in ("m3", "kg"):
        _take(shipments[name], boxes * shipments[f"box_{name}"], kept)
    _take(cells["stored"], cells["storage"], kept)
    _take(cells["landed_m3"], cells["inbound_m3"], kept)
    _take(cells["landed_units"], cells["inbound_units"], kept)
    _take(budgets["used"], budgets["amount"], kept)
    return copy


def _take(used: NDArray[Any], limit: Floats, kept: float) -> None:
    left = np.where(limit < NEVER, np.maximum(limit - used, 0.0), 0.0)
    used += kept * left


def collect(common: Common, before: Common, after: Common) -> None:
    """Add to ``common`` what somebody who began with ``before`` changed."""
    for name, fields in CHANGING:
        table, old, new = (getattr(each, name) for each in (common, before, after))
        for field in fields:
            table[field] += new[field] - old[field]


def tidy(common: Common) -> None:
    """What nobody uses any more is exactly empty."""
    orders, shipments = common.orders, common.shipments
    for table, count, fields in ((orders, "lines", ("held", "load")), (shipments, "count", ("m3", "kg", "charge"))):
        empty = table[count] == 0
        for field in fields:
            table[field][empty] = 0.0


def containers(shipments: NDArray[Any]) -> Floats:
    """(shipments,) whole containers that hold the loads; meaningless on lanes without."""
    full = np.maximum(shipments["m3"] / shipments["box_m3"], shipments["kg"] / shipments["box_kg"])
    return np.maximum(1.0, np.ceil(full - BOX_TOLERANCE))


def freight_of(shipments: NDArray[Any]) -> tuple[Floats, Floats]:
    """(shipments,) money that each costs, and its whole containers; 0 where nothing travels."""
    moving = shipments["count"] > 0
    boxes = np.where(moving & (shipments["boxed"] > 0), containers(shipments), 0.0)
    charge = np.maximum(shipments["min_charge"], shipments["weight"] * shipments["charge"])
    return np.where(moving, shipments["cost"] + boxes * shipments["box_cost"] + charge, 0.0), boxes


@njit(cache=True, nogil=True)
def boxes_of(shipment: Record, m3: float, kg: float) -> float:
    """Whole containers that hold a load; none on a lane without."""
    if shipment.boxed == 0:
        return 0.0
    return max(1.0, np.ceil(max(m3 / shipment.box_m3, kg / shipment.box_kg) - BOX_TOLERANCE))


@njit(cache=True, nogil=True)
def order_money(order: Record) -> float:
    """What an order costs: itself, what its minima lack, its load."""
    if order.lines == 0:
        return 0.0
    money = order.cost + order.price * order.load
    for m in range(4):
        missing = order.least[m] - order.held[m]
        if missing > MISSING * (1.0 + order.least[m]):
            money += order.short[m] * missing + order.fine
    over = order.load - order.capacity
    if over > 1e-9:
        money += order.over * over
    return float(money)


@njit(cache=True, nogil=True)
def shipment_money(shipment: Record) -> float:
    """What a shipment costs: itself, containers, the charge, scarce space."""
    if shipment.count == 0:
        return 0.0
    boxes = boxes_of(shipment, shipment.m3, shipment.kg)
    money = shipment.cost + boxes * shipment.box_cost
    money += max(shipment.min_charge, shipment.weight * shipment.charge)
    money += shipment.price_m3 * shipment.m3 + shipment.price_kg * shipment.kg
    if boxes > shipment.most_boxes:  # by the load, so that every lot that leaves counts
        full = max(shipment.m3 / shipment.box_m3, shipment.kg / shipment.box_kg)
        money += shipment.over * (full - shipment.most_boxes)
    return float(money)


@njit(cache=True, nogil=True)
def landing_money(cell: Record) -> float:
    """What receiving costs."""
    over = max(0.0, cell.landed_m3 - cell.inbound_m3) + max(0.0, cell.landed_units - cell.inbound_units)
    return float(cell.over * over + cell.price_m3 * cell.landed_m3 + cell.price_units * cell.landed_units)


@njit(cache=True, nogil=True)
def storage_money(cell: Record) -> float:
    """What storing costs."""
    return float(cell.price_stored * cell.stored + cell.over_stored * max(0.0, cell.stored - cell.storage))


@njit(cache=True, nogil=True)
def spend(purse: Record, budgets: NDArray[Any], whose: Ints, first: int, end: int, money: float) -> float:
    """Charge a purse and its budgets ``whose[first:end]``; what that and the change of their overruns cost."""
    cost = money * purse.price
    purse.spent += money
    for j in range(first, end):
        budget = budgets[whose[j]]
        before = max(0.0, budget.used - budget.amount)
        budget.used += money
        cost += budget.over * (max(0.0, budget.used - budget.amount) - before)
    return float(cost)


@njit(cache=True, nogil=True)
def common_money(common: Common) -> float:
    """What all that is shared costs."""
    orders, shipments, cells, purses, budgets = common
    money = 0.0
    for o in range(orders.size):
        money += order_money(orders[o])
    for a in range(shipments.size):
        money += shipment_money(shipments[a])
    for c in range(cells.size):
        money += landing_money(cells[c]) + storage_money(cells[c])
    for u in range(purses.size):
        money += purses[u].spent * purses[u].price
    for b in range(budgets.size):
        money += budgets[b].over * max(0.0, budgets[b].used - budgets[b].amount)
    return money
