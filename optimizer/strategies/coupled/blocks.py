"""The model of a chunk, cut into blocks: what kits and substitutes connect, each with copies of what it shares.

A block's own columns and rows are the model's. A column that items share (an order y, a shipment w, g, f, an overrun)
and a row that counts over items (minima, loads, storage, money) stand in every block that touches them, as copies
that know which one they are. So one block with its copies is the model of some items with nothing else around.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from optimizer.formulation.build import build
from optimizer.formulation.variables import Columns, credit_items
from optimizer.instance import Instance
from optimizer.linear import Bools, Ints, MixedIntegerProgram
from optimizer.strategies.coupled.sharing import NO_PLACE, Sharing
from optimizer.strategies.decomposed.chunks import groups_of

OWN, SWITCH, COUNT = 0, 1, 2
"""Kinds of columns, in their order within a block: of its own; copies that its own rows need; copies of all others."""


@dataclass(frozen=True)
class Blocks:
    """C blocks side by side. Columns of block c are ``column_first[c] : column_first[c + 1]``; rows likewise.

    ``column`` (columns,) and ``row`` (rows,) lead to the chunk's program. ``column_place``, ``row_place``: which shared
    column or row of the whole problem a copy is, -1 for a block's own. ``own_rows`` (C,) how many rows come first that
    have no copy of a counting column; ``own_columns``, ``switched`` (C,) how many columns are its own, and with the
    switches. ``items`` (C + 1,) and ``item``: items of every block.
    """

    program: MixedIntegerProgram
    columns: Columns
    column: Ints
    row: Ints
    column_place: Ints
    row_place: Ints
    column_first: Ints
    row_first: Ints
    own_rows: Ints
    own_columns: Ints
    switched: Ints
    matrix: sparse.csr_array
    item_first: Ints
    item: Ints

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return self.column_first.size - 1

    @property
    def is_own(self) -> Bools:
        """(columns,) the column is no copy."""
        return np.asarray(self.column_place == NO_PLACE)

    def owner(self) -> Ints:
        """(columns,) the block of each column."""
        return np.repeat(np.arange(self.count), np.diff(self.column_first))


def blocks_of(instance: Instance, sharing: Sharing) -> Blocks:
    """Build the instance's model and cut it."""
    program, columns = build(instance)
    first, member = np.unique(groups_of(instance.problem), return_inverse=True)
    size = first.size
    column_place, row_place = sharing.columns_of(program, columns), sharing.rows_of(program)
    owner = np.where(column_place == NO_PLACE, _owners(program, columns, instance, member), -1)
    entries = sparse.coo_array(program.matrix)
    row, column, value = entries.row.astype(np.int64), entries.col.astype(np.int64), entries.data
    shared_row, shared_column = row_place[row] != NO_PLACE, column_place[column] != NO_PLACE
    row_owner = np.full(program.row_count, -1, np.int64)
    np.maximum.at(row_owner, row[~shared_row], owner[column[~shared_row]])

    wide = program.column_count
    switches = np.unique(row_owner[row[~shared_row & shared_column]] * wide + column[~shared_row & shared_column])
    tall = program.row_count
    counted = owner[column[shared_row & ~shared_column]] * tall + row[shared_row & ~shared_column]
    lone = np.flatnonzero(row_place != NO_PLACE)
    lone = lone[~np.isin(lone, row[shared_row & ~shared_column])]
    between = np.isin(row, lone)
    at, entry = _join(switches % wide, column[between])
    counted = np.unique(np.concatenate([counted, (switches // wide)[at] * tall + row[between][entry]]))
    both = np.flatnonzero(shared_row & shared_column)
    copy, entry = _join(counted % tall, row[both])
    counting = np.unique((counted // tall)[copy] * wide + column[both][entry])
    counting = np.setdiff1d(counting, switches, assume_unique=True)

    own_columns, own_rows = np.flatnonzero(owner >= 0), np.flatnonzero((row_place == NO_PLACE) & (row_owner >= 0))
    keys = np.concatenate([owner[own_columns] * wide + own_columns, switches, counting])
    kind = np.repeat([OWN, SWITCH, COUNT], [own_columns.size, switches.size, counting.size])
    order = np.lexsort((keys, kind, keys // wide))
    keys, kind = keys[order], kind[order]
    row_keys = np.concatenate([row_owner[own_rows] * tall + own_rows, counted])
    row_kind = np.repeat([0, 1], [own_rows.size, counted.size])
    row_order = np.lexsort((row_keys, row_kind, row_keys // tall))
    row_keys, row_kind = row_keys[row_order], row_kind[row_order]

    def places(keys: Ints, wanted: Ints) -> Ints:
        order = np.argsort(keys)
        return np.asarray(order[np.searchsorted(keys[order], wanted)])

    mine = ~shared_row & (row_owner[row] >= 0)
    theirs = shared_row & ~shared_column
    ends = [
        (row_owner[row[mine]], row[mine], column[mine], value[mine]),
        (owner[column[theirs]], row[theirs], column[theirs], value[theirs]),
        ((counted // tall)[copy], row[both][entry], column[both][entry], value[both][entry]),
    ]
    block, to_row, to_column, data = (np.concatenate([e[k] for e in ends]) for k in range(4))
    matrix = sparse.csr_array(
        sparse.coo_array(
            (data, (places(row_keys, block * tall + to_row), places(keys, block * wide + to_column))),
            shape=(row_keys.size, keys.size),
        )
    )
    matrix.sort_indices()
    edges = np.arange(size + 1)
    of_block, of_row = keys // wide, row_keys // tall
    item = np.argsort(member, kind="stable")
    return Blocks(
        program=program, columns=columns, column=keys % wide, row=row_keys % tall,
        column_place=column_place[keys % wide], row_place=row_place[row_keys % tall],
        column_first=np.searchsorted(of_block, edges), row_first=np.searchsorted(of_row, edges),
        own_rows=np.bincount(of_row[row_kind == 0], minlength=size),
        own_columns=np.bincount(of_block[kind == OWN], minlength=size),
        switched=np.bincount(of_block[kind <= SWITCH], minlength=size), matrix=matrix,
        item_first=np.searchsorted(member[item], edges), item=item,
    )  # fmt: skip


def _join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs (a, b) with left[a] == right[b], of keys of any size."""
    order = np.argsort(right, kind="stable")
    low, high = (np.searchsorted(right[order], left, side=side) for side in ("left", "right"))
    count = high - low
    owner = np.repeat(np.arange(left.size), count)
    rank = np.arange(owner.size) - np.repeat(np.cumsum(count) - count, count)
    return owner, order[low[owner] + rank]


def _owners(program: MixedIntegerProgram, columns: Columns, instance: Instance, member: Ints) -> Ints:
    """(columns,) the group (of ``member``, by item) that decides each column; anything where a column is shared."""
    ordering, stocking, streams = instance.ordering, instance.stocking, instance.streams
    periods = instance.calendar.periods
    owner = np.zeros(program.column_count, np.int64)
    line_item = ordering.line_item[columns.lines.open_line]
    asking = streams.item[columns.want_stream]
    credited = credit_items(instance)
    for where, item in (
        (columns.q.indices, ordering.item),
        (columns.u.indices, line_item),
        (columns.x.indices, line_item[columns.lines.split_open]),
        (columns.stock.indices, np.repeat(stocking.item, periods)),
        (columns.shortfall.indices, np.repeat(stocking.item[columns.shortfall_pair], periods)),
        (columns.move.indices, stocking.item[columns.move_from]),
        (columns.served.indices, asking[columns.served_want]),
        (columns.want_column, asking),
        (columns.credited.indices, credited),
        (columns.salvaged.indices, credited[: columns.salvaged.size]),
    ):
        owner[where] = member[item]
    return owner
