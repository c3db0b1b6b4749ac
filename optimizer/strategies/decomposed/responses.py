"""What items do at given prices: lot sizing of every lot, side by side on all cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

from optimizer.linear import Floats, Ints
from optimizer.strategies.decomposed.lot_sizing import Lots, solve_lot

THREADS = os.cpu_count() or 1
POOL = ThreadPoolExecutor(THREADS)


@njit(cache=True, nogil=True)
def _solve_range(
    lots: Lots, begin: int, end: int, hold: Floats, rich: Floats, poor: Floats, cost: Floats, fixed: Floats,
    quantity: Ints, stock: Floats, value: Floats,
) -> None:
    for p in range(begin, end):
        value[p] = solve_lot(lots, p, hold[p], rich[p], poor[p], cost, fixed, quantity, stock[p])


def solve_lots(
    lots: Lots, hold: Floats, rich: Floats, poor: Floats, cost: Floats, fixed: Floats
) -> tuple[Floats, Ints, Floats]:
    """Least cost (P,) of every lot, whole cases (K,) and closing stock (P, T)."""
    count, periods = lots.demand.shape
    quantity, stock, value = np.zeros(cost.size, np.int64), np.empty((count, periods)), np.empty(count)
    edges = np.linspace(0, count, 8 * THREADS + 1).astype(np.int64)
    work = [
        POOL.submit(_solve_range, lots, a, b, hold, rich, poor, cost, fixed, quantity, stock, value)
        for a, b in zip(edges[:-1], edges[1:], strict=True)
    ]
    for each in work:
        each.result()
    return value, quantity, stock
