"""The model in OR-Tools' ModelBuilder, object by object; it fills the message of its solvers as it goes."""

from __future__ import annotations

from typing import Any

from ortools.linear_solver.python import model_builder

from benchmarks.building.core import CARRYING, LINE_COST, MOQ, NODES, PACK, PERIODS, PRICE, SHORTAGE, Core, Handed

Model = Any  # OR-Tools' types are not checked here


def build(core: Core) -> Model:
    """A ModelBuilder model."""
    demand, most = core.demand.tolist(), core.most().tolist()
    m = model_builder.Model()
    variables: list[Model] = []
    costs: list[float] = []
    for i in range(core.items):
        u = [m.new_bool_var("") for _ in range(PERIODS)]
        variables += u
        costs += [LINE_COST] * PERIODS
        orders = []
        for n in range(NODES):
            q = [m.new_int_var(0, most[i][n][t], "") for t in range(PERIODS)]
            stock = [m.new_num_var(0, float("inf"), "") for _ in range(PERIODS)]
            served = [m.new_num_var(0, float("inf"), "") for _ in range(PERIODS)]
            lost = [m.new_num_var(0, demand[i][n][t], "") for t in range(PERIODS)]
            orders.append(q)
            variables += q + stock + lost
            costs += [PRICE] * PERIODS + [CARRYING] * PERIODS + [SHORTAGE] * PERIODS
            for t in range(PERIODS):
                before = stock[t - 1] if t else 0
                m.add(stock[t] - before - PACK * q[t] + served[t] == 0)
                m.add(served[t] + lost[t] == demand[i][n][t])
                m.add(q[t] - most[i][n][t] * u[t] <= 0)
        for t in range(PERIODS):
            total = model_builder.LinearExpr.sum([q[t] for q in orders])
            m.add(total - MOQ * u[t] >= 0)
            m.add(total - sum(most[i][n][t] for n in range(NODES)) * u[t] <= 0)
    m.minimize(model_builder.LinearExpr.weighted_sum(variables, costs))
    return m


def hand_over(model: Model) -> Handed:
    """Nothing is left to do: the message is full."""

    def solve() -> float:
        for variable in model.get_variables():
            variable.is_integral = False
        solver = model_builder.Solver("glop")
        solver.solve(model)
        return float(solver.objective_value)

    return Handed(model.num_variables, model.num_constraints, solve)
