"""What blocks share, by place: one numbering of shared columns and rows for a whole problem, whatever chunk names them.

An order is supplier x T + period, a shipment lane x T + period, a cell node x T + period, as in ``decomposed.shared``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.problem import Problem
from optimizer.formulation.constraints import budgets, freight, nodes, purchase_orders
from optimizer.formulation.variables import Columns
from optimizer.linear import Block, Ints, MixedIntegerProgram
from optimizer.strategies.decomposed.shared import MEASURES

NO_PLACE = -1
"""A column or row that one block has to itself."""

ORDERS, SHIPMENTS, CELLS, BUDGETS = "orders", "shipments", "cells", "budgets"

ROWS = (
    *((f"{purchase_orders.NAME}_min_{measure}", ORDERS) for measure in MEASURES),
    (f"{purchase_orders.NAME}_capacity", ORDERS),
    (f"{freight.NAME}_m3", SHIPMENTS),
    (f"{freight.NAME}_kg", SHIPMENTS),
    (f"{freight.NAME}_rates", SHIPMENTS),
    (f"{nodes.NAME}_storage", CELLS),
    (f"{nodes.NAME}_inbound_m3", CELLS),
    (f"{nodes.NAME}_inbound_units", CELLS),
    (budgets.NAME, BUDGETS),
    (f"{freight.NAME}_one_container", SHIPMENTS),
    (f"{freight.NAME}_max_containers", SHIPMENTS),
    (f"{freight.NAME}_min_charge", SHIPMENTS),
)
"""Names of the rows that count over items, and what they count by; the last three have no column of an item."""

COLUMNS = (
    ("y", ORDERS), ("w", SHIPMENTS), ("g", SHIPMENTS), ("f", SHIPMENTS), ("Z", ORDERS), ("O", CELLS), ("R", BUDGETS),
)  # fmt: skip
"""Names of the columns that items share."""


@dataclass(frozen=True)
class Sharing:
    """``row_first``, ``column_first``: where the places of a name begin; ``periods``."""

    row_first: dict[str, int]
    column_first: dict[str, int]
    row_count: int
    column_count: int
    periods: int
    counts: dict[str, int]

    @classmethod
    def of(cls, problem: Problem) -> Sharing:
        """Number what a problem's items share."""
        periods = problem.settings.periods
        counts = {
            ORDERS: len(problem.suppliers) * periods,
            SHIPMENTS: len(problem.lanes) * periods,
            CELLS: len(problem.nodes) * periods,
            BUDGETS: len(problem.budgets),
        }
        rows, row_count = _numbered(ROWS, counts)
        columns, column_count = _numbered(COLUMNS, counts)
        return cls(rows, columns, row_count, column_count, periods, counts)

    def rows(self, name: str) -> slice:
        """Places of the rows of a name."""
        first = self.row_first[name]
        return slice(first, first + self.counts[dict(ROWS)[name]])

    def columns(self, name: str) -> slice:
        """Places of the columns of a name."""
        first = self.column_first[name]
        return slice(first, first + self.counts[dict(COLUMNS)[name]])

    def rows_of(self, program: MixedIntegerProgram) -> Ints:
        """(rows,) the place of each row of a chunk's program."""
        place = np.full(program.row_count, NO_PLACE, np.int64)
        kinds = dict(ROWS)
        for block in program.rows:
            if block.name in kinds and block.size:
                place[block.indices] = self.row_first[block.name] + self._key(block, kinds[block.name])
        return place

    def columns_of(self, program: MixedIntegerProgram, columns: Columns) -> Ints:
        """(columns,) the place of each column of a chunk's program."""
        place = np.full(program.column_count, NO_PLACE, np.int64)
        named = zip(COLUMNS, (columns.y, columns.w, columns.g, columns.f, columns.capacity_over, columns.storage_over,
                              columns.budget_over), strict=True)  # fmt: skip
        for (name, kind), block in named:
            if block.size:
                place[block.indices] = self.column_first[name] + self._key(block, kind)
        return place

    def _key(self, block: Block, kind: str) -> Ints:
        position = [label.positions for label in block.labels]
        if kind == BUDGETS:
            return position[0]
        if kind == SHIPMENTS:  # supplier, node, lane, period
            return position[2] * self.periods + position[3]
        return position[0] * self.periods + position[1]


def _numbered(names: Iterable[tuple[str, str]], counts: dict[str, int]) -> tuple[dict[str, int], int]:
    first, total = {}, 0
    for name, kind in names:
        first[name] = total
        total += counts[kind]
    return first, total
