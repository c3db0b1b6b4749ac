"""Lot-sizing cuts hold for every plan: they may lift the bound, never above a plan."""

import time

import numpy as np
import pytest

from optimizer.feasibility import infeasible_reasons
from optimizer.formulation.build import build as model_of
from optimizer.instance import instance_of
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.strategies import cuts
from optimizer.strategies.settle import settle
from tests.builders import build
from tests.optimizer.planning import SECONDS, plan_of
from tests.strategies import random_problem


@pytest.fixture
def every_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep cuts whether or not they are worth their place."""
    monkeypatch.setattr(cuts, "WORTHWHILE", -np.inf)
    monkeypatch.setattr(cuts, "ENOUGH", -np.inf)


def violation(program: MixedIntegerProgram, values: Floats) -> float:
    """How far the values miss a row, relative to its limit."""
    with np.errstate(invalid="ignore"):  # limits that are infinite are divided by themselves
        return program.worst_violation(values)


@pytest.mark.usefixtures("every_cut")
@pytest.mark.parametrize("seed", range(12))
def test_no_plan_is_cut_off(seed: int) -> None:
    problem = random_problem(seed)
    if infeasible_reasons(problem):
        return
    instance = instance_of(problem)
    program, columns = model_of(instance)
    soon = time.monotonic() + SECONDS
    tightened = cuts.tighten(program, columns, instance, (soon, soon))
    best = plan_of(problem)
    assert tightened.bound is not None
    assert tightened.bound <= best.cost + 1e-6 * max(1.0, abs(best.cost))
    assert violation(tightened.program, best.values) <= 1e-6
    # The best plan, and others: its cases rounded down to halves, and none at all.
    for cases in (np.floor(best.values[columns.q.indices] / 2), np.zeros(columns.q.size)):
        other = settle(program, columns, instance, cases, SECONDS)
        if other is not None:
            assert violation(tightened.program, other.values) <= 1e-6


def test_they_close_the_gap_of_a_lot_sizing_problem() -> None:
    # Five weeks of 10 at an order cost of 50, holding at 1: the relaxation pays a fraction of every order cost.
    problem = build(
        periods=5, items=[{"carrying_cost": 1}], suppliers=[{"order_cost": 50}], demand=[10, 10, 10, 10, 10]
    )
    instance = instance_of(problem)
    program, columns = model_of(instance)
    soon = time.monotonic() + SECONDS
    tightened = cuts.tighten(program, columns, instance, (soon, soon))
    # Two orders, of 30 and 20 or 20 and 30: 100 + (20 + 10) + 10; the cuts describe the problem of one item entirely.
    assert plan_of(problem).cost == 140
    assert tightened.bound == pytest.approx(140)
