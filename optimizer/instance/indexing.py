"""Positions instead of names: small vectorised helpers the instance is indexed with."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.linear import Floats, Ints


def positions(ids: pd.Index, column: pd.Series) -> Ints:
    """Where each value of ``column`` stands in ``ids`` (-1 where it does not); distinct values are looked up once."""
    codes, distinct = pd.factorize(column)
    found = ids.get_indexer(pd.Index(distinct))
    return found[codes].astype(np.int64) if codes.size else np.empty(0, np.int64)


def expand(counts: Ints) -> tuple[Ints, Ints]:
    """Owner and rank of every member of groups of the given sizes: (2, 1) gives owners 0 0 1, ranks 0 1 0."""
    owner = np.repeat(np.arange(counts.size), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(owner.size) - first[owner]


def join(left: Ints, right: Ints, size: int) -> tuple[Ints, Ints]:
    """All pairs (a, b) with left[a] == right[b], keys in 0 .. size - 1; ordered by a, then b."""
    order = np.argsort(right, kind="stable")
    counts = np.bincount(right, minlength=size)
    first = np.cumsum(counts) - counts
    owner, rank = expand(counts[left])
    return owner, order[first[left[owner]] + rank]


def totals(position: Ints, amounts: Floats, size: int) -> Floats:
    """(size,) sum of the amounts that fall on each position; floats even where there are none."""
    return np.bincount(position, amounts, size).astype(np.float64, copy=False)
