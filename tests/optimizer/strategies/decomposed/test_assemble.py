"""A plan from chunks is the plan of the whole: the same orders, the same cost, and it verifies."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.extract import extract
from optimizer.feasibility import infeasible_reasons
from optimizer.formulation.build import build as model_of
from optimizer.formulation.lines import line_plan_of
from optimizer.formulation.variables import Columns
from optimizer.generate import GenerateOptions, generate
from optimizer.instance import Instance, instance_of
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.strategies.decomposed import flow_answers
from optimizer.strategies.decomposed.assemble import Assembled, assemble, decide, tabled
from optimizer.strategies.decomposed.chunks import Chunks, chunks_of
from optimizer.strategies.settle import Settled, settle
from optimizer.verify import verify
from tests.builders import build
from tests.optimizer.planning import SECONDS
from tests.strategies import random_problem

TRIES, ROUNDS = 4, 60
Model = tuple[MixedIntegerProgram, Columns]


def split(cases: Floats, chunks: Chunks, instance: Instance) -> list[Floats]:
    """The whole problem's cases by chunk."""
    return [cases[(chunks.number == k)[instance.ordering.item]] for k in range(len(chunks))]


def told(found: Assembled) -> Plan:
    """The plan with the summary that a strategy gives it."""
    objective = sum(found.costs.values())
    summary = {"status": "feasible", "objective": objective, "bound": None, "gap": None, "costs": found.costs}
    return replace(found.plan, summary=summary | {"service": found.service})


def settled_plan(problem: Problem, instance: Instance, model: Model, cases: Floats) -> tuple[Settled, Plan] | None:
    """What the whole model makes of the cases; None where they break a rule."""
    found = settle(*model, instance, cases, SECONDS)
    if found is None:
        return None
    return found, extract(instance, model[1], found.values, np.zeros(len(problem.budgets)), {})


def trials(instance: Instance, seed: int) -> Iterator[Floats]:
    """Cases at random, none of them first."""
    r = np.random.default_rng(seed)
    size = instance.ordering.case_count
    yield np.zeros(size)
    for chance in r.choice((0.05, 0.15, 0.4), TRIES - 1):
        drawn = np.where(r.random(size) < chance, r.integers(1, 8, size), 0)
        possible = line_plan_of(instance).possible[instance.ordering.line]
        yield np.minimum(drawn, np.where(possible, instance.most_cases, 0.0))


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.slow] if seed >= 25 else []) for seed in range(60)]
)
def test_chunks_make_the_plan_of_the_whole(seed: int) -> None:
    problem = random_problem(seed)
    if infeasible_reasons(problem):
        return
    instance = instance_of(problem)
    model = model_of(instance)
    for size, cases in enumerate(trials(instance, seed), start=1):
        whole = settled_plan(problem, instance, model, cases)
        if whole is None:
            continue
        chunks = chunks_of(problem, size)
        decided = decide(problem, chunks, split(cases, chunks, instance), rounds=ROUNDS)
        assert decided is not None
        assert decided.cost == pytest.approx(whole[0].cost, rel=1e-6, abs=1e-6)
        plan = told(tabled(problem, chunks, decided))
        assert verify(problem, plan).violations == ()
        # a reason tells which node's demand a row covers: services that cost the same may differ
        same = [each.orders.drop(columns="reason") for each in (plan, whole[1])]
        pd.testing.assert_frame_equal(same[0], same[1])
        for name in ("shipments", "budgets"):
            pd.testing.assert_frame_equal(getattr(plan, name), getattr(whole[1], name))
        assert {k: v.dtypes.astype("str").to_dict() for k, v in plan.tables().items() if len(v)} == {
            k: v.dtypes.astype("str").to_dict() for k, v in whole[1].tables().items() if len(getattr(plan, k))
        }


