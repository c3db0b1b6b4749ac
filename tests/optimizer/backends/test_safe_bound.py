"""A bound made from duals holds however wrong the duals are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.backends.safe_bound import implied_limits, safe_bound
from optimizer.linear import Linear
from tests.optimizer.backends import programs

DUALS = np.array([2.75, -2.75, -5.0])  # of order_with_fixed_cost's relaxation, whose cost is 6.875


def test_exact_duals_prove_the_relaxation() -> None:
    bound = safe_bound(programs.order_with_fixed_cost(), DUALS)
    assert bound == pytest.approx(6.875, rel=1e-9)
    assert bound is not None
    assert bound <= 6.875


@settings(max_examples=100)
@given(st.lists(st.floats(-10, 10), min_size=3, max_size=3))
def test_no_duals_prove_too_much(noise: list[float]) -> None:
    bound = safe_bound(programs.order_with_fixed_cost(), DUALS + np.array(noise))
    assert bound is None or bound <= 6.875


def test_a_column_without_limit_gets_one_from_the_rows() -> None:
    # F has no limit of its own, but F + L = 2.5 leaves it 2.5: 1e-6 too much on the demand row costs about 2.5e-6.
    bound = safe_bound(programs.order_with_fixed_cost(), DUALS + np.array([1e-6, 0.0, 0.0]))
    assert bound == pytest.approx(6.875, abs=5e-6)


def test_a_costly_column_without_limit_takes_a_discount_on_prices() -> None:
    # Freight f >= 2 q, f costs 1 and has no limit. A price of 1 + 1e-6 on the row would make f's reduced cost negative.
    linear = Linear()
    q = linear.add_columns("q", 1, lower=3.0, upper=10.0)
    f = linear.add_columns("f", 1)
    row = linear.add_rows("freight", 1, lower=0.0)
    linear.add_entries(row.indices[[0, 0]], np.array([f.start, q.start]), np.array([1.0, -2.0]))
    linear.add_cost("freight", f.indices, 1.0)
    program = linear.freeze()
    assert safe_bound(program, np.array([1.0 + 1e-6])) == pytest.approx(6.0, rel=1e-5)


def test_nothing_is_proven_where_nothing_limits() -> None:
    assert safe_bound(programs.unbounded(), np.array([0.3])) is None


def test_a_constant_is_part_of_the_bound() -> None:
    assert safe_bound(replace(programs.order_with_fixed_cost(), offset=100.0), DUALS) == pytest.approx(106.875)


def test_limits_travel_along_a_chain_of_stock() -> None:
    program = programs.lot_sizing(4, 1)
    stock = next(block for block in program.columns if block.name == "I").indices
    lower, upper = program.lower, program.upper
    for _ in range(4):
        lower, upper = implied_limits(program, lower, upper)
    # I[t] <= I[t-1] + 3 x 40 cases + lost - demand, and at most all demand is lost.
    assert upper[stock] == pytest.approx([120.0, 240.0, 360.0, 480.0], rel=1e-9)
    assert lower[stock].tolist() == [0.0] * 4
