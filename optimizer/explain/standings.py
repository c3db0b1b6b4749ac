"""A plan as it stands, read from its tables: what all items take of what they share, and any block's own model in it.

What all take is added up chunk by chunk through the rows of the model itself; the blocks of a chunk are only cut when
one of them is asked for. No search is needed to have them: stock and transfers are the plan's own.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.plan import Plan
from models.problem import Problem
from optimizer.explain.pieces import pieces_of
from optimizer.formulation.build import build
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance, instance_of
from optimizer.instance.indexing import positions, totals
from optimizer.instance.limits import unavoidable_stock
from optimizer.linear import Bools, Floats, MixedIntegerProgram
from optimizer.strategies.coupled.blocks import Blocks, blocks_of
from optimizer.strategies.coupled.sharing import NO_PLACE, Sharing
from optimizer.strategies.coupled.standing import Limits, Standing, switched_on
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of, groups_of
from optimizer.strategies.decomposed.shared import shared_of
from optimizer.strategies.start import cases_of

CHUNK = 25
"""Items a chunk: cutting one into blocks takes some hundredths of a second."""

COUNTED = 200
"""Items that are added up together: that takes some hundredths of a second for few items and for many."""

KEPT = 8
"""Chunks that stay cut."""


@dataclass(frozen=True)
class Piece:
    """A chunk cut into blocks, with the plan standing on it; ``block_of`` (items of the problem,), -1 elsewhere."""

    instance: Instance
    standing: Standing
    cases: Floats

    @property
    def blocks(self) -> Blocks:
        """The chunk's blocks."""
        return self.standing.blocks[0]


class Standings:
    """A plan and what all of it takes of what items share."""

    def __init__(self, problem: Problem, plan: Plan, size: int = CHUNK, counted: int = COUNTED) -> None:
        """``size``, ``counted``: items of a chunk that is cut into blocks, and of one that is only added up."""
        self.problem = problem
        self.chunks = chunks_of(problem, size)
        self._plans = pieces_of(plan, self.chunks)
        self.sharing = Sharing.of(problem)
        self._cut: OrderedDict[int, Piece] = OrderedDict()
        self._count(chunks_of(problem, counted), plan)

    def _count(self, chunks: Chunks, whole: Plan) -> None:
        """Add up what all chunks take, and what stock and inbound leave and bring by themselves."""
        cells = len(self.problem.nodes) * self.problem.settings.periods
        activity, users = np.zeros(self.sharing.row_count), np.zeros(self.sharing.column_count)
        alone = np.zeros((3, cells))
        pieces = pieces_of(whole, chunks)
        for number, chunk in enumerate(chunks):
            instance = instance_of(chunk)
            program, columns = build(instance)
            plan = pieces(number)
            cases = cases_of(plan, instance)
            values = _shared_values(program, columns, instance, plan, cases)
            place = self.sharing.rows_of(program)
            counted = np.flatnonzero(place != NO_PLACE)
            activity += totals(place[counted], program.matrix[counted] @ values, activity.size)
            users += _users(instance, self.sharing, cases)
            alone += _alone(instance)
        self.activity, self.users = activity, users
        self.shared = shared_of(self.problem, *alone)
        self.limits = Limits.of(self.shared, self.sharing)

    def piece(self, chunk: int) -> Piece:
        """The chunk's blocks with the plan on them."""
        if chunk in self._cut:
            self._cut.move_to_end(chunk)
            return self._cut[chunk]
        self._cut[chunk] = self.varied(chunk, self.chunks[chunk])
        while len(self._cut) > KEPT:
            self._cut.popitem(last=False)
        return self._cut[chunk]

    def varied(self, chunk: int, problem: Problem) -> Piece:
        """The chunk as a ``problem`` with other terms of the same suppliers, lanes, nodes and items has it."""
        instance = instance_of(problem)
        blocks = blocks_of(instance, self.sharing)
        plan = self._plans(chunk)
        cases = cases_of(plan, instance)
        values = _shared_values(blocks.program, blocks.columns, instance, plan, cases)
        standing = Standing(
            [blocks], [instance], self.sharing, self.limits, [switched_on(blocks, values[blocks.column])],
            self.activity, self.users,
        )  # fmt: skip
        return Piece(instance, standing, cases)