FEATURES: dict[str, dict[str, Any]] = {
    "plain": {},
    "channels": {"channels": True},
    "waiting": {"backorder": 0.5, "discount_rate": 0.2},
    "channels, waiting": {"channels": True, "backorder": 0.5},
    "kits, substitutes": {"kits": 0.3, "substitutes": 0.3},
    "transfers": {"transfers": True, "storage": "none"},
    "zones": {"zones": True, "storage": "none"},
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_generated_dataset_in_chunks_costs_what_the_whole_costs(feature: str) -> None:
    problem = without_minima(GenerateOptions(items=24, seed=5, budgets="none", capacities=False, **FEATURES[feature]))
    instance = instance_of(problem)
    r = np.random.default_rng(1)
    cases = np.where(r.random(instance.ordering.case_count) < 0.05, np.ceil(instance.most_cases / 3), 0.0)
    program, columns = model_of(instance)
    whole = settle(program, columns, instance, cases, SECONDS)
    assert whole is not None
    chunks = chunks_of(problem, 7)
    decided = decide(problem, chunks, split(cases, chunks, instance), rounds=ROUNDS)
    assert decided is not None
    assert decided.costs == {term: pytest.approx(cost) for term, cost in program.costs_of(whole.values).items()}


def without_minima(options: GenerateOptions) -> Problem:
    """A generated problem in which any case may be ordered alone."""
    settings, frames = generate(options)
    minima = [f"min_order_{what}" for what in ("value", "units", "kg", "m3")]
    for name, columns in (("offers", ["moq_units"]), ("suppliers", minima), ("lanes", ["max_containers"])):
        frames[name] = frames[name].drop(columns=columns, errors="ignore")
    return Problem.from_tables(settings, frames)


def test_no_linear_program_is_needed_where_stocks_are_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_answers, "solve_remainder", None)
    problem = build(items=["A", "B"], demand={"A": [5, 5, 5], "B": [1, 0, 2]}, stock=7)
    chunks = chunks_of(problem, 1)
    found = assemble(problem, chunks, [np.zeros(3), np.zeros(3)])
    assert found is not None
    assert found.costs["shortage"] == 100 * (8 + 3)


def test_a_cover_or_a_hard_storage_that_the_cases_break_is_no_plan() -> None:
    problem = build(items=[{"max_cover_periods": 0, "unit_m3": 1}], demand=[1, 1, 1], nodes=[{"storage_m3": 4}])
    chunks = chunks_of(problem, 1)
    # A case beyond the demand is within the cover of nothing and a case; two are not.
    assert assemble(problem, chunks, [np.array([2.0, 0, 0])]) is not None
    assert assemble(problem, chunks, [np.array([3.0, 0, 0])]) is None
    loose = build(items=[{"unit_m3": 1}], demand=[1, 1, 1], nodes=[{"storage_m3": 4}])
    assert assemble(loose, chunks_of(loose, 1), [np.array([5.0, 0, 0])]) is not None
    assert assemble(loose, chunks_of(loose, 1), [np.array([6.0, 0, 0])]) is None


def test_chunks_that_together_break_a_hard_storage_are_asked_again() -> None:
    # Safety stock is dear enough to lose sales for: each item alone keeps 4 of its 6, for both there is room for 5.
    # 7 of 12 are served then; each unit served rather than kept costs 2 x 20 of safety and saves a lost sale of 10.
    item = {"unit_m3": 1, "shortage_cost": 10, "safety_cost": 20}
    problem = build(
        periods=1,
        items=[{"item_id": "A", **item}, {"item_id": "B", **item}],
        demand={"A": [6], "B": [6]},
        nodes=[{"storage_m3": 5}],
        safety_stock=[{"units": 4}, {"item_id": "B", "units": 4}],
        stock=[],
    )
    chunks = chunks_of(problem, 1)
    found = assemble(problem, chunks, [np.array([6.0]), np.array([6.0])])
    assert found is not None
    assert found.plan.projection["closing"].sum() == pytest.approx(5)
    assert sum(found.costs.values()) == pytest.approx(20 * 3 + 10 * 5)
    assert verify(problem, told(found)).violations == ()


def test_prices_of_budgets_are_cut_to_what_they_can_be() -> None:
    # B1 is spent to the last, B2 has money left, B3 costs 0.5 for each unit of money beyond.
    problem = build(
        demand=[6],
        offers=[{"unit_price": 1}],
        budgets=[
            {"amount": 6},
            {"budget_id": "B2", "amount": 7},
            {"budget_id": "B3", "amount": 5, "overrun_cost": 0.5},
        ],
    )
    found = assemble(problem, chunks_of(problem, 1), [np.array([6.0, 0, 0])], np.array([3.0, 3.0, 3.0]))
    assert found is not None
    assert found.plan.budgets["shadow_price"].tolist() == [3, 0, 0.5]
    assert verify(problem, told(found)).violations == ()
