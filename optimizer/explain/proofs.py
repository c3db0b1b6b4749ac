"""Why demand is short, tried out: the item's decisions solved again with one limit after the other out of the way.

A limit is the cause where the item would serve at least half of what it else leaves short, and what it then takes
beyond the limit is what it would take. If it serves more than the plan with every limit in its place, the search has
missed it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.explain.exact import EXACT, Best, ExactLines, exactness_of
from optimizer.explain.residuals import CENT, Block, Closed, UndecidedError, block_of, closed
from optimizer.explain.shortages import BUDGET, CAPACITY, LIKELY, MINIMUM, OTHER, PROVEN, STREAM
from optimizer.explain.standings import Piece
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats
from optimizer.strategies.coupled.solver import Solver
from optimizer.strategies.decomposed.shared import MEASURES

STORAGE, TOGETHER, MISSED = "no room at the node", "several limits together", "not found by the search"
"""Causes that only a trial can tell."""

MOST_PROVEN = 20
"""Items whose shortages are tried out, those that cost most."""

HALF = 0.5
"""Share of the units short that must be served for a limit to be the cause."""

PLENTY = 1e9
"""A capacity that is none."""

ROWS = {
    BUDGET: ("budgets",),
    CAPACITY: ("purchase_orders_capacity",),
    STORAGE: ("nodes_storage", "nodes_inbound_m3", "nodes_inbound_units"),
}
"""The rows that stand for each limit."""


def _roomy(problem: Problem) -> Problem:
    return replace(problem, suppliers=problem.suppliers.assign(capacity=PLENTY))


def _unbound(problem: Problem) -> Problem:
    minima = dict.fromkeys((f"min_order_{measure}" for measure in MEASURES), 0.0)
    offers = problem.offers.assign(moq_units=problem.offers["moq_units"] * 0)
    return replace(problem, suppliers=problem.suppliers.assign(**minima), offers=offers)


CHANGES: dict[str, Callable[[Problem], Problem]] = {CAPACITY: _roomy, MINIMUM: _unbound}
"""What a chunk's dataset is without a limit, where more than rows depend on it."""

TRIALS = ((BUDGET,), (CAPACITY,), (MINIMUM,), (STORAGE,), (BUDGET, CAPACITY, MINIMUM, STORAGE))


@dataclass(frozen=True)
class Trial:
    """What a block does without some limits: ``short`` units by stream, and ``takes`` in words."""

    short: Floats
    takes: str


def proven(
    exact: ExactLines, table: pd.DataFrame, most: int = MOST_PROVEN, seconds: float = np.inf
) -> pd.DataFrame:
    """The table of shortages with the causes of the dearest items tried out, no item more after ``seconds``."""
    ends = time.monotonic() + seconds
    open_ = table[table["exactness"] == LIKELY]
    told = table.copy()
    for item in list(dict.fromkeys(open_["item_id"]))[:most]:
        if time.monotonic() >= ends:
            break
        rows = open_[open_["item_id"] == item]
        settled = table[(table["item_id"] == item) & (table["exactness"] == PROVEN)]
        for row, (cause, takes) in _causes(exact, rows, settled).items():
            told.loc[row, ["cause", "exactness", "takes"]] = [cause, PROVEN, takes]
    return told


