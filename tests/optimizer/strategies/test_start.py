"""An earlier plan as a point to start from."""

import functools
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.plan import Plan
from models.problem import Problem
from optimizer.instance import instance_of
from optimizer.solve import solve
from optimizer.strategies.start import cases_of
from tests.builders import build, day
from tests.strategies import random_problem


def test_a_plan_comes_back_as_the_cases_it_orders() -> None:
    for seed in (0, 3):
        problem = random_problem(seed)
        plan = solve(problem).plan
        assert plan is not None
        assert cases_of(plan, instance_of(problem)).sum() == plan.orders["cases"].sum()
        assert solve(problem, start=plan).objective == pytest.approx(plan.summary["objective"])


@functools.cache
def _six() -> Plan:
    """A plan of three cases of 2 in period 0."""
    plan = solve(build(demand=[6], offers=[{"unit_price": 1, "case_pack": 2}])).plan
    assert plan is not None
    return plan


def _cases(problem: Problem, **changes: Any) -> list[float]:
    """Cases of that plan, read by the problem after a change of the order's row."""
    changed = replace(_six(), orders=_six().orders.assign(**changes))
    return [float(cases) for cases in cases_of(changed, instance_of(problem))]


def test_orders_that_no_longer_exist_are_left_out() -> None:
    same = build(demand=[6], offers=[{"unit_price": 1, "case_pack": 2}])
    assert _cases(same) == [3, 0, 0]
    assert _cases(same, order_date=pd.Timestamp(day(1))) == [0, 3, 0]
    assert _cases(same, order_date=pd.Timestamp(day(0, offset=1))) == [0, 0, 0]
    assert _cases(same, item_id="gone") == [0, 0, 0]
    assert _cases(same, supplier_id="gone") == [0, 0, 0]
    assert _cases(same, mode="gone") == [0, 0, 0]
    assert _cases(build(frozen_periods=1, offers=[{"case_pack": 2}])) == [0, 0]


def test_units_count_where_the_case_has_changed() -> None:
    # 6 units are two cases of 3 now; of 4, one and a half, which is rounded.
    assert _cases(build(offers=[{"case_pack": 3}])) == [2, 0, 0]
    assert _cases(build(offers=[{"case_pack": 4}]))[0] in {1, 2}