def _shared_values(
    program: MixedIntegerProgram, columns: Columns, instance: Instance, plan: Plan, cases: Floats
) -> Floats:
    """(columns,) what the plan puts at the columns of items that rows of what is shared count; all else is 0."""
    values = np.zeros(program.column_count)
    values[columns.q.indices] = cases
    lines, total = columns.lines, totals(instance.ordering.line, cases, instance.ordering.line_count)
    opened = _opened(columns, total)
    values[columns.u.indices] = opened
    values[columns.x.indices] = np.where(opened, total[lines.open_line], 0.0)[lines.split_open]
    _put_stock(columns, instance, plan, values)
    _put_moves(columns, instance, plan, values)
    return values


def _opened(columns: Columns, total: Floats) -> Bools:
    """(binaries,) the last tier of each line that its cases reach."""
    lines = columns.lines
    reached = np.flatnonzero((total[lines.open_line] > 0) & (lines.open_low <= total[lines.open_line] + 1e-6))
    last = np.append(lines.open_line[reached][1:] != lines.open_line[reached][:-1], True)[: reached.size]
    opened = np.zeros(lines.open_line.size, np.bool_)
    opened[reached[last]] = True
    return opened


def _put_stock(columns: Columns, instance: Instance, plan: Plan, values: Floats) -> None:
    problem, stocking, calendar, stock = instance.problem, instance.stocking, instance.calendar, plan.projection
    item = positions(pd.Index(problem.items["item_id"]), stock["item_id"])
    pair = stocking.pair_of[item, positions(pd.Index(problem.nodes["node_id"]), stock["node_id"])]
    period = calendar.period_of(stock["date"])
    there = (pair >= 0) & (period >= 0) & (period < calendar.periods)
    at = columns.stock_at(pair[there], period[there], calendar.periods)
    values[at] = stock["closing"].to_numpy(np.float64)[there]


def _put_moves(columns: Columns, instance: Instance, plan: Plan, values: Floats) -> None:
    problem, stocking, moves = instance.problem, instance.stocking, plan.transfers
    if not len(moves):
        return
    nodes = pd.Index(problem.nodes["node_id"])
    told = pd.DataFrame(
        {
            "item": positions(pd.Index(problem.items["item_id"]), moves["item_id"]),
            "origin": positions(nodes, moves["from_node"]), "target": positions(nodes, moves["to_node"]),
            "period": instance.calendar.period_of(moves["ship_date"]), "units": moves["units"].to_numpy(np.float64),
        }
    )  # fmt: skip
    known = pd.DataFrame(
        {
            "item": stocking.item[columns.move_from], "origin": stocking.node[columns.move_from],
            "target": stocking.node[columns.move_to], "period": columns.move_period, "column": columns.move.indices,
        }
    ).drop_duplicates(["item", "origin", "target", "period"])  # fmt: skip
    both = told.merge(known, on=["item", "origin", "target", "period"])
    np.add.at(values, both["column"].to_numpy(np.int64), both["units"].to_numpy(np.float64))


def _users(instance: Instance, sharing: Sharing, cases: Floats) -> Floats:
    """(columns by place) how many of the chunk's blocks are on each order and shipment."""
    ordering, group = instance.ordering, groups_of(instance.problem)
    bought = np.flatnonzero(cases > 0)
    owner = group[ordering.item[bought]]
    users = np.zeros(sharing.column_count)
    for names, key in (
        (("y",), ordering.supplier[bought] * sharing.periods + ordering.period[bought]),
        (("w", "g"), ordering.lane[bought] * sharing.periods + ordering.period[bought]),
    ):
        places = sharing.columns(names[0])
        size = places.stop - places.start
        each = np.unique(owner * size + key) % size if key.size else key
        for name in names:
            users[sharing.columns(name)] += np.bincount(each, minlength=size)
    return users


def _alone(instance: Instance) -> Floats:
    """(3, nodes x T) m3 that stock leaves by itself, m3 and units that inbound brings."""
    stocking, periods = instance.stocking, instance.calendar.periods
    each_m3 = instance.item_figure("unit_m3")[stocking.item][:, None]
    cell = (stocking.node[:, None] * periods + np.arange(periods)).ravel()
    kept = unavoidable_stock(instance.problem, instance.streams, stocking) * each_m3
    size = len(instance.problem.nodes) * periods
    rows = (kept, stocking.inbound * each_m3, stocking.inbound)
    return np.stack([totals(cell, np.ravel(each), size) for each in rows])
