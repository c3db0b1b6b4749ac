"""What the next unit of money of each budget would save."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.formulation.constraints import budgets
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.strategies.settle import Settled

SECONDS = 5.0
"""A price that takes longer than this is not worth waiting for; it is then 0."""


def shadow_prices(program: MixedIntegerProgram, columns: Columns, instance: Instance, settled: Settled) -> Floats:
    """(budgets,) saving per unit of money.

    From the linear program in which every order, line, shipment and container stays as decided and only the cases may
    change, in fractions: with the cases held too, money could buy nothing. At least 0; where a budget may be overrun,
    at most what the overrun costs (discounted).
    """
    table = instance.problem.budgets
    block = next((b for b in program.rows if b.name == budgets.NAME), None)
    if block is None or not len(table):
        return np.zeros(len(table))
    lower, upper = program.lower.copy(), program.upper.copy()
    held = np.flatnonzero(program.integer)
    held = held[(held < columns.q.start) | (held >= columns.q.start + columns.q.size)]
    lower[held] = upper[held] = settled.values[held]
    upper[columns.q.indices] = np.maximum(upper[columns.q.indices], settled.values[columns.q.indices])
    relaxed = replace(program, lower=lower, upper=upper, integer=np.zeros_like(program.integer))
    answer = highs.solve(relaxed, Limits(time_limit=SECONDS))
    if answer.row_duals is None:
        return np.zeros(len(table))
    price = np.maximum(-answer.row_duals[block.indices], 0.0)
    over = columns.budget_over.indices
    most = np.full(len(table), np.inf)
    most[columns.budget_row] = program.cost[over]
    price = np.minimum(price, most)
    overrun = columns.budget_row[settled.values[over] > 1e-9]
    price[overrun] = most[overrun]
    return np.asarray(price)
