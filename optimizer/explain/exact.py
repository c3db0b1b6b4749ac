"""What order lines are worth, exactly: their item's decisions solved to the end with the line and without it.

All other items stay as the plan has them. ``cost_difference`` is the cost of the best the item can do without the line,
less that of the best it can do where the line is allowed, both with everything else in place; so it is what having the
line is worth, and 0 where the item does as well without it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from optimizer.explain.asked import LINE
from optimizer.explain.instead import instead_of, lacks_words
from optimizer.explain.residuals import (
    CENT,
    Block,
    Closed,
    as_it_is,
    block_of,
    closed,
    lacking,
    minima_rows,
    shut,
    waived,
)
from optimizer.explain.standings import Piece, Standings
from optimizer.linear import Bools, Floats
from optimizer.strategies.coupled.solver import Small, Solver
from optimizer.strategies.decomposed.cores import Cores

EXACT, ABOUT = "exact", "about"
"""How far a figure is to be trusted: proven to a cent or a share, or the best that was found."""

SHARE = 0.005
"""Share of a difference that may be left open in a figure that is called exact."""

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

    def figures(self, lines: pd.DataFrame) -> pd.DataFrame:
        """One row a line with the columns ``FIGURES`` beside its ids, in the order and with the index of ``lines``.

        ``lines``: ``order_id``, ``item_id``, and positions ``item``, ``supplier``, ``period``.
        """
        at = [self.place(int(item)) for item in lines["item"]]
        blocks = pd.Series(at, index=lines.index, dtype=object)
        jobs = [(place, lines.loc[rows.index]) for place, rows in blocks.groupby(blocks, sort=True)]
        pieces = {chunk: self.standings.piece(chunk) for chunk in sorted({place[0] for place, _ in jobs})}
        with closing(Cores()) as cores:
            found = cores.each(lambda job: self._of_block(pieces[job[0][0]], job[0], job[1]), jobs)
        return pd.concat(found).loc[lines.index] if found else pd.DataFrame(columns=[*LINE, *FIGURES])

    def place(self, item: int) -> tuple[int, int]:
        """The chunk and the block of an item."""
        chunk = int(self.standings.chunks.number[item])
        blocks = self.standings.piece(chunk).blocks
        local = int(np.searchsorted(self.standings.chunks.items(chunk), item))
        at = int(np.flatnonzero(blocks.item == local)[0])
        return chunk, int(np.searchsorted(blocks.item_first, at, side="right")) - 1

    def best(self, piece: Piece, place: tuple[int, int], solver: Solver) -> Best | None:
        """The block as the plan has it, and at its best; None where its model has no answer."""
        if place not in self._best:
            block = block_of(piece, place[1])
            planned = as_it_is(block, block.small, block.planned, solver)
            best = closed(block, block.small, solver, None if planned is None else planned.columns)
            self._best[place] = None if best is None else Best(block, planned, best)
            while len(self._best) > KEPT:
                self._best.popitem(last=False)
        return self._best[place]

    def _of_block(self, piece: Piece, place: tuple[int, int], lines: pd.DataFrame) -> pd.DataFrame:
        solver = Solver(abs_gap=CENT / 2, restart=False)
        best = self.best(piece, place, solver)
        rows = [] if best is None else [self._of_line(best, row, solver) for row in lines.to_dict("records")]
        table = pd.DataFrame(rows, index=lines.index if rows else None, columns=list(FIGURES))
        return lines[LINE].join(table)

    def _of_line(self, best: Best, line: Mapping[Any, Any], solver: Solver) -> dict[str, Any]:
        block, ordering = best.block, best.block.piece.instance.ordering
        local = int(
            np.searchsorted(self.standings.chunks.items(self.standings.chunks.number[line["item"]]), line["item"])
        )
        cases = (
            (ordering.item[block.case] == local)
            & (ordering.supplier[block.case] == line["supplier"])
            & (ordering.period[block.case] == line["period"])
        )
        if not cases.any():  # an order that cannot exist is none that could be left out
            return dict.fromkeys(FIGURES, np.nan) | {"exactness": "", "instead": "", "lacks": ""}
        order = int(line["supplier"]) * self.standings.sharing.periods + int(line["period"])
        rows = minima_rows(block, order)
        without = shut(block, block.small, cases)
        free = waived(without, rows)
        dropped = as_it_is(block, free, np.where(cases, 0.0, block.planned), solver)
        answer, asked = self._answer(best, without, free, cases, dropped, solver)
        told: dict[str, Any] = dict.fromkeys(FIGURES, np.nan)
        told |= {"improvable": _difference(best.planned, best.best), "not_ordering": _difference(dropped, best.planned)}
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
                "exactness": EXACT if open_ <= max(2 * CENT, SHARE * abs(difference)) else ABOUT,
                "lacks": lacks_words(lacking(asked, rows, answer.columns)),
            }
        )

    @staticmethod
    def _answer(
        best: Best, without: Small, free: Small, cases: Bools, dropped: Closed | None, solver: Solver
    ) -> tuple[Closed | None, Small]:
        """The best without the line; its order's minima are waived only where they cannot be met without it."""
        block = best.block
        if not bool((best.best.columns[block.column[cases]] > 0.5).any()):
            return best.best, without  # the best does not need it
        start = None if dropped is None else dropped.columns
        answer = closed(block, without, solver, start)
        return (answer, without) if answer is not None else (closed(block, free, solver, start), without)


FIGURES = (
    "not_ordering", "cost_difference", "improvable", "exactness", "instead", "by_supplier_id", "by_node_id", "by_mode",
    "by_order_date", "by_units", "lacks",
)  # fmt: skip
"""What is told of leaving a line out, column by column."""

_NO_WAY = {"instead": "no plan", "exactness": EXACT}


def _difference(one: Closed | None, other: Closed | None) -> Floats | float:
    return np.nan if one is None or other is None else one.cost - other.cost
