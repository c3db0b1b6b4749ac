"""A plan as blocks hold it: values of every block's own columns, and what all together take of what is shared."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from optimizer.instance import Instance
from optimizer.instance.containers import CONTAINER_TOLERANCE
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.coupled.blocks import Blocks
from optimizer.strategies.coupled.sharing import NO_PLACE, Sharing
from optimizer.strategies.coupled.solver import Small
from optimizer.strategies.decomposed.prices import finite
from optimizer.strategies.decomposed.shared import Shared

DUST = 1e-6
"""A whole decision below this is off."""


@dataclass(frozen=True)
class Limits:
    """(rows by place) the most and the least activity, (columns by place) the most of a column."""

    upper: Floats
    most: Floats

    @classmethod
    def of(cls, shared: Shared, sharing: Sharing) -> Limits:
        """Limits of the whole problem: a chunk's own model knows those of its own items only."""
        upper = np.full(sharing.row_count, np.inf)
        for name, limit in (
            ("purchase_orders_capacity", shared.capacity), ("nodes_storage", shared.storage),
            ("nodes_inbound_m3", shared.inbound_m3), ("nodes_inbound_units", shared.inbound_units),
            ("budgets", shared.amount),
        ):  # fmt: skip
            upper[sharing.rows(name)] = limit
        most = np.full(sharing.column_count, np.inf)
        most[sharing.columns("y")] = most[sharing.columns("w")] = 1.0
        most[sharing.columns("g")] = shared.most_boxes
        return cls(upper, most)


@dataclass
class Standing:
    """``values[k]`` (columns of chunk k's blocks,), 0 for counting copies; ``activity`` (rows by place) of own columns.

    ``users`` (columns by place): how many blocks have the switch on.
    """

    blocks: list[Blocks]
    instances: list[Instance]
    sharing: Sharing
    limits: Limits
    values: list[Floats] = field(default_factory=list)
    activity: Floats = field(default_factory=lambda: np.zeros(0))
    users: Floats = field(default_factory=lambda: np.zeros(0))

    def count(self) -> None:
        """Add up what all blocks take."""
        self.activity, self.users = np.zeros(self.sharing.row_count), np.zeros(self.sharing.column_count)
        for blocks, values in zip(self.blocks, self.values, strict=True):
            counted = np.flatnonzero(blocks.row_place != NO_PLACE)
            own = values * blocks.is_own
            self.activity += totals(
                blocks.row_place[counted], np.asarray(blocks.matrix[counted] @ own, np.float64), self.activity.size
            )
            copies = np.flatnonzero(~blocks.is_own)
            on = (values[copies] > DUST).astype(np.float64)
            self.users += totals(blocks.column_place[copies], on, self.users.size)

    def cases(self, chunk: int) -> Floats:
        """(case columns,) of a chunk."""
        return np.round(self.block_columns(chunk, self.blocks[chunk].columns.q.indices))

    def block_columns(self, chunk: int, indices: Ints) -> Floats:
        """Values of some of the chunk's own columns."""
        return own_values(self.blocks[chunk], self.values[chunk])[indices]

    def put(self, chunk: int, block: int, values: Floats) -> None:
        """Exchange the values (columns of the block,) of one block."""
        blocks = self.blocks[chunk]
        columns = slice(blocks.column_first[block], blocks.column_first[block + 1])
        own = blocks.column_place[columns] == NO_PLACE
        kept = np.arange(values.size) < blocks.switched[block]
        rows = slice(blocks.row_first[block] + blocks.own_rows[block], blocks.row_first[block + 1])
        before, after = self.values[chunk][columns], np.where(kept, values, 0.0)
        part = small_rows(blocks, block)
        change = _product(part, (after - before) * own)[blocks.own_rows[block] :]
        np.add.at(self.activity, blocks.row_place[rows], change)
        copies = ~own & kept
        place = blocks.column_place[columns][copies]
        np.add.at(self.users, place, (after[copies] > DUST) * 1.0 - (before[copies] > DUST))
        self.values[chunk][columns] = after


def own_values(blocks: Blocks, values: Floats) -> Floats:
    """(columns of the chunk's program,) from ``values`` (columns of blocks,); 0 where a column is shared."""
    whole = np.zeros(blocks.program.column_count)
    own = blocks.is_own
    whole[blocks.column[own]] = values[own]
    return whole


def small_rows(blocks: Blocks, block: int) -> tuple[Ints, Ints, Floats]:
    """(first, column, value) of all rows of a block."""
    first = blocks.matrix.indptr[blocks.row_first[block] : blocks.row_first[block + 1] + 1]
    entries = slice(first[0], first[-1])
    return first - first[0], blocks.matrix.indices[entries] - blocks.column_first[block], blocks.matrix.data[entries]


def _product(rows: tuple[Ints, Ints, Floats], values: Floats) -> Floats:
    first, column, value = rows
    row = np.repeat(np.arange(first.size - 1), np.diff(first))
    return totals(row, value * values[column], first.size - 1)


