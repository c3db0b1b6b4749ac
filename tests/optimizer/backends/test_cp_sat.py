"""CP-SAT gets a program in whole numbers without loss, or not at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.faults import CallError
from models.result import Progress, Termination
from optimizer.backends.ortools.cp_sat import solve
from optimizer.backends.ortools.whole import in_whole_numbers
from optimizer.backends.status import Limits
from optimizer.linear import Linear, MixedIntegerProgram
from tests.optimizer.backends import programs

LIMITS = Limits(time_limit=30.0, gap=0.0)


def loading(weights: list[float], capacity: float, cost: list[float], upper: float = 100.0) -> MixedIntegerProgram:
    linear = Linear()
    q = linear.add_columns("q", len(weights), upper=upper, integer=True)
    row = linear.add_rows("freight", 1, upper=capacity)
    linear.add_entries(np.repeat(row.indices, len(weights)), q.indices, np.array(weights))
    linear.add_cost("purchase", q.indices, np.array(cost))
    return linear.freeze()


def test_decimals_are_made_whole_exactly() -> None:
    # 0.1 m3 a case, 0.3 m3 of room: three cases, though 0.1 + 0.1 + 0.1 > 0.3 in floats.
    answer = solve(loading([0.1], 0.3, [-1.0]), LIMITS)
    assert answer.values is not None
    assert answer.values.tolist() == [3.0]
    assert answer.bound == -3.0


def test_a_row_is_multiplied_by_the_least_power_of_ten() -> None:
    whole = in_whole_numbers(loading([0.25, 1.5], 7.13, [1.0, 1.0]))
    assert whole.program.matrix.toarray().tolist() == [[25.0, 150.0]]
    assert whole.program.row_upper.tolist() == [713.0]


def test_costs_beyond_rounding_keep_the_bound_honest() -> None:
    # Costs of a third: no power of ten makes them whole, so the bound gives way by at most the rounding.
    program = loading([1.0], 7.0, [-1.0 / 3.0])
    answer = solve(program, LIMITS)
    assert answer.values is not None
    assert answer.bound is not None
    assert answer.bound <= program.objective_of(answer.values) == pytest.approx(-7 / 3)
    assert answer.bound == pytest.approx(-7 / 3, rel=1e-6)


def test_columns_that_need_not_be_whole_are_refused() -> None:
    with pytest.raises(CallError, match=r"F \(and 1 more\) need not be whole: choose highs or scip"):
        solve(programs.order_with_fixed_cost(), LIMITS)


def test_columns_without_a_limit_are_refused() -> None:
    with pytest.raises(CallError, match=r"q\[0\] \(and 1 more\) has no limit"):
        solve(programs.unbounded(), LIMITS)


def test_endless_decimals_are_refused_in_rows() -> None:
    with pytest.raises(CallError, match="freight has coefficients of more than 9 decimals"):
        solve(loading([1.0 / 3.0], 1.0, [-1.0]), LIMITS)


def test_what_floats_cannot_count_is_refused() -> None:
    with pytest.raises(CallError, match="freight is too large"):
        solve(loading([1e9, 0.001], 1.0, [-1.0, -1.0], upper=1e7), LIMITS)


def test_more_than_ten_million_cases_are_counted() -> None:
    # CP-SAT's reader of linear programs cuts columns at 1e7 unless it is told otherwise.
    answer = solve(loading([1.0], 3e7, [-1.0], upper=1e8), LIMITS)
    assert answer.values is not None
    assert answer.values.tolist() == [3e7]


def test_a_relaxation_is_refused() -> None:
    with pytest.raises(CallError, match="cannot solve a relaxation"):
        solve(programs.knapsack(), replace(LIMITS, relax=True))


def test_progress_is_in_money() -> None:
    reports: list[Progress] = []
    answer = solve(replace(programs.knapsack(), offset=0.25), LIMITS, progress=reports.append)
    assert answer.termination is Termination.GAP_REACHED
    assert reports[-1].cost == pytest.approx(12.25)


def test_a_request_to_stop_is_heard() -> None:
    # The market split problem: ten minutes of work are left when the request comes.
    rng = np.random.default_rng(3)
    linear = Linear()
    q = linear.add_columns("q", 40, upper=1.0, integer=True)
    weights = rng.integers(0, 100, (5, 40)).astype(float)
    rows = linear.add_rows("split", 5, lower=weights.sum(axis=1) // 2, upper=weights.sum(axis=1) // 2)
    linear.add_entries(np.repeat(rows.indices, 40), np.tile(q.indices, 5), weights.ravel())
    linear.add_cost("purchase", q.indices, 1.0)
    answer = solve(linear.freeze(), replace(LIMITS, time_limit=20.0), stop=lambda: True)
    assert answer.termination is Termination.CANCELLED
    assert answer.seconds < 10.0
