"""A lower bound that holds whatever the accuracy of the duals it is made from.

For any row prices y (m), every x within its bounds and rows costs at least

    sum_i (y_i row_lower_i if y_i > 0 else y_i row_upper_i) + sum_j (d_j lower_j if d_j > 0 else d_j upper_j) + offset

with d = cost - y A (Neumaier and Shcherbina, "Safe bounds in linear and mixed-integer linear programming", 2004). A
solver's duals are only nearly feasible; what they miss costs a little of the bound instead of its truth.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from optimizer.linear import Floats, MixedIntegerProgram

ROUNDS = 200  # a limit travels one period further a round
WORST_DISCOUNT = 0.5  # prices that miss by more than this prove little either way
_ROUNDING = 2.0**-50  # four times the unit roundoff: what a sum may gain per term, with room to spare


def safe_bound(program: MixedIntegerProgram, row_duals: Floats) -> float | None:
    """The bound (money) that ``row_duals`` (m) prove, for the program and its relaxation; None where they prove none.

    A reduced cost that misses zero by 1e-9 proves nothing against a column without a limit. Where such a column costs
    something, all prices are lowered by the share that lifts its reduced cost to zero; where it costs nothing, a limit
    that the rows imply takes the place of its own.
    """
    transposed = program.matrix.T.tocsr()
    prices = np.where((row_duals > 0) & ~np.isfinite(program.row_lower), 0.0, row_duals)
    prices = np.where((prices < 0) & ~np.isfinite(program.row_upper), 0.0, prices)
    prices *= 1.0 - _discount(program, *_reduced_costs(program.cost, transposed, prices))
    low, high = _reduced_costs(program.cost, transposed, prices)
    lower, upper = _limits_where_needed(program, low, high)
    rows = _least(prices, program.row_lower, program.row_upper)
    columns = np.minimum(_least(low, lower, upper), _least(high, lower, upper))
    terms = np.concatenate([rows, columns, [program.offset]])
    bound = float(terms.sum() - _ROUNDING * np.abs(terms).sum() * terms.size**0.5)
    return bound if np.isfinite(bound) else None


def _reduced_costs(cost: Floats, transposed: sparse.csr_array, prices: Floats) -> tuple[Floats, Floats]:
    """The least and the most that ``cost - prices A`` (n) can be, given that floats round."""
    reduced = cost - transposed @ prices
    rounding = _ROUNDING * (np.abs(cost) + abs(transposed) @ np.abs(prices)) * (np.diff(transposed.indptr) + 2)
    return reduced - rounding, reduced + rounding


def _discount(program: MixedIntegerProgram, low: Floats, high: Floats) -> float:
    """The least share off all prices that turns the reduced costs of unlimited columns to the side that proves."""
    short = (low < 0) & ~np.isfinite(program.upper) & (program.cost > 0)
    over = (high > 0) & ~np.isfinite(program.lower) & (program.cost < 0)
    missed = np.concatenate([-low[short] / program.cost[short], -high[over] / program.cost[over]])
    share = 2.0 * float(missed.max(initial=0.0))
    return share if share < WORST_DISCOUNT else 0.0


def _least(price: Floats, lower: Floats, upper: Floats) -> Floats:
    """The least of ``price`` x anything from ``lower`` to ``upper``."""
    with np.errstate(invalid="ignore"):  # 0 x infinity: the other branch is taken
        return np.where(price > 0, price * lower, np.where(price < 0, price * upper, 0.0))


def _limits_where_needed(program: MixedIntegerProgram, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Column limits (n), (n), with those that the sum would miss taken from the rows."""
    lower, upper = program.lower, program.upper

    def missing() -> bool:
        return bool(np.any((high > 0) & ~np.isfinite(lower)) or np.any((low < 0) & ~np.isfinite(upper)))

    for _ in range(ROUNDS):
        if not missing():
            break
        tighter = implied_limits(program, lower, upper)
        if np.array_equal(tighter[0], lower) and np.array_equal(tighter[1], upper):
            break
        lower, upper = tighter
    return lower, upper


def implied_limits(program: MixedIntegerProgram, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """One round of limits (n), (n) that the rows imply for columns that have none; finite limits stay as they are.

    A row a x <= b leaves column j at most (b - the least the others come to) / a_j, provided that least is finite.
    """
    entries = program.matrix.tocoo()
    row, column, value = entries.row, entries.col, entries.data
    found = lower.copy(), upper.copy()
    for sign, limit in ((1.0, program.row_upper), (-1.0, -program.row_lower)):
        weight = sign * value
        least = np.where(weight > 0, weight * lower[column], weight * upper[column])
        endless = ~np.isfinite(least)
        finite = np.where(endless, 0.0, least)
        endless_count = np.bincount(row, endless, program.row_count)
        total = np.bincount(row, finite, program.row_count)
        size = np.bincount(row, np.abs(finite), program.row_count)
        known = np.isfinite(limit)[row] & (endless_count[row] - endless == 0)
        row_, column_, weight_ = row[known], column[known], weight[known]
        allowed = (limit[row_] - (total[row_] - finite[known])) / weight_
        margin = 1e-12 * (np.abs(limit[row_]) + size[row_]) / np.abs(weight_)
        rises = weight_ > 0
        np.minimum.at(found[1], column_[rises], (allowed + margin)[rises])
        np.maximum.at(found[0], column_[~rises], (allowed - margin)[~rises])
    return np.where(np.isfinite(lower), lower, found[0]), np.where(np.isfinite(upper), upper, found[1])
