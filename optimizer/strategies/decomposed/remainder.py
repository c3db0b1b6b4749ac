"""Items that no closed form answers: transfers, zones of several nodes, kits, substitutes, streams that wait and lose.

Their linear program is the model with every whole decision made: stock, shortage, service, transfers and credit remain.
What nodes share has a price instead of a limit, so that a few items at a time can be solved.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.problem import Problem
from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.formulation.build import build
from optimizer.formulation.constraints import cover, demand, safety, stock_balance, terminal
from optimizer.formulation.variables import Columns
from optimizer.instance import Instance, instance_of
from optimizer.linear import Block, Floats, MixedIntegerProgram

FAMILIES = (stock_balance, demand, cover, safety, terminal)
"""The rules that continuous decisions keep, but for those of nodes."""


def solve_remainder(problem: Problem, cases: Floats, prices: Floats, seconds: float) -> tuple[Floats, Floats] | None:
    """Units moved (moves,) and served (services,) of a chunk that orders ``cases``; None where no plan keeps its cover.

    ``prices`` (3, nodes, T): discounted money per m3 in stock, per m3 and per unit received.
    """
    instance = instance_of(problem)
    program, columns = build(instance, FAMILIES)
    free = np.concatenate([block.indices for block in _flowing_blocks(columns)])
    bought = program.matrix[:, columns.q.indices] @ cases
    cost = program.cost.copy()
    _add_prices(cost, columns, instance, prices)
    held = replace(
        program,
        cost=cost[free],
        lower=program.lower[free],
        upper=program.upper[free],
        integer=program.integer[free],
        row_lower=program.row_lower - bought,
        row_upper=program.row_upper - bought,
        matrix=program.matrix[:, free],
    )
    values = _solved(held, seconds)
    if values is None:
        return None
    whole = np.zeros(program.column_count)
    whole[free] = values
    return np.maximum(whole[columns.move.indices], 0.0), np.maximum(whole[columns.served.indices], 0.0)


def _flowing_blocks(columns: Columns) -> tuple[Block, ...]:
    return (
        columns.stock, columns.shortfall, columns.move, columns.served,
        columns.lost, columns.backlog, columns.credited, columns.salvaged,
    )  # fmt: skip


def _add_prices(cost: Floats, columns: Columns, instance: Instance, prices: Floats) -> None:
    stocking = instance.stocking
    m3 = instance.item_figure("unit_m3")[stocking.item]
    cost[columns.stock.indices] += (m3[:, None] * prices[0][stocking.node]).ravel()
    node = stocking.node[columns.move_to]
    arrival = columns.move_period + stocking.transfer_lag[columns.move_row]
    cost[columns.move.indices] += m3[columns.move_to] * prices[1][node, arrival] + prices[2][node, arrival]


def _solved(program: MixedIntegerProgram, seconds: float) -> Floats | None:
    answer = highs.solve(program, Limits(time_limit=seconds))
    return answer.values if answer.bound is not None else None
