"""Answers that take no solver."""

from __future__ import annotations

import numpy as np
import pytest

from models.result import Termination
from optimizer.backends.registry import backend
from optimizer.backends.status import Answer, Limits
from optimizer.backends.trivial import answer_by_hand
from optimizer.linear import Linear, MixedIntegerProgram
from tests.optimizer.backends import programs

NAMES = ("highs", "scip", "pyomo:appsi_highs")


def by_hand(program: MixedIntegerProgram, *, relax: bool = False) -> Answer | None:
    return answer_by_hand(program, relax=relax, solver="none", version="")


def one_column(cost: float, lower: float, upper: float, *, integer: bool = False) -> MixedIntegerProgram:
    linear = Linear()
    column = linear.add_columns("q", 1, lower=lower, upper=upper, integer=integer)
    linear.add_cost("purchase", column.indices, cost)
    return linear.freeze()


@pytest.mark.parametrize(
    ("cost", "lower", "upper", "value"),
    [(2.0, 1.0, 4.0, 1.0), (-2.0, 1.0, 4.0, 4.0), (0.0, 1.0, 4.0, 1.0), (0.0, -np.inf, np.inf, 0.0)],
)
def test_columns_without_rows_take_their_best_limit(cost: float, lower: float, upper: float, value: float) -> None:
    program = one_column(cost, lower, upper)
    for answer in (by_hand(program), *(backend(name)(program, Limits(5.0)) for name in NAMES)):
        assert answer is not None
        assert answer.termination is Termination.GAP_REACHED
        assert answer.values is not None
        assert answer.values.tolist() == [value]
        assert answer.bound == cost * value


def test_a_column_without_limit_that_pays_is_unbounded() -> None:
    answer = by_hand(one_column(-1.0, 0.0, np.inf))
    assert answer is not None
    assert answer.termination is Termination.UNBOUNDED


@pytest.mark.parametrize("name", NAMES)
def test_limits_that_cross_are_infeasible(name: str) -> None:
    assert backend(name)(one_column(1.0, 2.0, 1.0), Limits(5.0)).termination is Termination.INFEASIBLE


def test_no_whole_number_between_the_limits_is_infeasible_until_relaxed() -> None:
    whole = by_hand(one_column(1.0, 1.2, 1.8, integer=True))
    relaxed = by_hand(one_column(1.0, 1.2, 1.8, integer=True), relax=True)
    assert whole is not None
    assert whole.termination is Termination.INFEASIBLE
    assert relaxed is not None
    assert relaxed.bound == 1.2


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_row_holds_or_does_not(name: str) -> None:
    linear = Linear()
    linear.add_columns("q", 1)
    linear.add_rows("demand", 1, lower=0.0, upper=1.0)
    assert backend(name)(linear.freeze(), Limits(5.0)).termination is Termination.GAP_REACHED
    linear.add_rows("demand", 1, lower=1.0)
    assert backend(name)(linear.freeze(), Limits(5.0)).termination is Termination.INFEASIBLE


def test_anything_else_takes_a_solver() -> None:
    assert by_hand(programs.knapsack()) is None