def _causes(exact: ExactLines, rows: pd.DataFrame, settled: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """Cause and what it would take of each row of one item, by its index; without those that no trial settles.

    That nothing is the cause is told only where every trial was decided.
    """
    problem = exact.standings.problem
    place = exact.place(int(pd.Index(problem.items["item_id"]).get_loc(rows["item_id"].iloc[0])))
    piece, solver = exact.standings.piece(place[0]), Solver(abs_gap=CENT / 2, restart=False)
    best = exact.best(piece, place, solver)
    if best is None:
        return {}
    streams = _streams(piece)
    lasting = settled.groupby(STREAM, observed=True)["units"].sum()
    base = _short(best.block, best.best)
    waiting = {}
    for index, row in rows.groupby(STREAM, observed=True, sort=False).agg({"units": "sum"}).iterrows():
        key = tuple(str(word) for word in index)  # type: ignore[attr-defined]
        if key in streams:
            at, kept = streams[key], float(lasting.get(index, 0.0))
            waiting[index] = (at, kept, float(row["units"]), max(base[at] - kept, 0.0))
    found: dict[object, tuple[str, str]] = {
        index: (MISSED, _anew(best, problem.settings.currency))
        for index, (_, _, units, left) in waiting.items() if left <= (1 - HALF) * units
    }  # fmt: skip
    undecided = False
    for limits in TRIALS:
        if len(found) == len(waiting):
            break
        try:
            trial = _tried(exact, piece, place, best, limits, solver)
        except UndecidedError:
            undecided = True
            continue
        if trial is None:
            continue
        for index, (at, kept, _, left) in waiting.items():
            if index not in found and trial.short[at] - kept <= (1 - HALF) * left:
                found[index] = (limits[0] if len(limits) == 1 else TOGETHER, trial.takes)
    nothing = (OTHER, "ordering, freight or stock that cost less than the shortage, whatever the limits")
    keys = rows.set_index(STREAM).index
    told = found if undecided else dict.fromkeys(waiting, nothing) | found
    return {int(at): told[key] for at, key in zip(rows.index, keys, strict=True) if key in told}


def _streams(piece: Piece) -> dict[tuple[str, str, str], int]:
    """The chunk's streams by item, zone and channel."""
    instance, streams = piece.instance, piece.instance.streams
    places = np.concatenate([streams.zones.to_numpy(object), instance.ids("nodes", "node_id")])
    words = (instance.ids("items", "item_id")[streams.item], places[streams.place],
             streams.channels.to_numpy(object)[streams.channel])  # fmt: skip
    return {key: at for at, key in enumerate(zip(*([str(w) for w in each] for each in words), strict=True))}


def _short(block: Block, answer: Closed) -> Floats:
    """(streams,) units lost, and owed at the ends of periods."""
    blocks, columns = block.piece.blocks, block.piece.blocks.columns
    whole = np.zeros(blocks.program.column_count)
    first = blocks.column_first[block.number]
    whole[blocks.column[first : first + answer.columns.size]] = answer.columns
    return totals(columns.want_stream, whole[columns.want_column], block.piece.instance.streams.item.size)


def _tried(
    exact: ExactLines, piece: Piece, place: tuple[int, int], best: Best, limits: tuple[str, ...], solver: Solver
) -> Trial | None:
    """The block at its best without ``limits``; None where it has no answer, or none of them is there.

    Raises UndecidedError where that is not proven.
    """
    block, problem = best.block, exact.standings.chunks[place[0]]
    for limit in limits:
        problem = CHANGES[limit](problem) if limit in CHANGES else problem
    changed = any(limit in CHANGES for limit in limits)
    if changed:
        block = block_of(exact.standings.varied(place[0], problem), place[1])
    upper = block.small.row_upper.copy()
    sharing = piece.standing.sharing
    lifted = np.zeros(upper.size, np.bool_)
    for limit in limits:
        for name in ROWS.get(limit, ()):
            places = sharing.rows(name)
            lifted |= (block.rows >= places.start) & (block.rows < places.stop) & np.isfinite(upper)
    if not changed and not lifted.any():
        return None
    upper[lifted] = np.inf
    start = None if changed else best.best.columns
    answer = closed(block, replace(block.small, row_upper=upper), solver, start)
    if answer is None:
        return None
    if exactness_of(best.best.cost - answer.cost, answer.cost - answer.bound) != EXACT:
        raise UndecidedError
    takes = _beyond(exact, block, _taken(block, answer) - _already(best, block), lifted)
    if MINIMUM in limits:
        takes += ["no minimum of order lines and orders"]
    return Trial(_short(block, answer), "; ".join(takes) or "nothing beyond the limits")


def _taken(block: Block, answer: Closed) -> Floats:
    """(rows,) what an answer takes beyond each limit, below 0 where it leaves some; what may overrun is not let off."""
    small = block.small
    row = np.repeat(np.arange(small.row_upper.size), np.diff(small.first))
    used = np.maximum(small.value, 0.0) * answer.columns[small.column]
    return totals(row, used, small.row_upper.size) - small.row_upper


def _already(best: Best, block: Block) -> Floats:
    """(rows of ``block``,) how far beyond a soft limit the item is without any trial, which no trial takes."""
    over = np.zeros(best.block.piece.standing.sharing.row_count)
    there = best.block.rows >= 0
    over[best.block.rows[there]] = np.maximum(_taken(best.block, best.best)[there], 0.0)
    return np.where(block.rows >= 0, over[block.rows], 0.0)


def _beyond(exact: ExactLines, block: Block, more: Floats, lifted: Bools) -> list[str]:
    """The rows of ``lifted`` limits of which ``more`` (rows,) is taken, in words, the largest three."""
    problem, sharing = exact.standings.problem, exact.standings.sharing
    more = np.where(lifted, more, 0.0)
    days = block.piece.instance.calendar.names
    told = []
    for at in np.flatnonzero(more > 1e-6)[np.argsort(-more[more > 1e-6], kind="stable")][:3]:
        amount, place = f"{more[at]:,.2f}", int(block.rows[at])
        if place in range(*_span(sharing.rows("budgets"))):
            whose = problem.budgets["budget_id"].iloc[place - sharing.rows("budgets").start]
            told.append(f"{amount} {problem.settings.currency} more in budget {whose}")
            continue
        for name, table, key, unit in _CELLS:
            if place in range(*_span(sharing.rows(name))):
                which, period = divmod(place - sharing.rows(name).start, sharing.periods)
                told.append(f"{amount} {unit} {getattr(problem, table)[key].iloc[which]} on {days[period]}")
    return told


_CELLS = (
    ("purchase_orders_capacity", "suppliers", "supplier_id", "more capacity of"),
    ("nodes_storage", "nodes", "node_id", "m3 more room at"),
    ("nodes_inbound_m3", "nodes", "node_id", "m3 more to be received at"),
    ("nodes_inbound_units", "nodes", "node_id", "units more to be received at"),
)


def _span(rows: slice) -> tuple[int, int]:
    return int(rows.start), int(rows.stop)


def _anew(best: Best, currency: str) -> str:
    if best.planned is None:
        return "the item planned anew, all else as it stands"
    won = best.planned.cost - best.best.cost
    return f"the item planned anew, all else as it stands: that saves {won:,.2f} {currency}"
