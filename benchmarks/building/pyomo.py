"""The model in Pyomo, as its manual writes models: indexed variables, a rule per constraint; handed to HiGHS."""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs

from benchmarks.building.arrays import in_highs
from benchmarks.building.core import CARRYING, LINE_COST, MOQ, NODES, PACK, PERIODS, PRICE, SHORTAGE, Core, Handed

Model = Any  # Pyomo carries no types


def build(core: Core) -> Model:
    """A ConcreteModel."""
    demand, most = core.demand.tolist(), core.most().tolist()
    m = pyo.ConcreteModel()
    nodes = range(NODES)
    cells = [(i, n, t) for i in range(core.items) for n in nodes for t in range(PERIODS)]
    lines = [(i, t) for i in range(core.items) for t in range(PERIODS)]
    m.cells, m.lines = pyo.Set(initialize=cells, dimen=3), pyo.Set(initialize=lines, dimen=2)
    m.q = pyo.Var(m.cells, domain=pyo.NonNegativeIntegers, bounds=lambda _, i, n, t: (0, most[i][n][t]))
    m.u = pyo.Var(m.lines, domain=pyo.Binary)
    m.I = pyo.Var(m.cells, domain=pyo.NonNegativeReals)
    m.F = pyo.Var(m.cells, domain=pyo.NonNegativeReals)
    m.L = pyo.Var(m.cells, domain=pyo.NonNegativeReals, bounds=lambda _, i, n, t: (0, demand[i][n][t]))

    def stock(m: Model, i: int, n: int, t: int) -> Model:
        before = m.I[i, n, t - 1] if t else 0
        return m.I[i, n, t] - before - PACK * m.q[i, n, t] + m.F[i, n, t] == 0

    m.stock = pyo.Constraint(m.cells, rule=stock)
    m.demand = pyo.Constraint(m.cells, rule=lambda m, i, n, t: m.F[i, n, t] + m.L[i, n, t] == demand[i][n][t])
    m.least = pyo.Constraint(m.lines, rule=lambda m, i, t: sum(m.q[i, n, t] for n in nodes) - MOQ * m.u[i, t] >= 0)
    m.most = pyo.Constraint(
        m.lines,
        rule=lambda m, i, t: sum(m.q[i, n, t] for n in nodes) - sum(most[i][n][t] for n in nodes) * m.u[i, t] <= 0,
    )
    m.way = pyo.Constraint(m.cells, rule=lambda m, i, n, t: m.q[i, n, t] - most[i][n][t] * m.u[i, t] <= 0)
    m.cost = pyo.Objective(
        expr=pyo.quicksum(PRICE * m.q[cell] + CARRYING * m.I[cell] + SHORTAGE * m.L[cell] for cell in cells)
        + LINE_COST * pyo.quicksum(m.u[line] for line in lines)
    )
    return m


def hand_over(model: Model) -> Handed:
    """Into HiGHS through Pyomo's persistent interface, its fastest."""
    solver = Highs()
    solver.set_instance(model)
    return in_highs(solver._solver_model)  # noqa: SLF001 - the HiGHS inside
