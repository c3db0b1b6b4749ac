"""Lot-sizing cuts of blocks: those of ``cuts``, each in the columns of its own block.

A block's copies of orders and shipments have values of their own, so an order line may be opened by whichever of its
binary, its order's and its shipment's copy is paid for the least.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from optimizer.instance import Instance
from optimizer.instance.indexing import totals
from optimizer.linear import Bools, Floats, Ints
from optimizer.strategies import cuts
from optimizer.strategies.coupled.blocks import OWN, Blocks
from optimizer.strategies.coupled.solver import Small


@dataclass(frozen=True)
class Cuts:
    """Rows ``matrix x <= upper`` of blocks, those of block c at ``first[c] : first[c + 1]``."""

    matrix: sparse.csr_array
    upper: Floats
    first: Ints

    @classmethod
    def none(cls, blocks: Blocks) -> Cuts:
        """No cuts yet."""
        return cls(sparse.csr_array((0, blocks.column.size)), np.empty(0), np.zeros(blocks.count + 1, np.int64))

    def joined(self, other: Cuts, owner: Ints) -> Cuts:
        """Both, block by block; ``owner`` (columns,) block of every column."""
        return _sorted(sparse.vstack([self.matrix, other.matrix], format="csr"), np.r_[self.upper, other.upper], owner,
                       self.first.size - 1)  # fmt: skip

    def binding(self, values: Floats, owner: Ints) -> Cuts:
        """Those that ``values`` (columns,) just meet."""
        kept = self.matrix @ values > self.upper - 1e-6 * np.maximum(1.0, np.abs(self.upper))
        return _sorted(self.matrix[kept], self.upper[kept], owner, self.first.size - 1)

    def added(self, small: Small, block: int, column: int) -> Small:
        """The program of a block with its cuts; ``column``: where its columns begin."""
        rows = slice(self.first[block], self.first[block + 1])
        first = self.matrix.indptr[rows.start : rows.stop + 1]
        if first.size < 2:
            return small
        entries, count = slice(first[0], first[-1]), first.size - 1
        return replace(
            small,
            row_lower=np.concatenate([small.row_lower, np.full(count, -np.inf)]),
            row_upper=np.concatenate([small.row_upper, self.upper[rows]]),
            first=np.concatenate([small.first, small.first[-1] + first[1:] - first[0]]),
            column=np.concatenate([small.column, self.matrix.indices[entries] - column]),
            value=np.concatenate([small.value, self.matrix.data[entries]]),
        )


class Cutter:
    """Finds cuts for the blocks of one chunk."""

    def __init__(self, blocks: Blocks, instance: Instance) -> None:
        self._blocks, self._instance = blocks, instance
        self._owner = blocks.owner()
        pieces = cuts.pieces_of(blocks.columns, instance)
        program, ordering = blocks.program, instance.ordering
        wide = program.column_count
        self._own = np.flatnonzero(blocks.is_own)
        switches = np.flatnonzero(_kinds(blocks) == 1)
        key = self._owner[switches] * wide + blocks.column[switches]
        order = np.argsort(key)
        key, copies = key[order], switches[order]
        block_of = np.empty(wide, np.int64)
        block_of[blocks.column[self._own]] = self._owner[self._own]
        block_of_case = block_of[blocks.columns.q.indices]
        self._to_block = np.concatenate([np.zeros(wide, np.int64), np.arange(blocks.column.size)])
        self._to_block[blocks.column[self._own]] = self._own

        def copy_of(case: Ints, column: Ints) -> Ints:
            """Columns, of the copies where they are shared: those stand behind the program's own."""
            wanted = block_of_case[case] * wide + column
            at = np.minimum(np.searchsorted(key, wanted), max(key.size - 1, 0))
            shared = key[at] == wanted if key.size else np.zeros(wanted.size, np.bool_)
            return np.where(shared, wide + copies[at] if key.size else column, column)

        self._by_line = (pieces.opener_owner, copy_of(pieces.opener_owner, pieces.opener_column))
        columns = blocks.columns
        switch = np.where(columns.w_of >= 0, columns.w_of, columns.g_of)
        shipped = np.flatnonzero(ordering.case_shipment >= 0)
        self._by_shipment = (shipped, copy_of(shipped, switch[ordering.case_shipment[shipped]]))
        self._pieces = pieces

    def violated(self, values: Floats) -> Cuts:
        """The cuts that ``values`` (columns of blocks,) violate most, one a stock and last period at most."""
        extended = np.concatenate([np.zeros(self._blocks.program.column_count), values])
        extended[self._blocks.column[self._own]] = values[self._own]
        count = self._instance.ordering.case_count
        line, shipment = (_paid(extended, of, column, count) for of, column in (self._by_line, self._by_shipment))
        by_shipment = shipment < line
        owner = np.concatenate([by[0][chosen[by[0]]] for by, chosen in self._choices(by_shipment)])
        column = np.concatenate([by[1][chosen[by[0]]] for by, chosen in self._choices(by_shipment)])
        pieces = replace(self._pieces, opener_owner=owner, opener_column=column)
        columns, instance = self._blocks.columns, self._instance
        stretches = cuts.violated(columns, instance, pieces, extended)
        matrix, upper = cuts.cut_rows(columns, instance, pieces, extended, stretches)
        entries = sparse.coo_array(matrix)
        shape = (upper.size, self._blocks.column.size)
        made = sparse.csr_array((entries.data, (entries.row, self._to_block[entries.col])), shape=shape)
        return _sorted(made, upper, self._owner, self._blocks.count)

    def _choices(self, by_shipment: Bools) -> tuple[tuple[tuple[Ints, Ints], Bools], ...]:
        return (self._by_line, ~by_shipment), (self._by_shipment, by_shipment)


def _kinds(blocks: Blocks) -> Ints:
    """(columns,) kind of every column of blocks."""
    kind = np.full(blocks.column.size, OWN, np.int64)
    rank = np.arange(kind.size) - np.repeat(blocks.column_first[:-1], np.diff(blocks.column_first))
    size = np.diff(blocks.column_first)
    kind[rank >= np.repeat(blocks.own_columns, size)] = 1
    kind[rank >= np.repeat(blocks.switched, size)] = 2
    return kind


def _paid(values: Floats, owner: Ints, column: Ints, count: int) -> Floats:
    """(cases,) how far each case is paid for; infinite where nothing has to be opened."""
    share = totals(owner, values[column], count)
    return np.where(np.bincount(owner, minlength=count) > 0, share, np.inf)


def _sorted(matrix: sparse.csr_array, upper: Floats, owner: Ints, count: int) -> Cuts:
    matrix = sparse.csr_array(matrix)
    block = owner[matrix.indices[matrix.indptr[:-1]]] if upper.size else np.empty(0, np.int64)
    order = np.argsort(block, kind="stable")
    return Cuts(sparse.csr_array(matrix[order]), upper[order], np.searchsorted(block[order], np.arange(count + 1)))
