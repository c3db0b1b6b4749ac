"""The model in OR-Tools' MathOpt, object by object, as its manual writes models; handed over as its message."""

from __future__ import annotations

from typing import Any

from ortools.math_opt.python import mathopt

from benchmarks.building.core import CARRYING, LINE_COST, MOQ, NODES, PACK, PERIODS, PRICE, SHORTAGE, Core, Handed

Model = Any  # OR-Tools' types are not checked here


def build(core: Core) -> Model:
    """A MathOpt model."""
    demand, most = core.demand.tolist(), core.most().tolist()
    m = mathopt.Model()
    cost = mathopt.LinearSum
    terms: list[Model] = []
    for i in range(core.items):
        u = [m.add_binary_variable() for _ in range(PERIODS)]
        terms += [LINE_COST * v for v in u]
        orders = []
        for n in range(NODES):
            q = [m.add_integer_variable(lb=0, ub=most[i][n][t]) for t in range(PERIODS)]
            stock = [m.add_variable(lb=0) for _ in range(PERIODS)]
            served = [m.add_variable(lb=0) for _ in range(PERIODS)]
            lost = [m.add_variable(lb=0, ub=demand[i][n][t]) for t in range(PERIODS)]
            orders.append(q)
            for t in range(PERIODS):
                before = stock[t - 1] if t else 0
                m.add_linear_constraint(stock[t] - before - PACK * q[t] + served[t] == 0)
                m.add_linear_constraint(served[t] + lost[t] == demand[i][n][t])
                m.add_linear_constraint(q[t] - most[i][n][t] * u[t] <= 0)
                terms += [PRICE * q[t], CARRYING * stock[t], SHORTAGE * lost[t]]
        for t in range(PERIODS):
            total = mathopt.fast_sum(q[t] for q in orders)
            m.add_linear_constraint(total - MOQ * u[t] >= 0)
            m.add_linear_constraint(total - sum(most[i][n][t] for n in range(NODES)) * u[t] <= 0)
    m.minimize(cost(terms))
    return m


def hand_over(model: Model) -> Handed:
    """The message that OR-Tools' solvers read."""
    message = model.export_model()

    def solve() -> float:
        for variable in model.variables():
            variable.integer = False
        return float(mathopt.solve(model, mathopt.SolverType.GLOP).objective_value())

    return Handed(len(message.variables.ids), len(message.linear_constraints.ids), solve)
