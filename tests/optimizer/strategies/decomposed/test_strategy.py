"""The strategy as a whole: its plans keep every rule, its bound is one, and the same question has the same answer."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.faults import CallError
from models.problem import Problem
from models.result import Status, Termination
from optimizer.generate import GenerateOptions, generate
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.choice import choice
from optimizer.verify import verify
from tests.builders import build

DECOMPOSED = Options(strategy="decomposed", time_limit=600.0)


def _generated(**options: Any) -> Problem:
    return Problem.from_tables(*generate(GenerateOptions(**{"items": 24, "suppliers": 4, "periods": 9, **options})))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"breaks": 0.5, "budgets": "mixed"},
        {"channels": True, "backorder": 0.3},
        {"storage": "hard", "inbound_limits": True},
        {"discount_rate": 0.2, "frozen_periods": 1, "salvage_value": 0.2},
    ],
    ids=["plain", "breaks", "channels", "nodes", "money"],
)
def test_a_plan_keeps_every_rule_and_its_bound_lies_below(options: dict[str, Any]) -> None:
    problem = _generated(seed=3, **options)
    result = solve(problem, DECOMPOSED)
    assert result.plan is not None
    assert verify(problem, result.plan).violations == ()
    assert result.summary["strategy"] == "decomposed"
    assert [n for n in result.summary["warnings"] if n["rule"] == "plan-withheld"] == []
    assert result.objective is not None
    assert result.bound is not None
    nothing = solve(problem, Options(strategy="exact", time_limit=0.01)).objective
    assert result.bound <= result.objective
    assert nothing is not None
    assert result.objective < nothing


def test_the_same_problem_has_the_same_plan() -> None:
    problem = _generated(seed=5)
    first, second = solve(problem, DECOMPOSED), solve(problem, DECOMPOSED)
    assert first.plan is not None
    assert second.plan is not None
    pd.testing.assert_frame_equal(first.plan.orders, second.plan.orders)
    assert (first.objective, first.bound) == (second.objective, second.bound)


def test_one_item_is_planned_as_the_whole_model_plans_it() -> None:
    # 12 units are wanted in period 1, a case of 5 costs 10 and an order 4: two cases and 2 lost (20 + 4 + 2 x 9 = 42)
    # against three cases (30 + 4 + 3 left, which the credit takes back at most 1 each); both ways see the same best
    problem = build(
        demand=[0, 12, 0], items=[{"item_id": "A", "unit_cost": 1, "shortage_cost": 9, "carrying_cost": 0.1}],
        offers=[{"unit_price": 2, "case_pack": 5}], suppliers=[{"order_cost": 4}],
    )  # fmt: skip
    exact, pieces = solve(problem, Options(strategy="exact")), solve(problem, DECOMPOSED)
    assert pieces.objective == pytest.approx(exact.objective, rel=1e-6)
    assert pieces.bound is not None
    assert exact.objective is not None
    assert pieces.bound <= exact.objective * (1 + 1e-9)


def test_a_stop_keeps_a_plan_that_keeps_the_rules() -> None:
    problem = _generated(seed=2)
    result = solve(problem, DECOMPOSED, stop=lambda: True)
    assert result.status is Status.CANCELLED
    assert result.plan is not None
    assert verify(problem, result.plan).violations == ()


def test_an_earlier_plan_is_never_made_worse() -> None:
    problem = _generated(seed=4)
    first = solve(problem, DECOMPOSED)
    again = solve(problem, DECOMPOSED, start=first.plan, stop=lambda: True)
    assert first.objective is not None
    assert again.objective is not None
    assert again.objective <= first.objective * (1 + 1e-9)
    assert again.termination is Termination.CANCELLED


def test_an_earlier_plan_that_breaks_rules_is_not_taken_for_the_best() -> None:
    # its cost, far below any that keeps the budgets, was once taken for a bound, and the gap was that to the bound
    problem = _generated(seed=4)
    first = solve(problem, DECOMPOSED)
    assert first.plan is not None
    tables = problem.tables()
    poor = Problem.from_tables(
        problem.settings, tables | {"budgets": tables["budgets"].assign(amount=tables["budgets"]["amount"] * 0.6)}
    )
    again = solve(poor, DECOMPOSED, start=first.plan)
    assert again.plan is not None
    assert verify(poor, again.plan).violations == ()
    assert again.bound is not None
    assert first.objective is not None
    assert again.bound > first.objective


def test_both_ways_together_are_no_worse_than_either() -> None:
    problem = _generated(seed=6)
    pieces = solve(problem, DECOMPOSED)
    together = solve(problem, Options(time_limit=12.0))
    assert together.summary["strategy"] == "both"
    assert together.plan is not None
    assert verify(problem, together.plan).violations == ()
    assert together.bound is not None
    assert together.objective is not None
    assert pieces.bound is not None
    assert together.bound >= pieces.bound - 1e-6 * abs(pieces.bound)
    assert together.bound <= together.objective


def test_auto_says_what_it_took_and_why() -> None:
    small, large = build(demand=[5]), _generated(seed=1, items=70)
    middle, tied = _generated(seed=1), _generated(seed=1, items=70, transfers=True)
    assert choice(small, Options()) == ("exact", "one model, since 1 items are few enough for one")
    assert choice(large, Options())[0] == "decomposed"
    assert choice(middle, Options())[0] == "both"
    strategy, why = choice(tied, Options())
    assert strategy == "decomposed"
    assert why.startswith("block by block (goods may be moved between nodes)")
    assert choice(large, Options(backend="scip"))[0] == "exact"


def test_what_needs_the_whole_model_is_refused_with_the_reason() -> None:
    with pytest.raises(CallError, match="the backend scip solves whole models; take exact or auto"):
        choice(_generated(seed=1), replace(DECOMPOSED, backend="scip"))
    assert choice(_generated(seed=1), DECOMPOSED)[0] == "decomposed"
