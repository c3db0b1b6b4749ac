"""The decisions of some items with all others as the plan has them, solved to the end.

The model is that of ``coupled.standing.residual``: others' orders, shipments and containers are paid and in place, of
hard limits only what others leave is to be had. It is closed in two halves. First without the purchase orders on which
nobody is and which the plan does not place for these items: that is quick. Then with at least one of them: the
relaxation alone says most often that this costs more, since an order that nobody shares has its cost and minima for
itself. Without that a relaxation pays for a hundredth of such an order, and the solver branches for seconds. Where the
relaxation does not say so, the whole program is solved from the first half's answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from optimizer.explain.standings import Piece
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.coupled.solver import Small, Solver
from optimizer.strategies.coupled.standing import residual
from optimizer.strategies.decomposed.shared import MEASURES

CENT = 0.004
"""Money up to which two answers are the same."""

NODES = 3_000
"""Nodes of branch and bound; what is then not closed has a bound beside its answer."""

SECONDS = 4.0
"""Of one block from a point to begin with, after which what is found has a bound beside it."""

GUARD = 30.0
"""Of one program of which no point is known."""


class UndecidedError(Exception):
    """Time ended before anything was found, and before it was proven that there is nothing."""


@dataclass(frozen=True)
class Closed:
    """Values of ``columns`` (columns,), what they ``cost``, and the proven least: what is between them is left open."""

    columns: Floats
    cost: float
    bound: float


@dataclass(frozen=True)
class Block:
    """A block's model beside all else: ``column`` of every case column ``case`` (of the chunk), ``planned`` its cases.

    ``fresh`` (columns,): switches of orders that nobody else is on.
    """

    piece: Piece
    number: int
    small: Small
    case: Ints
    column: Ints
    planned: Floats
    fresh: Bools
    rows: Ints
    """(rows,) places of rows that count over items, -1 for others."""


def block_of(piece: Piece, block: int) -> Block:
    """The model of one block of a chunk."""
    standing, blocks = piece.standing, piece.blocks
    small, _ = residual(standing, 0, block)
    columns = slice(blocks.column_first[block], blocks.column_first[block + 1])
    whole, place = blocks.column[columns], blocks.column_place[columns]
    q, orders = blocks.columns.q, standing.sharing.columns("y")
    column = np.flatnonzero((place < 0) & (whole >= q.start) & (whole < q.start + q.size))
    case = whole[column] - q.start
    planned = piece.cases[case]
    upper = small.upper.copy()
    upper[column] = np.maximum(upper[column], planned)  # a plan may have a case more than the bound; it is no rule
    fresh = (place >= orders.start) & (place < orders.stop) & (small.lower < 0.5)
    rows = blocks.row_place[blocks.row_first[block] : blocks.row_first[block + 1]]
    return Block(piece, block, replace(small, upper=upper), case, column, planned, fresh, rows)


def shut(block: Block, small: Small, cases: Bools) -> Small:
    """The program without some of the block's case columns (``cases`` beside ``block.case``)."""
    upper = small.upper.copy()
    upper[block.column[cases]] = 0.0
    return replace(small, upper=upper)


def as_it_is(block: Block, small: Small, cases: Floats, solver: Solver) -> Closed | None:
    """The best that can be done with exactly these cases; None where they break a rule. Raises UndecidedError."""
    lower, upper = small.lower.copy(), small.upper.copy()
    lower[block.column] = upper[block.column] = cases
    return _solved(replace(small, lower=lower, upper=upper), solver, None, time.monotonic() + GUARD)


def closed(
    block: Block, small: Small, solver: Solver, start: Floats | None = None, seconds: float = SECONDS
) -> Closed | None:
    """The best that can be done; None where nothing can. ``start`` (columns,) is a point to begin with.

    With one it takes ``seconds`` at most, and leaves a bound beside what it then has. Raises UndecidedError.
    """
    ends = time.monotonic() + (GUARD if start is None else seconds)
    fresh = np.flatnonzero(block.fresh & (small.upper > 0.5))
    if start is not None:
        fresh = fresh[start[fresh] < 0.5]
    upper = small.upper.copy()
    upper[fresh] = 0.0
    best = _solved(replace(small, upper=upper), solver, start, ends)
    if not fresh.size:
        return best
    opened = with_row(small, fresh, 1.0)
    least = solver.relaxed(opened)
    if least.impossible or (best is not None and least.bound >= best.cost - CENT):
        return best
    if best is None:
        return _solved(opened, solver, None, ends)
    # from its own start a solver knows at once what an answer may cost; with the row it would have to find one first
    halves = min(best.bound, least.bound)
    try:
        whole = _solved(small, solver, best.columns, ends) if time.monotonic() < ends else None
    except UndecidedError:
        whole = None
    return replace(best, bound=halves) if whole is None else replace(whole, bound=max(whole.bound, halves))


def _solved(small: Small, solver: Solver, start: Floats | None, ends: float) -> Closed | None:
    found = solver.whole(small, nodes=NODES, gap=0.0, start=start, seconds=ends - time.monotonic())
    if found.values is None:
        if not found.impossible:
            raise UndecidedError
        return None
    return Closed(found.values, float(small.cost @ found.values), found.bound)


def with_row(small: Small, columns: Ints, least: float) -> Small:
    """The program with one row more: these columns add up to at least so much."""
    return replace(
        small, row_lower=np.append(small.row_lower, least), row_upper=np.append(small.row_upper, np.inf),
        first=np.append(small.first, small.first[-1] + columns.size),
        column=np.append(small.column, columns), value=np.append(small.value, np.ones(columns.size)),
    )  # fmt: skip


def minima_rows(block: Block, order: int) -> Ints:
    """(4,) the rows of an order's minima of value, units, kg and m3; -1 where it has none."""
    sharing = block.piece.standing.sharing
    found = np.full(len(MEASURES), -1)
    for m, measure in enumerate(MEASURES):
        at = np.flatnonzero(block.rows == sharing.rows(f"purchase_orders_min_{measure}").start + order)
        found[m] = at[0] if at.size else -1
    return found


def waived(small: Small, rows: Ints) -> Small:
    """The program without these rows."""
    lower = small.row_lower.copy()
    lower[rows[rows >= 0]] = -np.inf
    return replace(small, row_lower=lower)


def lacking(small: Small, rows: Ints, values: Floats) -> Floats:
    """(4,) how much each of ``rows`` misses its least under ``values``; 0 where there is no such row."""
    missing = np.zeros(rows.size)
    for m, row in enumerate(rows.tolist()):
        if row >= 0:
            entries = slice(small.first[row], small.first[row + 1])
            held = float(small.value[entries] @ values[small.column[entries]])
            missing[m] = max(small.row_lower[row] - held, 0.0)
    return missing
