"""The arrays of the model written by hand, straight into HiGHS: the yardstick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.building.core import CARRYING, LINE_COST, MOQ, NODES, PACK, PERIODS, PRICE, SHORTAGE, Core, Handed

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arrays:
    """A mixed-integer program: columns q, u, I, F, L; rows stock, demand, least, most, way."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: npt.NDArray[np.int32]
    row_lower: Floats
    row_upper: Floats
    matrix: sparse.csr_array


def build(core: Core) -> Arrays:
    """Fill the arrays with numpy, no named thing in between."""
    n, lines = core.demand.size, core.items * PERIODS
    demand, most = core.demand.ravel(), core.most()
    cell = np.arange(n)
    line = np.broadcast_to(np.arange(lines).reshape(core.items, 1, PERIODS), core.demand.shape).ravel()
    q, u, stock, served, lost = 0, n, n + lines, 2 * n + lines, 3 * n + lines
    later = cell[cell % PERIODS > 0]
    on, ones = np.arange(lines), np.ones(n)
    least, way_most, way = 2 * n, 2 * n + lines, 2 * n + 2 * lines
    line_most = most.sum(axis=1).ravel()
    rows = [cell, cell, cell, later, n + cell, n + cell]
    rows += [least + line, least + on, way_most + line, way_most + on, way + cell, way + cell]
    columns = [q + cell, stock + cell, served + cell, stock + later - 1, served + cell, lost + cell]
    columns += [q + cell, u + on, q + cell, u + on, q + cell, u + line]
    values = [-PACK * ones, ones, ones, -np.ones(later.size), ones, ones]
    values += [ones, np.full(lines, -MOQ), ones, -line_most, ones, -most.ravel()]
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    count = 3 * n + 2 * lines
    endless = np.full(2 * n + lines, np.inf)
    return Arrays(
        cost=np.repeat([PRICE, LINE_COST, CARRYING, 0.0, SHORTAGE], [n, lines, n, n, n]),
        lower=np.zeros(4 * n + lines),
        upper=np.concatenate([most.ravel(), np.ones(lines), endless[: 2 * n], demand]),
        integer=np.repeat(np.array([1, 0], dtype=np.int32), [n + lines, 3 * n]),
        row_lower=np.concatenate([np.zeros(n), demand, np.zeros(lines), np.full(lines + n, -np.inf)]),
        row_upper=np.concatenate([np.zeros(n), demand, endless[:lines], np.zeros(lines + n)]),
        matrix=sparse.csr_array(sparse.coo_array(entries, shape=(count, 4 * n + lines))),
    )


def hand_over(arrays: Arrays) -> Handed:
    """Pass the arrays to HiGHS."""
    highs = new_highs()
    matrix = arrays.matrix
    highs.passModel(
        arrays.cost.size,
        arrays.row_lower.size,
        matrix.nnz,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        arrays.cost,
        arrays.lower,
        arrays.upper,
        arrays.row_lower,
        arrays.row_upper,
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
        arrays.integer,
    )
    return in_highs(highs)


def new_highs() -> Any:  # noqa: ANN401 - HiGHS carries no types
    """A HiGHS that says nothing."""
    highs = highspy.Highs()
    highs.silent()
    return highs


def in_highs(highs: Any) -> Handed:  # noqa: ANN401 - HiGHS carries no types
    """What HiGHS holds."""

    def solve() -> float:
        highs.setOptionValue("solve_relaxation", True)  # noqa: FBT003 - HiGHS' own interface
        highs.run()
        return float(highs.getInfo().objective_function_value)

    return Handed(highs.getNumCol(), highs.getNumRow(), solve)


assert NODES > 1  # "least" and "most" are rows of their own only then
