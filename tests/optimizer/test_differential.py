"""The product beside the reference: random tiny problems over every feature, one optimum for both.

`tests.oracle` reads the model a second time, slowly and independently. Where both agree on hundreds of problems, bounds
cut off no optimum, no rule is missing and none is too much. `solve` returns no plan that `verify` objects to.
"""

import math

import pytest

from models.result import Status
from optimizer.solve import solve
from tests.oracle.oracle import optimum
from tests.strategies import random_problem

FAST, ALL, BATCH = 40, 400, 10


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


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(
            first, marks=[pytest.mark.slow] if first >= FAST else [], id=f"seeds {first} to {first + BATCH - 1}"
        )
        for first in range(0, ALL, BATCH)
    ],
)
def test_the_plan_costs_what_the_reference_says(first: int) -> None:
    for seed in range(first, first + BATCH):
        agree(seed)
