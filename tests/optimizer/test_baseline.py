"""Baselines as results: verified, told, tuned."""

from dataclasses import replace
from typing import Any

import pytest

from models.faults import CallError
from models.result import Status, Termination
from optimizer.baseline import BaselineOptions, baseline
from optimizer.options import Options
from optimizer.solve import solve
from optimizer.strategies.baseline.registry import POLICIES
from optimizer.verify import verify
from tests.builders import build
from tests.strategies import random_problem


@pytest.mark.parametrize("seed", range(8))
def test_every_policy_keeps_every_rule_of_any_dataset(seed: int) -> None:
    # budgets, capacities, containers, kits, transfers, covers, shares, breaks: see tests.strategies
    problem, name = random_problem(seed), list(POLICIES)[seed % len(POLICIES)]
    eager = {"top_up": 1.0, "overrun": 1.0, "safety_periods": 1.0}
    result = baseline(problem, BaselineOptions(name, eager if seed < len(POLICIES) else {}))
    assert result.plan is not None
    verdict = verify(problem, result.plan)
    assert verdict.violations == ()
    assert verdict.objective == pytest.approx(result.objective, rel=1e-9, abs=1e-6)


def test_the_summary_is_that_of_a_plan_without_a_bound() -> None:
    result = baseline(build(demand=[5, 5], offers=[{"unit_price": 2}]), BaselineOptions("min-max", {"lot_factor": 0.0}))
    # 5 in each of three weeks; the third asks for nothing, but for the mean of 10/3 that goes on: 2 x (5 + 5)
    assert result.objective == pytest.approx(20)
    assert (result.status, result.termination) == (Status.FEASIBLE, Termination.POLICY_FOLLOWED)
    summary = result.summary
    assert (summary["strategy"], summary["bound"], summary["gap"]) == ("baseline min-max", None, None)
    assert summary["options"]["parameters"]["lot_factor"] == 0
    assert summary["service"]["overall"] == 1
    assert {"build", "solve", "check"} <= set(summary["seconds"])


def test_no_policy_beats_the_best_plan() -> None:
    given: dict[str, Any] = {
        "demand": [7, 3, 8, 5], "periods": 4, "items": [{"carrying_cost": 1.0}],
        "offers": [{"unit_price": 2, "case_pack": 4, "line_cost": 6}],
    }  # fmt: skip
    best = solve(build(**given), Options(strategy="exact")).objective
    assert best is not None
    for name in POLICIES:
        found = baseline(build(**given), BaselineOptions(name)).objective
        assert found is not None
        assert found >= best - 1e-6


def test_tuning_finds_the_cheapest_of_the_grid_and_repeats() -> None:
    # carrying costs more than a line: without safety stock and lots nothing is left over
    given: dict[str, Any] = {"demand": [10] * 3, "items": [{"carrying_cost": 5.0}], "offers": [{"line_cost": 1.0}]}
    problem = build(**given)
    plain = baseline(problem, BaselineOptions("weeks-of-cover"))
    held = {"overrun": 0.0, "projected": 1.0, "top_up": 0.5}  # what is given is not tuned
    tuned = [baseline(problem, BaselineOptions("weeks-of-cover", held, tune=True, seed=3)) for _ in range(2)]
    assert plain.objective == pytest.approx(3 + 5 * (30 + 30 + 30))  # always the demand of three more weeks
    assert tuned[0].objective == pytest.approx(3)
    assert tuned[0].summary["options"] == tuned[1].summary["options"]
    assert held.items() <= tuned[0].summary["options"]["parameters"].items()
    # asked to stop at once, the defaults stand
    stopped = baseline(problem, BaselineOptions("weeks-of-cover", tune=True), stop=lambda: True)
    assert (stopped.objective, stopped.summary["options"]["tried"]) == (plain.objective, 1)


def test_shares_that_one_supplier_cannot_keep_are_left_out_and_told() -> None:
    offers = [{"supplier_id": "S", "min_share": 0.5}, {"supplier_id": "U"}]
    given: dict[str, Any] = {"suppliers": ["S", "U"], "demand": [5]}
    whole = baseline(build(offers=offers, **given), BaselineOptions("min-max"))
    assert whole.plan is not None
    assert whole.plan.orders["supplier_id"].unique().tolist() == ["S"]
    assert whole.summary["warnings"] == []
    halves = [{"supplier_id": "S", "max_share": 0.5}, {"supplier_id": "U", "max_share": 0.5}]
    none = baseline(build(offers=halves, **given), BaselineOptions("min-max"))
    assert none.plan is not None
    assert none.plan.orders.empty
    assert [warning["rule"] for warning in none.summary["warnings"]] == ["baseline-shares"]


def test_a_dataset_without_plans_has_no_baseline() -> None:
    offers = [{"supplier_id": "S", "min_share": 0.6}, {"supplier_id": "U", "min_share": 0.6}]
    result = baseline(build(suppliers=["S", "U"], offers=offers, demand=[5]), BaselineOptions("min-max"))
    assert (result.status, result.plan) == (Status.INFEASIBLE, None)
    assert "min" in result.reasons[0] or "least" in result.reasons[0]


def test_options_are_checked() -> None:
    with pytest.raises(CallError, match="policy"):
        BaselineOptions("never")
    with pytest.raises(CallError, match="time limit"):
        BaselineOptions("min-max", time_limit=0)
    with pytest.raises(CallError, match="seed"):
        replace(BaselineOptions("min-max"), seed=-1)
