"""What a line is worth, beside the whole model with every other item's decisions held at the plan's."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.backends import highs
from optimizer.backends.status import Limits
from optimizer.explain import exact
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.asked import LINE, lines_asked
from optimizer.explain.boards import Boards
from optimizer.explain.instead import NO_PLAN
from optimizer.explain.residuals import Block, UndecidedError, closed
from optimizer.explain.standings import Standings
from optimizer.feasibility import infeasible_reasons
from optimizer.formulation.build import build as build_program
from optimizer.formulation.variables import Columns
from optimizer.generate import generate
from optimizer.generate.options import GenerateOptions
from optimizer.instance import instance_of
from optimizer.linear import Block as Rows
from optimizer.linear import MixedIntegerProgram
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies import whole
from optimizer.strategies.coupled.solver import Small, Solved, Solver
from optimizer.strategies.decomposed.chunks import groups_of
from tests.builders import build
from tests.strategies import random_problem

LANE = ("item_id", "supplier_id", "node_id", "mode")


def plan_of(problem: Problem, gap: float = 1e-9) -> tuple[Plan, float]:
    """A plan, and what it costs."""
    outcome = whole.run(problem, Options(gap=gap), deadline=time.monotonic() + 30)
    draft = next(iter(outcome.drafts))
    return draft.plan, draft.cost


def _words(block: Rows) -> list[list[str]]:
    return [name[name.index("[") + 1 : -1].split(",") for name in block.names()]


def held_at_plan(problem: Problem, plan: Plan, item: str) -> tuple[MixedIntegerProgram, Columns]:
    """The whole model in which orders, stock and transfers of all items not tied to ``item`` are the plan's.

    Columns are found by their names, so that nothing is shared with what is tested.
    """
    instance = instance_of(problem)
    program, columns = build_program(instance)
    lower, upper = program.lower.copy(), program.upper.copy()
    ids = problem.items["item_id"].tolist()
    group = dict(zip(ids, groups_of(problem), strict=True))
    orders, stock, moves = plan.orders, plan.projection, plan.transfers
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name, frame in (("date", stock), ("ship_date", moves))}
    placed = orders["order_date"].dt.strftime("%Y-%m-%d")
    tables = (
        (columns.q, [*(orders[name] for name in LANE), placed], orders["cases"]),
        (columns.stock, [stock["item_id"], stock["node_id"], days["date"]], stock["closing"]),
        (columns.move, [moves["item_id"], moves["from_node"], moves["to_node"], days["ship_date"]], moves["units"]),
    )
    for block, keys, amounts in tables:
        held = dict(zip(zip(*(key.astype(str) for key in keys), strict=True), amounts, strict=True))
        for column, words in zip(block.indices, _words(block), strict=True):
            if group[words[0]] != group[item]:
                lower[column] = upper[column] = held.get(tuple(words), 0.0)
    return replace(program, lower=lower, upper=upper), columns


def cost_of(program: MixedIntegerProgram) -> float | None:
    answer = highs.solve(program, Limits(time_limit=20.0, gap=0.0))
    values = answer.values  # noqa: PD011 - no table
    return None if values is None else program.objective_of(values)


def without(program: MixedIntegerProgram, columns: Columns, line: pd.Series, *, waived: bool) -> MixedIntegerProgram:
    """The model without a line; ``waived``: its order needs no minimum."""
    upper, lower = program.upper.copy(), program.row_lower.copy()
    day = f"{line['order_date']:%Y-%m-%d}"
    for column, words in zip(columns.q.indices, _words(columns.q), strict=True):
        if (words[0], words[1], words[4]) == (line["item_id"], line["supplier_id"], day):
            upper[column] = 0.0
    if waived:
        for block in program.rows:
            if block.name.startswith("purchase_orders_min"):
                for row, words in zip(block.indices, _words(block), strict=True):
                    if words == [line["supplier_id"], day]:
                        lower[row] = -np.inf
    return replace(program, upper=upper, row_lower=lower)


def check(problem: Problem, plan: Plan, cost: float, lines: pd.DataFrame) -> int:
    """Compare lines, as told, with the whole model; how many orders could not keep their minima without theirs."""
    waived = 0
    placed = plan.orders.drop_duplicates(LINE)[[*LINE, "supplier_id", "order_date"]]
    for _, line in lines.merge(placed, on=LINE).iterrows():
        program, columns = held_at_plan(problem, plan, line["item_id"])
        best, left = cost_of(program), cost_of(without(program, columns, line, waived=False))
        assert best is not None
        if left is None:
            waived += 1
            left = cost_of(without(program, columns, line, waived=True))
        if left is None:
            assert line["instead"] == "no plan"
            continue
        assert line["exactness"] == "exact"
        assert line["cost_difference"] == pytest.approx(left - best, rel=0.01, abs=0.02), line
        assert line["improvable"] == pytest.approx(cost - best, rel=0.01, abs=0.02), line
    return waived


@pytest.mark.parametrize("seed", range(14))
def test_a_line_is_worth_what_the_whole_model_says(seed: int) -> None:
    problem = random_problem(seed)
    if infeasible_reasons(problem):
        pytest.skip("has no plan")
    plan, cost = plan_of(problem, (1e-9, 0.3)[seed % 2])  # best plans, and poor ones
    told = Alternatives(problem, plan).table()
    check(problem, plan, cost, told.sample(min(len(told), 2), random_state=seed))


def test_a_line_is_worth_what_the_whole_model_says_where_money_minima_and_containers_bind() -> None:
    problem = Problem.from_tables(*generate(GenerateOptions(items=20, suppliers=4, breaks=0.5, seed=1)))
    plan = solve(problem, Options(strategy="decomposed", time_limit=600.0, gap=0.05)).plan  # no clock decides
    assert plan is not None
    assert (plan.budgets["used"] > 0.95 * plan.budgets["amount"]).any()
    assert plan.shipments["containers"].notna().any()
    lines = lines_asked(problem, plan)
    needed = Boards(problem, plan).figures(lines)["lacks"] != ""
    chosen = pd.concat([lines[needed].head(1), lines[~needed].sample(3, random_state=0)])
    told = Alternatives(problem, plan).exact.figures(chosen, seconds=600.0)  # no clock decides
    assert check(problem, plan, plan.summary["objective"], told) > 0


@pytest.mark.parametrize("seed", [0, 3, 7])
def test_what_items_take_together_is_the_same_however_many_are_added_up_at_once(seed: int) -> None:
    problem = random_problem(seed)
    if infeasible_reasons(problem):
        pytest.skip("has no plan")
    plan, _ = plan_of(problem, 0.3)
    one, all_ = Standings(problem, plan, counted=1), Standings(problem, plan, counted=1000)
    assert one.activity == pytest.approx(all_.activity, abs=1e-6)
    assert one.users.tolist() == all_.users.tolist()
    assert one.users.sum() > 0 or plan.orders.empty


class Stopped(Solver):
    """A solver that is stopped before it has an answer, but for the first ``answers`` programs."""

    answers = 1

    def whole(self, small: Small, **limits: Any) -> Solved:
        self.answers -= 1
        return super().whole(small, **limits) if self.answers >= 0 else Solved(None, -np.inf)


def test_a_solver_that_is_stopped_proves_nothing_about_orders_that_nobody_is_on() -> None:
    # one of the two must be: a case for 10, or an order that nobody is on for 5. Without the order the best is 10; the
    # relaxation with it says 5, so only the whole program could tell, and a solver that is stopped leaves 5 open
    small = Small(
        cost=np.array([10.0, 5.0]), lower=np.zeros(2), upper=np.ones(2), integer=np.ones(2, np.bool_),
        row_lower=np.array([1.0]), row_upper=np.array([np.inf]), first=np.array([0, 2]), column=np.array([0, 1]),
        value=np.ones(2),
    )  # fmt: skip
    block = Block(
        piece=None, number=0, small=small, case=np.array([0]), column=np.array([0]), planned=np.ones(1),  # type: ignore[arg-type]
        fresh=np.array([False, True]), rows=np.array([-1]),
    )  # fmt: skip
    told = closed(block, small, Solver())
    assert told is not None
    assert (told.cost, told.bound) == pytest.approx((5.0, 5.0))
    open_ = closed(block, small, Stopped())
    assert open_ is not None
    assert (open_.cost, open_.bound) == pytest.approx((10.0, 5.0))


def test_that_nothing_can_be_done_is_told_only_where_it_is_proven() -> None:
    # two things of 0 or 1 that shall add up to 1, which can be, or to 3, which cannot
    for least, possible in ((1.0, True), (3.0, False)):
        small = Small(
            cost=np.ones(2), lower=np.zeros(2), upper=np.ones(2), integer=np.ones(2, np.bool_),
            row_lower=np.array([least]), row_upper=np.array([np.inf]), first=np.array([0, 2]), column=np.array([0, 1]),
            value=np.ones(2),
        )  # fmt: skip
        block = Block(
            piece=None, number=0, small=small, case=np.array([0]), column=np.array([0]), planned=np.ones(1),  # type: ignore[arg-type]
            fresh=np.zeros(2, np.bool_), rows=np.array([-1]),
        )  # fmt: skip
        assert (closed(block, small, Solver()) is not None) == possible
        stopped = Stopped()
        stopped.answers = 0
        with pytest.raises(UndecidedError):
            closed(block, small, stopped)


@pytest.mark.parametrize("answers", range(5))
def test_a_line_whose_answer_is_cut_short_is_never_told_to_have_no_plan(
    answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the line all is lost, which is a plan. The solver is stopped after so many of the line's programs.
    problem = build(demand=[5], periods=1)
    plan = plan_of(problem)[0]
    monkeypatch.setattr(Stopped, "answers", answers)
    monkeypatch.setattr(exact, "_solver", Stopped)
    line = Alternatives(problem, plan).table().iloc[0]
    assert line["instead"] != NO_PLAN
    assert line["exactness"] in {"", "about"} or line["cost_difference"] == pytest.approx(line["not_ordering"])


def test_a_line_is_worth_what_the_best_without_it_costs_more_than_the_best_with_it() -> None:
    # S asks 2 a unit, T 3, and the plan buys from T: 5 more than need be. T's line is worth nothing, S's is not there.
    given = {"suppliers": ["S", "T"], "lanes": [{}, {"supplier_id": "T"}], "demand": [5], "periods": 1}
    offers = [{"unit_price": 2}, {"supplier_id": "T", "unit_price": 3}]
    dear = plan_of(build(**given, offers=offers[1:]))[0]
    line = Alternatives(build(**given, offers=offers), dear).table().iloc[0]
    assert (line["cost_difference"], line["improvable"]) == (pytest.approx(0.0), pytest.approx(5.0))
    assert line["by_supplier_id"] == "S"


def test_the_item_may_spend_the_money_that_the_line_frees() -> None:
    # 15 of money buy 5 units from S at 3 a unit. Without that line the same money buys 3 of T at 5: 2 are lost.
    problem = build(
        suppliers=["S", "T"], lanes=[{}, {"supplier_id": "T"}], demand=[5], periods=1, budgets=[{"amount": 15}],
        offers=[{"unit_price": 3}, {"supplier_id": "T", "unit_price": 5}],
    )  # fmt: skip
    line = Alternatives(problem, plan_of(problem)[0]).table().iloc[0]
    assert line["cost_difference"] == pytest.approx(2 * 100 + 3 * 5 - 15)


def test_lines_asked_are_those_of_the_item_and_of_the_order() -> None:
    problem = build(items=["A", "B"], demand={"A": [5], "B": [5]}, offers=[{"item_id": each} for each in "AB"])
    plan = plan_of(problem)[0]
    assert lines_asked(problem, plan, item="B")["item_id"].tolist() == ["B"]
    assert len(lines_asked(problem, plan)) == 2