def residual(standing: Standing, chunk: int, block: int) -> tuple[Small, Floats]:
    """The model of one block, all others as they stand, and today's values of its columns.

    An order or shipment that others are on is on; limits are what others leave; a charge or a container counts what is
    in it, whosoever it is. So differences of the objective are differences of the whole plan's cost.
    """
    blocks = standing.blocks[chunk]
    columns = slice(blocks.column_first[block], blocks.column_first[block + 1])
    rows = slice(blocks.row_first[block], blocks.row_first[block + 1])
    part = small_rows(blocks, block)
    program, at, row = blocks.program, blocks.column[columns], blocks.row[rows]
    place, row_place = blocks.column_place[columns], blocks.row_place[rows]
    own = place == NO_PLACE
    values = standing.values[chunk][columns].copy()
    taken = _product(part, values * own)
    counted = np.flatnonzero(row_place != NO_PLACE)
    others = standing.activity[row_place[counted]] - taken[counted]
    lower, upper = program.row_lower[row], program.row_upper[row]
    limit = standing.limits.upper[row_place[counted]]
    # What others already break stands as it is; nothing may make it worse.
    soft = _has_slack(part, counted, own)
    left = np.where(np.isfinite(limit), limit, np.where(np.isfinite(upper[counted]), upper[counted], np.inf)) - others
    left = np.where(soft | (left >= 0), left, taken[counted])
    upper = upper.copy()
    upper[counted] = np.where(np.isfinite(upper[counted]), left, np.inf)
    least = lower.copy()
    least[counted] -= np.where(np.isfinite(lower[counted]), others, 0.0)
    low, high = program.lower[at].copy(), program.upper[at].copy()
    copies = np.flatnonzero(~own)
    on = values[copies] > DUST
    sunk = standing.users[place[copies]] - on > 0
    switch = np.arange(place.size)[copies] < blocks.switched[block]
    high[copies] = standing.limits.most[place[copies]]
    low[copies[sunk & switch]] = 1.0
    small = Small(
        cost=program.cost[at], lower=low, upper=np.maximum(low, high), integer=program.integer[at], row_lower=least,
        row_upper=upper, first=part[0], column=part[1], value=part[2],
    )  # fmt: skip
    return small, completed(small, values, own, blocks.switched[block], low)


def _has_slack(part: tuple[Ints, Ints, Floats], counted: Ints, own: Bools) -> Bools:
    """(counted rows,) a copy with a negative entry gives way where the row is full."""
    first, column, value = part
    gives = _product((first, column, np.where(~own[column] & (value < 0), 1.0, 0.0)), np.ones(own.size))
    return gives[counted] > 0


def completed(small: Small, values: Floats, own: Bools, switched: int, low: Floats) -> Floats:
    """``values`` with copies that count put at what follows: switches of others on, containers, charges, overruns."""
    values = values.copy()
    copies = ~own
    values[copies] = np.maximum(np.where(np.arange(own.size) < switched, np.round(values), 0.0), low)[copies]
    row = np.repeat(np.arange(small.row_lower.size), np.diff(small.first))
    activity = totals(row, small.value * values[small.column], small.row_lower.size)
    counting = np.flatnonzero(copies[small.column])
    r, c, a = row[counting], small.column[counting], small.value[counting]
    rest = activity[r] - a * values[c]
    below, above = small.row_lower[r], small.row_upper[r]
    relieves, lifts = (a < 0) & np.isfinite(above), (a > 0) & np.isfinite(below)
    lifted = np.where(lifts, (finite(below) - rest) / np.where(lifts, a, 1.0), 0.0)
    needed = np.where(relieves, (rest - finite(above)) / np.where(relieves, -a, 1.0), lifted)
    whole = small.integer[c]
    needed = np.where(whole, np.ceil(needed - 1e-6), needed)
    # A switch that its own rows ask for stays as it is: only what counts over items follows.
    np.maximum.at(values, c, needed)
    return values


def switched_on(blocks: Blocks, values: Floats) -> Floats:
    """``values`` (columns,) with every switch on that a block's own rows ask for, and no other; other copies are 0."""
    values = np.where(blocks.is_own, values, 0.0)
    entries = sparse.coo_array(blocks.matrix)
    row, column, entry = entries.row, entries.col, entries.data
    asked = np.flatnonzero((blocks.row_place[row] == NO_PLACE) & ~blocks.is_own[column])
    activity = blocks.matrix @ values
    needed = activity[row[asked]] / -entry[asked]
    on = asked[needed > DUST]
    values[column[on]] = 1.0
    return values


def cost_of(standing: Standing, shared: Shared, weights: Floats) -> float:
    """What the plan costs (discounted money), from what blocks decide and what they take."""
    own = sum(
        float(blocks.program.cost[blocks.column] @ (values * blocks.is_own))
        for blocks, values in zip(standing.blocks, standing.values, strict=True)
    )
    sharing, activity, users = standing.sharing, standing.activity, standing.users
    taken = {name: activity[sharing.rows(name)] for name in sharing.row_first}
    travels = (users[sharing.columns("w")] + users[sharing.columns("g")]) > 0
    boxes = np.zeros(travels.size)
    for name, size in (("freight_m3", shared.box_m3), ("freight_kg", shared.box_kg)):
        boxes = np.where(np.isfinite(size), np.maximum(boxes, np.ceil(taken[name] - CONTAINER_TOLERANCE)), boxes)
    boxes = np.where(shared.boxed & travels, np.maximum(boxes, 1.0), 0.0)
    charge = np.maximum(-taken["freight_rates"] * np.tile(weights, travels.size // weights.size), shared.min_charge)
    over = (
        (taken["purchase_orders_capacity"], shared.capacity, shared.capacity_over),
        (taken["nodes_storage"], shared.storage, shared.storage_over),
        (taken["budgets"], shared.amount, shared.budget_over),
    )
    return (
        own
        + float(shared.order_cost @ (users[sharing.columns("y")] > 0))
        + float((shared.shipment_cost + np.where(shared.min_charge > 0, charge, 0.0)) @ travels)
        + float(shared.box_cost @ boxes)
        + sum(float(finite(each) @ np.maximum(used - limit, 0.0)) for used, limit, each in over)
    )
