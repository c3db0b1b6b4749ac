"""The exact strategy: starts, ends and reports of a search. Optimal plans are asked for elsewhere, all over."""

import time
from typing import Any

import numpy as np
import pytest

from models.problem import Problem
from models.result import Progress, Termination
from optimizer.formulation.build import build as model_of
from optimizer.instance import instance_of
from optimizer.options import Options
from optimizer.strategies import exact
from optimizer.strategies.exact import Search
from tests.builders import build
from tests.optimizer.planning import SECONDS, plan
from tests.strategies import random_problem

BUSY: dict[str, Any] = {
    "periods": 8,
    "items": [{"carrying_cost": 1}],
    "suppliers": [{"order_cost": 20}],
    "offers": [{"unit_price": 1, "case_pack": 3, "moq_units": 5}],
    "demand": [4, 7, 2, 9, 0, 6, 5, 8],
}


def search(problem: Problem, seconds: float = SECONDS, **given: Any) -> Search:
    instance = instance_of(problem)
    program, columns = model_of(instance)
    return exact.search(program, columns, instance, Options(), deadline=time.monotonic() + seconds, **given)


CHEAP_AND_PROMISED: dict[str, Any] = {
    # 10 units: 4 from R at 3, which is promised 0.4 of all, 6 from S at 1.
    "suppliers": ["S", "R"],
    "offers": [{"unit_price": 1}, {"supplier_id": "R", "unit_price": 3, "min_share": 0.4}],
    "demand": [10],
}
TWO_BOXES_AND_A_FLIGHT: dict[str, Any] = {
    # 8 of 9 units in two boxes at 10, one flies for 30.
    "periods": 1,
    "items": [{"unit_m3": 1}],
    "lanes": [
        {"mode": "sea", "container_m3": 4, "container_cost": 10, "max_containers": 2},
        {"mode": "air", "cost_per_unit": 30},
    ],
    "demand": [9],
}
RISING_PRICES: dict[str, Any] = {
    # 5 at 1 from S, which asks 3 beyond, and 3 at 2 from R.
    "periods": 1,
    "suppliers": ["S", "R"],
    "offers": [{"unit_price": 1, "break_kind": "incremental"}, {"supplier_id": "R", "unit_price": 2}],
    "price_breaks": [{"min_units": 5, "unit_price": 3}],
    "demand": [8],
}


@pytest.mark.parametrize(
    ("given", "cost"), [(CHEAP_AND_PROMISED, 18), (TWO_BOXES_AND_A_FLIGHT, 50), (RISING_PRICES, 11)]
)
def test_a_start_point_misleads_no_solver(given: dict[str, Any], cost: float) -> None:
    # A search starts from ordering nothing. HiGHS 1.16.0 took that point for an optimum of its presolved problem here.
    found = plan(**given)
    assert found.cost == cost
    assert found.bound == pytest.approx(cost)


def test_without_any_time_the_plan_is_to_order_nothing() -> None:
    found = search(build(**BUSY), seconds=0)
    assert found.candidates
    assert found.candidates[0].cost <= 100 * 41
    assert found.bound is None or found.bound <= found.candidates[0].cost


def test_a_start_plan_is_kept_where_nothing_better_is_found_in_time() -> None:
    # 41 units wanted over the horizon; the start buys 42 at once, which beats losing them all.
    problem = build(**BUSY)
    start = np.zeros(instance_of(problem).ordering.case_count)
    start[0] = 14
    found = search(problem, seconds=0, start=start)
    held = [38, 31, 29, 20, 20, 14, 9, 1]
    assert found.candidates[0].cost <= 42 + 20 + sum(held)


def test_a_start_that_breaks_a_rule_is_no_plan() -> None:
    # One case of 3 is below the minimum of 5.
    problem = build(**BUSY)
    start = np.zeros(instance_of(problem).ordering.case_count)
    start[0] = 1
    assert search(problem, start=start).candidates[0].cost == pytest.approx(search(problem).candidates[0].cost)


def test_a_search_that_is_stopped_brings_home_what_it_has() -> None:
    found = search(build(**BUSY), stop=lambda: True)
    assert found.candidates
    assert found.termination in {Termination.CANCELLED, Termination.GAP_REACHED}


def test_reports_get_better_and_end_with_the_plan() -> None:
    heard: list[Progress] = []
    found = search(build(**BUSY), progress=heard.append)
    costs = [report.cost for report in heard if report.cost is not None]
    assert costs[-1] == pytest.approx(found.candidates[0].cost)
    assert costs[-1] == min(costs)
    assert all(report.bound <= costs[-1] + 1e-6 for report in heard if report.bound is not None)
    assert [report.seconds for report in heard] == sorted(report.seconds for report in heard)


def test_the_best_candidate_comes_first() -> None:
    costs = [candidate.cost for candidate in search(random_problem(0)).candidates]
    assert costs == sorted(costs)
