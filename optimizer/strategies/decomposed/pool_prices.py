"""Multipliers of pooled items from linear programs: what units are worth where, at given prices of what is shared.

At given prices the relaxation falls into blocks, the items that transfers, kits and substitutes tie together. Orders cost
per case what the cheapest tier asks, fixed costs spread over the most cases. Duals of the stock balances are ``rho``, of
the demand rows ``price``. Blocks are solved a batch at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.formulation.build import build
from optimizer.formulation.variables import Columns
from optimizer.linear import Bools, Floats, Ints, MixedIntegerProgram
from optimizer.strategies.decomposed.pooled import Offsets, Pooling

FAMILIES = ("stock_balance", "demand", "safety", "terminal_stock", "terminal_cover")
BATCH = 4_000
"""Rows that a batch of blocks has at least."""
SECONDS = 60.0


@dataclass(frozen=True)
class Relaxation:
    """The linear program of all pooled items without what items share, cut into batches.

    ``batch_rows``, ``batch_columns``: positions in ``program``; ``want_stream``, ``want_period`` of the demand rows,
    which begin at row ``demand_start``. Stock balances come first.
    """

    program: MixedIntegerProgram
    columns: Columns
    batch_rows: tuple[Ints, ...]
    batch_columns: tuple[Ints, ...]
    demand_start: int


def relaxation_of(pooling: Pooling) -> Relaxation:
    """Build the program of the pooled items and find its blocks."""
    program, columns = build(pooling.instance)
    rows = [b.indices for b in program.rows if b.name in FAMILIES]
    blocks = (
        columns.q, columns.stock, columns.shortfall, columns.move, columns.served, columns.lost, columns.backlog,
        columns.credited, columns.salvaged,
    )  # fmt: skip
    row, column = np.concatenate(rows), np.concatenate([b.indices for b in blocks])
    part = sparse.csr_array(program.matrix[row][:, column])
    height, width = part.shape
    graph = sparse.block_array([[None, part], [part.T, None]])
    _, label = sparse.csgraph.connected_components(graph, directed=False)
    batch = _batches(label[:height], int(label.max(initial=-1)) + 1)
    batch_row, batch_column = batch[label[:height]], batch[label[height:]]
    count = int(batch.max(initial=-1)) + 1
    start = next((b.start for b in program.rows if b.name == "demand"), program.row_count)
    return Relaxation(
        program=program, columns=columns,
        batch_rows=_members(row, batch_row, count), batch_columns=_members(column, batch_column, count),
        demand_start=start,
    )  # fmt: skip


def _batches(label: Ints, count: int) -> Ints:
    """(blocks,) the batch of each block, filled in order until it has enough rows."""
    size = np.bincount(label, minlength=count)
    return np.asarray((np.cumsum(size) - size) // BATCH, dtype=np.int64)


def _members(positions: Ints, batch: Ints, count: int) -> tuple[Ints, ...]:
    order = np.argsort(batch, kind="stable")
    edges = np.searchsorted(batch[order], np.arange(count + 1))
    return tuple(np.sort(positions[order[a:b]]) for a, b in zip(edges[:-1], edges[1:], strict=True))


def offsets_at(
    pooling: Pooling, relaxation: Relaxation, before: Offsets, cost: Floats, fixed: Floats, storage: Floats,
    inbound_m3: Floats, inbound_units: Floats,
) -> Offsets:
    """The duals at given costs a case and fixed costs (K,) of the choices, and prices by node x T + period.

    Blocks that no program answers for keep the multipliers they had ``before``.
    """
    program, columns = relaxation.program, relaxation.columns
    objective = _objective(pooling, relaxation, cost, fixed, storage, inbound_m3, inbound_units)
    duals = np.full(program.row_count, np.nan)
    for rows, held in zip(relaxation.batch_rows, relaxation.batch_columns, strict=True):
        part = MixedIntegerProgram(
            cost=objective[held], lower=program.lower[held], upper=program.upper[held],
            integer=np.zeros(held.size, np.bool_), row_lower=program.row_lower[rows],
            row_upper=program.row_upper[rows], matrix=sparse.csr_array(program.matrix[rows][:, held]), columns=(),
            rows=(),
        )  # fmt: skip
        answer = highs.solve(part, Limits(time_limit=SECONDS, relax=True))
        if answer.row_duals is not None:
            duals[rows] = answer.row_duals
    rho, price = before.rho.copy(), before.price.copy()
    balance = -duals[: rho.size].reshape(rho.shape)
    rho = np.where(np.isnan(balance), rho, balance)
    stream, period = columns.want_stream, columns.want_period
    found = duals[relaxation.demand_start : relaxation.demand_start + stream.size]
    known: Bools = ~np.isnan(found)
    price[stream[known], period[known]] = found[known]
    return Offsets(rho, price)


def _objective(
    pooling: Pooling, relaxation: Relaxation, cost: Floats, fixed: Floats, storage: Floats, inbound_m3: Floats,
    inbound_units: Floats,
) -> Floats:
    """(columns,) the model's costs, with the choices' own for cases, and the prices on what is kept and moved."""
    program, columns, instance = relaxation.program, relaxation.columns, pooling.instance
    stocking, periods = instance.stocking, instance.calendar.periods
    objective = program.cost.copy()
    each = np.full(columns.q.size, np.inf)
    np.minimum.at(each, pooling.choices.case, cost + fixed / np.maximum(pooling.high, 1))
    objective[columns.q.indices] = np.where(np.isfinite(each), each, 1e9)
    cell = (stocking.node[:, None] * periods + np.arange(periods)).ravel()
    objective[columns.stock.indices] += storage[cell] * np.repeat(pooling.m3, periods)
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    landing = stocking.node[columns.move_to] * periods + arrival
    objective[columns.move.indices] += inbound_m3[landing] * pooling.m3[columns.move_to] + inbound_units[landing]
    return objective
