"""What order lines are worth, exactly: their item's decisions solved to the end with the line and without it.

All other items stay as the plan has them. ``cost_difference`` is the cost of the best the item can do without the line,
less that of the best it can do where the line is allowed, both with everything else in place; so it is what having the
line is worth, and 0 where the item does as well without it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from optimizer.explain.asked import LINE
from optimizer.explain.instead import instead_of, lacks_words
from optimizer.explain.residuals import (
    CENT,
    SECONDS,
    Block,
    Closed,
    UndecidedError,
    as_it_is,
    block_of,
    closed,
    lacking,
    minima_rows,
    shut,
    waived,
)
from optimizer.explain.standings import Piece, Standings
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies.coupled.solver import Small, Solver
from optimizer.strategies.decomposed.cores import Cores

EXACT, ABOUT = "exact", "about"
"""How far a figure is to be trusted: proven to a cent or a share, or the best that was found."""

SHARE = 0.005
"""Share of a difference that may be left open in a figure that is called exact."""

WAIVED = 0.25
"""Share of its seconds that an answer without minima has at least, where most went into proving that it takes them."""

KEPT = 200
"""Blocks whose answers with all lines are kept."""


@dataclass(frozen=True)
class Best:
    """A block at its plan (None where its model does not know the plan), and at its best."""

    block: Block
    planned: Closed | None
    best: Closed


class ExactLines:
    """Order lines of a plan, each answered by solving its item's decisions to the end."""

    def __init__(self, standings: Standings) -> None:
        self.standings = standings
        self._best: OrderedDict[tuple[int, int], Best | None] = OrderedDict()

    def figures(self, lines: pd.DataFrame, seconds: float = SECONDS) -> pd.DataFrame:
        """One row a line with the columns ``FIGURES`` beside its ids, in the order and with the index of ``lines``.

        ``lines``: ``order_id``, ``item_id``, and positions ``item``, ``supplier``, ``period``. ``seconds``: how long
        an answer may take, with the line or without; what is then open is told.
        """
        at = [self.place(int(item)) for item in lines["item"]]
        blocks = pd.Series(at, index=lines.index, dtype=object)
        jobs = [(place, lines.loc[rows.index]) for place, rows in blocks.groupby(blocks, sort=True)]
        pieces = {chunk: self.standings.piece(chunk) for chunk in sorted({place[0] for place, _ in jobs})}
        with closing(Cores()) as cores:
            found = cores.each(lambda job: self._of_block(pieces[job[0][0]], job[0], job[1], seconds), jobs)
        return pd.concat(found).loc[lines.index] if found else pd.DataFrame(columns=[*LINE, *FIGURES])

    def place(self, item: int) -> tuple[int, int]:
        """The chunk and the block of an item."""
        chunk = int(self.standings.chunks.number[item])
        blocks = self.standings.piece(chunk).blocks
        local = int(np.searchsorted(self.standings.chunks.items(chunk), item))
        at = int(np.flatnonzero(blocks.item == local)[0])
        return chunk, int(np.searchsorted(blocks.item_first, at, side="right")) - 1

    def sizes(self, items: Ints) -> Ints:
        """(items,) how many decisions the block of each has."""
        found = []
        for chunk, block in (self.place(int(item)) for item in items):
            first = self.standings.piece(chunk).blocks.column_first
            found.append(first[block + 1] - first[block])
        return np.asarray(found, np.int64)

    def best(
        self, piece: Piece, place: tuple[int, int], solver: Solver, seconds: float = SECONDS
    ) -> Best | None:
        """The block as the plan has it, and at its best, kept where proven; None where no answer is known."""
        if place not in self._best:
            block = block_of(piece, place[1])
            try:
                planned = as_it_is(block, block.small, block.planned, solver)
                best = closed(block, block.small, solver, None if planned is None else planned.columns, seconds)
            except UndecidedError:
                return None
            found = None if best is None else Best(block, planned, best)
            if best is not None and best.cost > best.bound + 2 * CENT:
                return found  # whoever has more time may do better
            self._best[place] = found
            while len(self._best) > KEPT:
                self._best.popitem(last=False)
        return self._best[place]

    def _of_block(self, piece: Piece, place: tuple[int, int], lines: pd.DataFrame, seconds: float) -> pd.DataFrame:
        solver = _solver()
        if len(lines) == 1 and place not in self._best:
            return self._at_once(piece, place, lines, seconds)
        best = self.best(piece, place, solver, seconds)
        rows = [] if best is None else [self._of_line(best, row, solver, seconds) for row in lines.to_dict("records")]
        return self._table(lines, rows)

    def _at_once(self, piece: Piece, place: tuple[int, int], lines: pd.DataFrame, seconds: float) -> pd.DataFrame:
        """A single line of an item that nobody has asked about: its best with the line beside its best without it."""
        (line,) = lines.to_dict("records")
        with ThreadPoolExecutor(1) as other:
            coming = other.submit(self.best, piece, place, _solver(), seconds)
            solver = _solver()
            try:
                shut_line = self._shut(block_of(piece, place[1]), line, solver)
                answer = None if shut_line is None else shut_line.answer(solver, seconds)
            except UndecidedError:
                return self._table(lines, [UNKNOWN])
            best = coming.result()
        return self._table(lines, [] if best is None else [self._told(best, shut_line, answer)])

    @staticmethod
    def _table(lines: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
        table = pd.DataFrame(rows, index=lines.index if rows else None, columns=list(FIGURES))
        return lines[LINE].join(table)

    def _of_line(self, best: Best, line: Mapping[Any, Any], solver: Solver, seconds: float) -> dict[str, Any]:
        try:
            shut_line = self._shut(best.block, line, solver)
            needed = shut_line is not None and shut_line.needed_by(best)
            answer = shut_line.answer(solver, seconds) if shut_line is not None and needed else None
        except UndecidedError:
            return UNKNOWN
        return self._told(best, shut_line, answer)

    def _shut(self, block: Block, line: Mapping[Any, Any], solver: Solver) -> Shut | None:
        """The block without a line; None for an order that cannot exist: it is none that could be left out."""
        ordering = block.piece.instance.ordering
        local = int(
            np.searchsorted(self.standings.chunks.items(self.standings.chunks.number[line["item"]]), line["item"])
        )
        cases = (
            (ordering.item[block.case] == local)
            & (ordering.supplier[block.case] == line["supplier"])
            & (ordering.period[block.case] == line["period"])
        )
        if not cases.any():
            return None
        order = int(line["supplier"]) * self.standings.sharing.periods + int(line["period"])
        rows = minima_rows(block, order)
        without = shut(block, block.small, cases)
        free = waived(without, rows)
        dropped = as_it_is(block, free, np.where(cases, 0.0, block.planned), solver)
        return Shut(block, cases, rows, without, free, dropped)

    def _told(self, best: Best, shut_line: Shut | None, answer: Closed | None) -> dict[str, Any]:
        """The figures of a line; ``answer`` counts where the best needs the line."""
        if shut_line is None:
            return UNKNOWN
        block, ordering = shut_line.block, shut_line.block.piece.instance.ordering
        if not shut_line.needed_by(best):
            answer = best.best
        told: dict[str, Any] = dict.fromkeys(FIGURES, np.nan)
        told |= {
            "improvable": _difference(best.planned, best.best),
            "not_ordering": _difference(shut_line.dropped, best.planned),
        }
        if answer is None:
            return told | instead_of(self.standings.problem, ordering, block.case, None) | {"lacks": ""} | _NO_WAY
        difference, open_ = answer.cost - best.best.cost, max(answer.cost - answer.bound, 0.0)
        open_ += max(best.best.cost - best.best.bound, 0.0)
        more = answer.columns[block.column] - block.planned
        return (
            told
            | instead_of(self.standings.problem, ordering, block.case, more)
            | {
                "cost_difference": 0.0 if abs(difference) < CENT else difference,
                "exactness": exactness_of(difference, open_), "open": open_ if np.isfinite(open_) else np.nan,
                "lacks": lacks_words(lacking(shut_line.without, shut_line.rows, answer.columns)),
            }
        )  # fmt: skip


@dataclass(frozen=True)
class Shut:
    """A block without the case columns ``cases`` of a line: with its order's minima, ``free`` of them, and as it is.

    ``rows`` of these minima; ``dropped`` is the plan without the line, None where it breaks a rule.
    """

    block: Block
    cases: Bools
    rows: Ints
    without: Small
    free: Small
    dropped: Closed | None

    def needed_by(self, best: Best) -> bool:
        """Whether the best uses the line."""
        return bool((best.best.columns[self.block.column[self.cases]] > 0.5).any())

    def answer(self, solver: Solver, seconds: float) -> Closed | None:
        """The best without the line; its order's minima are waived only where they cannot be met without it.

        None where nothing can be without it at all. Raises UndecidedError.
        """
        start = None if self.dropped is None else self.dropped.columns
        began = time.monotonic()
        answer = closed(self.block, self.without, solver, start, seconds)
        left = max(seconds - (time.monotonic() - began), WAIVED * seconds)
        return answer if answer is not None else closed(self.block, self.free, solver, start, left)


def exactness_of(difference: float, open_: float) -> str:
    """Whether a difference of which so much money is open counts as exact."""
    return EXACT if open_ <= max(2 * CENT, SHARE * abs(difference)) else ABOUT


def _solver() -> Solver:
    return Solver(abs_gap=CENT / 2, restart=False)


AMOUNTS = ("not_ordering", "cost_difference", "improvable", "open", "by_units")
"""Money, and the units that take a line's place."""

FIGURES = (
    *AMOUNTS[:4], "exactness", "instead", "by_supplier_id", "by_node_id", "by_mode", "by_order_date", "by_units",
    "lacks",
)  # fmt: skip
"""What is told of leaving a line out, column by column."""

UNKNOWN: dict[str, Any] = dict.fromkeys(FIGURES, np.nan) | {"exactness": "", "instead": "", "lacks": ""}
"""Of a line without figures."""

_NO_WAY = {"instead": "no plan", "exactness": EXACT, "open": 0.0}


def _difference(one: Closed | None, other: Closed | None) -> Floats | float:
    return np.nan if one is None or other is None else one.cost - other.cost
