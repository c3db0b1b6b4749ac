"""Where stock can be: the pairs (item, node) that may ever hold goods, what they open with, what is on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.instance.calendar import Calendar
from optimizer.instance.indexing import expand, positions, totals
from optimizer.instance.ordering import Ordering
from optimizer.linear import Floats, Ints

NEVER = np.iinfo(np.int64).max // 4
"""A period that no horizon reaches."""


@dataclass(frozen=True)
class Stocking:
    """P pairs (item, node). ``pair_of`` (items, nodes) gives a pair's position or -1.

    ``opening`` (P,), ``safety`` (P,) and ``inbound`` (P, T) in units; ``earliest`` (P,) the first period that may
    hold a unit. Transfers (rows of the table): ``from_node``, ``to_node``, ``transfer_lag`` in periods.
    """

    item: Ints
    node: Ints
    pair_of: Ints
    opening: Floats
    safety: Floats
    inbound: Floats
    earliest: Ints
    from_node: Ints
    to_node: Ints
    transfer_lag: Ints

    @property
    def pair_count(self) -> int:
        """How many pairs (item, node) may hold stock."""
        return self.item.size

    def movable(self) -> tuple[Ints, Ints, Ints]:
        """Every (transfer row, pair it leaves, pair it reaches) that goods may take."""
        from_pairs = self.pair_of[:, self.from_node]
        to_pairs = self.pair_of[:, self.to_node]
        item, row = np.nonzero((from_pairs >= 0) & (to_pairs >= 0))
        leaves, reaches = from_pairs[item, row], to_pairs[item, row]
        alive = self.earliest[leaves] < NEVER
        return row[alive], leaves[alive], reaches[alive]


def stocking_of(problem: Problem, calendar: Calendar, ordering: Ordering) -> Stocking:
    """Collect opening stock, inbound and safety stock; find where goods can ever get, transfers included."""
    ids, node_ids = pd.Index(problem.items["item_id"]), pd.Index(problem.nodes["node_id"])
    shape = (len(ids), len(node_ids))
    available = (problem.stock["on_hand"] - problem.stock["reserved"] - problem.stock["on_hold"]).to_numpy(np.float64)
    opening = np.zeros(shape)
    opening[positions(ids, problem.stock["item_id"]), positions(node_ids, problem.stock["node_id"])] = np.maximum(
        available, 0.0
    )
    safety = np.zeros(shape)
    rows = problem.safety_stock
    safety[positions(ids, rows["item_id"]), positions(node_ids, rows["node_id"])] = rows["units"]
    arrivals, arrival_item, arrival_node, arrival_units = _inbound(problem, calendar, ids, node_ids)

    earliest = np.full(shape, NEVER)
    np.minimum.at(earliest, (ordering.item, ordering.node), ordering.arrival)
    np.minimum.at(earliest, (arrival_item, arrival_node), arrivals)
    earliest[opening > 0] = 0
    transfers = problem.transfers
    from_node, to_node = positions(node_ids, transfers["from_node"]), positions(node_ids, transfers["to_node"])
    lag = calendar.lag(transfers["lead_time_days"].to_numpy(np.int64))
    _spread(earliest, from_node, to_node, lag, calendar.periods)

    item, node = np.nonzero((earliest < calendar.periods) | (safety > 0))
    pair_of = np.full(shape, -1, dtype=np.int64)
    pair_of[item, node] = np.arange(item.size)
    cells = pair_of[arrival_item, arrival_node] * calendar.periods + arrivals
    inbound = totals(cells, arrival_units, item.size * calendar.periods).reshape(item.size, calendar.periods)
    return Stocking(
        item=item, node=node, pair_of=pair_of, opening=opening[item, node], safety=safety[item, node],
        inbound=inbound, earliest=earliest[item, node], from_node=from_node, to_node=to_node, transfer_lag=lag,
    )  # fmt: skip


def _inbound(
    problem: Problem, calendar: Calendar, ids: pd.Index, node_ids: pd.Index
) -> tuple[Ints, Ints, Ints, Floats]:
    """Period, item, node and units of what is on the way; overdue in period 0, after the horizon dropped."""
    rows = problem.inbound
    period = np.maximum(calendar.first_period_from(rows["arrival_date"]), 0)
    kept = (period < calendar.periods) & (rows["units"] > 0).to_numpy()
    rows = rows.loc[kept]
    units = rows["units"].to_numpy(np.float64)
    return period[kept], positions(ids, rows["item_id"]), positions(node_ids, rows["node_id"]), units


def _spread(earliest: Ints, from_node: Ints, to_node: Ints, lag: Ints, periods: int) -> None:
    """Let goods travel over transfers until no node is reached earlier (shortest paths, in place)."""
    for _ in range(earliest.shape[1]):
        before = earliest.copy()
        for origin, target, wait in zip(from_node, to_node, lag, strict=True):
            reached = earliest[:, origin] + wait
            better = (reached < earliest[:, target]) & (reached < periods)
            earliest[better, target] = reached[better]
        if np.array_equal(before, earliest):
            return


def transfer_moves(stocking: Stocking, periods: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Row, leaving pair, reached pair and leaving period of every transfer that arrives inside the horizon."""
    row, leaves, reaches = stocking.movable()
    first = stocking.earliest[leaves]
    counts = np.maximum(periods - stocking.transfer_lag[row] - first, 0)
    owner, rank = expand(counts)
    return row[owner], leaves[owner], reaches[owner], first[owner] + rank
