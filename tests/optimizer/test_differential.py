"""The product beside the reference: random tiny problems over every feature, one optimum for both.

`tests.oracle` reads the model a second time, slowly and independently. Where both agree on hundreds of problems, bounds
cut off no optimum, no rule is missing and none is too much. `solve` returns no plan that `verify` objects to.
"""

import math
import random

import pandas as pd
import pytest

from models.problem import Problem
from models.result import Status
from optimizer.feasibility import infeasible_reasons
from optimizer.solve import solve
from tests.optimizer.planning import plan_of
from tests.oracle.oracle import optimum
from tests.strategies import random_dataset, random_problem

FAST, ALL, BATCH = 30, 400, 10


def agree(seed: int) -> None:
    """Fails where plan, bound or status of a random problem contradict the reference."""
    problem = random_problem(seed)
    truth = optimum(problem)
    found = solve(problem)
    if math.isinf(truth):
        assert found.status is Status.INFEASIBLE, f"seed {seed}"
        return
    assert found.plan is not None, f"seed {seed}: no plan, status {found.status}"
    assert found.objective == pytest.approx(truth, rel=1e-6, abs=1e-6), f"seed {seed}"
    assert found.bound is not None
    assert found.bound <= truth + 1e-6 * max(1.0, abs(truth)), f"seed {seed}"
    assert found.status is Status.OPTIMAL, f"seed {seed}"


def batches(fast: int) -> list[object]:
    """First seeds of batches; those from `fast` on are slow."""
    return [
        pytest.param(
            first, marks=[pytest.mark.slow] if first >= fast else [], id=f"seeds {first} to {first + BATCH - 1}"
        )
        for first in range(0, ALL, BATCH)
    ]


@pytest.mark.parametrize("first", batches(FAST))
def test_the_plan_costs_what_the_reference_says(first: int) -> None:
    for seed in range(first, first + BATCH):
        agree(seed)


FACTORS: dict[str, dict[str, tuple[int, ...]]] = {
    "offers": {"moq_units": (1, 2, 5), "case_pack": (1, 2, 5)},
    "suppliers": {f"min_order_{what}": (1, 3, 10) for what in ("value", "units", "kg", "m3")},
    "safety_stock": {"units": (1, 5, 20)},
    "items": {"safety_cost": (1, 5), "unit_cost": (1, 2), "shortage_cost": (1, 4)},
}


def stretched(seed: int) -> Problem:
    """A random problem in which orders far beyond the demand are worthwhile: whatever drives them up is multiplied."""
    r = random.Random(seed)  # noqa: S311 - no secret
    settings, frames = random_dataset(r)
    frames["offers"] = frames["offers"].drop(columns="max_units", errors="ignore")
    for table, columns in FACTORS.items():
        frame = frames.get(table, pd.DataFrame())
        for column in [name for name in columns if name in frame]:
            frame = frame.assign(**{column: frame[column] * [r.choice(columns[column]) for _ in range(len(frame))]})
        if len(frame):
            frames[table] = frame
    settings.pop("salvage_value", None)  # whose limit is the prices as they were drawn
    settings["terminal_cover_periods"] = r.choice((1, 3, 8, 20))
    return Problem.from_tables(settings, frames)


@pytest.mark.parametrize("first", batches(2 * BATCH))
def test_bounds_cut_off_no_order_that_is_worthwhile(first: int) -> None:
    for seed in range(first, first + BATCH):
        problem = stretched(seed)
        if not infeasible_reasons(problem):
            assert plan_of(problem).cost == pytest.approx(optimum(problem), rel=1e-6, abs=1e-6), f"seed {seed}"
