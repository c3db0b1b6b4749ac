"""A problem in chunks of items: each a problem of its own, with everything that items share and only their own rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from models.problem import Problem
from optimizer.instance.indexing import positions
from optimizer.linear import Bools, Ints

ITEM_OF = {
    "items": "item_id",
    "offers": "item_id",
    "price_breaks": "item_id",
    "kits": "kit_id",
    "substitutes": "item_id",
    "demand": "item_id",
    "stock": "item_id",
    "inbound": "item_id",
    "safety_stock": "item_id",
}
"""The tables whose rows are of one item (a kit's parts are in its chunk), and the column that says which."""


@dataclass(frozen=True)
class _Rows:
    """A table by chunk: chunk k has the rows ``order[first[k] : first[k + 1]]``; no ``order`` means as they stand."""

    frame: pd.DataFrame
    order: Ints | None
    first: Ints

    def of(self, chunk: int) -> pd.DataFrame:
        rows = slice(self.first[chunk], self.first[chunk + 1])
        part = self.frame.iloc[rows] if self.order is None else self.frame.take(self.order[rows])
        return part.reset_index(drop=True)


class Chunks(Sequence[Problem]):
    """The chunks of a problem, each made when it is asked for; ``number`` (items,) is the chunk of each item or -1."""

    def __init__(self, problem: Problem, number: Ints) -> None:
        self.problem, self.number = problem, number
        self._count = int(number.max(initial=-1)) + 1
        ids = pd.Index(problem.items["item_id"])
        self._rows = {
            name: self._sorted(getattr(problem, name), ids, column)
            for name, column in ITEM_OF.items()
            if len(getattr(problem, name))
        }

    def _sorted(self, frame: pd.DataFrame, ids: pd.Index, column: str) -> _Rows:
        chunk = self.number[positions(ids, frame[column])]
        in_order = bool((chunk[1:] >= chunk[:-1]).all())
        order = None if in_order else np.argsort(chunk, kind="stable")
        ranked = chunk if order is None else chunk[order]
        return _Rows(frame, order, np.searchsorted(ranked, np.arange(self._count + 1)))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, chunk: int) -> Problem: ...
    @overload
    def __getitem__(self, chunk: slice) -> Sequence[Problem]: ...
    def __getitem__(self, chunk: int | slice) -> Problem | Sequence[Problem]:
        if isinstance(chunk, slice):
            return [self[k] for k in range(*chunk.indices(self._count))]
        if not -self._count <= chunk < self._count:
            raise IndexError(chunk)
        frames: dict[str, Any] = {name: rows.of(chunk % self._count) for name, rows in self._rows.items()}
        return replace(self.problem, **frames)

    def __iter__(self) -> Iterator[Problem]:
        return (self[k] for k in range(self._count))

    def items(self, chunk: int) -> Ints:
        """Positions of the chunk's items in the whole problem, in the order in which the chunk has them."""
        return np.flatnonzero(self.number == chunk)

    def every(self) -> list[Ints]:
        """Those of every chunk."""
        order = np.argsort(self.number, kind="stable")
        first = np.searchsorted(self.number[order], np.arange(self._count + 1))
        return [order[first[k] : first[k + 1]] for k in range(self._count)]


def chunks_of(problem: Problem, size: int, only: Bools | None = None) -> Chunks:
    """Chunks of about ``size`` items, in the order of the items table; ``only`` (items,) leaves the others out.

    What kits and substitutes connect stays together, whatever its size; ``only`` must not tear it apart.
    """
    group = groups_of(problem)
    kept = np.ones(group.size, np.bool_) if only is None else only
    first, member = np.unique(group[kept], return_inverse=True)
    count = np.bincount(member, minlength=first.size)
    chunk = (np.cumsum(count) - count) // max(size, 1)
    number = np.full(group.size, -1, dtype=np.int64)
    number[kept] = np.unique(chunk, return_inverse=True)[1][member]
    return Chunks(problem, number)


def groups_of(problem: Problem) -> Ints:
    """(items,) the first item, by position, of everything that kits and substitutes connect with the item."""
    ids = pd.Index(problem.items["item_id"])
    pairs = ((problem.kits, "kit_id", "component_id"), (problem.substitutes, "item_id", "substitute_id"))
    one, other = (np.concatenate([positions(ids, table[ends[side]]) for table, *ends in pairs]) for side in (0, 1))
    links = sparse.coo_array((np.ones(one.size), (one, other)), shape=(len(ids), len(ids)))
    label = connected_components(links, directed=False)[1]
    _, first, member = np.unique(label, return_index=True, return_inverse=True)
    return first[member].astype(np.int64)
