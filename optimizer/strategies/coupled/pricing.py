"""What blocks cost at prices of what they share: the Lagrangian of the model, block by block.

Rows that count over items have multipliers (``decomposed.prices``). What an order or a shipment costs whatever is on it
is shared out among the blocks by weights: block c pays share[c] . fixed for its own copy of the switch. As the shares
of a switch sum to 1 and a switch that any block needs is on, the sum of the blocks' least costs and the constant is
never above the cost of a plan, whatever the multipliers and the shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.instance.indexing import totals
from optimizer.linear import Floats
from optimizer.strategies.coupled.blocks import Blocks
from optimizer.strategies.coupled.sharing import NO_PLACE, Sharing
from optimizer.strategies.coupled.solver import Small
from optimizer.strategies.decomposed.answers import Own
from optimizer.strategies.decomposed.parts import Part
from optimizer.strategies.decomposed.prices import Prices, finite, fixed_costs
from optimizer.strategies.decomposed.shared import MEASURES, Shared


@dataclass(frozen=True)
class Multipliers:
    """``row`` (rows by place) signed money per unit of a row's activity; ``switch`` (columns by place) money to share.

    ``constant``: the money that no block's decision changes.
    """

    row: Floats
    switch: Floats
    constant: float


def multipliers_of(prices: Prices, shared: Shared, sharing: Sharing, weights: Floats) -> Multipliers:
    """The prices of what is shared, by place; ``weights`` (T,) discount."""
    order_fixed, shipment_fixed, constant = fixed_costs(prices, shared)
    row = np.zeros(sharing.row_count)
    for name, price in zip(MEASURES, prices.minimum, strict=True):
        row[sharing.rows(f"purchase_orders_min_{name}")] = -price
    row[sharing.rows("purchase_orders_capacity")] = prices.capacity
    row[sharing.rows("freight_m3")] = prices.box_m3 * finite(shared.box_m3)
    row[sharing.rows("freight_kg")] = prices.box_kg * finite(shared.box_kg)
    row[sharing.rows("freight_rates")] = -prices.charge * np.tile(weights, shared.shipment_cost.size // weights.size)
    row[sharing.rows("nodes_storage")] = prices.storage
    row[sharing.rows("nodes_inbound_m3")] = prices.inbound_m3
    row[sharing.rows("nodes_inbound_units")] = prices.inbound_units
    row[sharing.rows("budgets")] = prices.money
    switch = np.zeros(sharing.column_count)
    switch[sharing.columns("y")] = order_fixed
    # A shipment has a switch w, or is switched by its containers g: it pays once.
    switch[sharing.columns("w")] = switch[sharing.columns("g")] = shipment_fixed
    return Multipliers(row, switch, constant)


def costs_at(blocks: Blocks, multipliers: Multipliers, share: Floats) -> Floats:
    """(columns,) money per unit of every column of a block, and the paid ``share`` (columns,) of its switches."""
    own = blocks.is_own
    cost = blocks.program.cost[blocks.column] * own
    counted = np.flatnonzero(blocks.row_place != NO_PLACE)
    part = blocks.matrix[counted]
    cost += own * (part.T @ multipliers.row[blocks.row_place[counted]])
    copies = np.flatnonzero(~own)
    cost[copies] += share[copies] * multipliers.switch[blocks.column_place[copies]]
    return np.asarray(cost)


def small_of(blocks: Blocks, block: int, cost: Floats) -> Small:
    """The program of one block by itself: its own rows and columns, and its switches at ``cost`` (columns,)."""
    a = blocks.column_first[block]
    columns = slice(a, a + blocks.switched[block])
    r = blocks.row_first[block]
    rows = slice(r, r + blocks.own_rows[block])
    first = blocks.matrix.indptr[r : r + blocks.own_rows[block] + 1]
    entries = slice(first[0], first[-1])
    program, at, row = blocks.program, blocks.column[columns], blocks.row[rows]
    switch = blocks.column_place[columns] != NO_PLACE
    return Small(
        cost=cost[columns], lower=program.lower[at], upper=np.where(switch, 1.0, program.upper[at]),
        integer=program.integer[at], row_lower=program.row_lower[row], row_upper=program.row_upper[row],
        first=first - first[0], column=blocks.matrix.indices[entries] - a, value=blocks.matrix.data[entries],
    )  # fmt: skip


def first_shares(
    blocks: Blocks, part: Part, own: Own, order_weight: Floats, shipment_weight: Floats, sharing: Sharing
) -> Floats:
    """(columns,) what each switch pays of its fixed cost, by the weights that lots ended with."""
    block_of = np.empty(blocks.item.size, np.int64)
    block_of[blocks.item] = np.repeat(np.arange(blocks.count), np.diff(blocks.item_first))
    share = np.zeros(blocks.column.size)
    owner = blocks.owner()
    choice_item = part.item[part.choices.lot]
    for name, key, item, weight, whole in (
        ("y", part.lines.order, part.lines.item, own.line_weight, order_weight),
        ("w", part.choices.shipment, choice_item, own.ship_weight, shipment_weight),
        ("g", part.choices.shipment, choice_item, own.ship_weight, shipment_weight),
    ):
        places = sharing.columns(name)
        copies = np.flatnonzero((blocks.column_place >= places.start) & (blocks.column_place < places.stop))
        place = blocks.column_place[copies] - places.start
        sums = totals(block_of[item] * whole.size + key, weight, blocks.count * whole.size)
        weighed = whole[place] > 0  # what no lot weighs costs nothing at first: the bound loses that much
        own_weight = sums[owner[copies] * whole.size + place]
        share[copies] = np.divide(own_weight, whole[place], out=np.zeros(copies.size), where=weighed)
    return share


def usage_of(blocks: Blocks, values: Floats, share: Floats, sharing: Sharing) -> tuple[Floats, Floats]:
    """What ``values`` (columns,) use: activity (rows by place), and the paid share of switches (columns by place)."""
    counted = np.flatnonzero(blocks.row_place != NO_PLACE)
    activity = blocks.matrix[counted] @ (values * blocks.is_own)
    copies = np.flatnonzero(~blocks.is_own)
    paid = totals(blocks.column_place[copies], values[copies] * share[copies], sharing.column_count)
    return totals(blocks.row_place[counted], activity, sharing.row_count), paid
