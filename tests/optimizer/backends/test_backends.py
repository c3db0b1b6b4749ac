"""Every backend gives the same answers to the same small programs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.faults import CallError
from models.result import Progress, Termination
from optimizer.backends.registry import BACKENDS, RELAXATION_ONLY, backend
from optimizer.backends.status import Limits
from optimizer.linear import Linear, MixedIntegerProgram
from tests.optimizer.backends import programs

LIMITS = Limits(time_limit=600.0, gap=1e-6)
RELAXED = replace(LIMITS, relax=True)

PYOMO = ("pyomo:appsi_highs", "pyomo:highs")
GENERAL = ("highs", "scip", *PYOMO)
WHOLE_ONLY = "cp-sat"
RELAXING = (*GENERAL, *sorted(RELAXATION_ONLY))


def test_every_backend_is_tested_here() -> None:
    assert set(BACKENDS) == {*GENERAL, *RELAXING, WHOLE_ONLY} - set(PYOMO)


@pytest.mark.parametrize("name", [*GENERAL, WHOLE_ONLY])
def test_whole_cases_are_bought_at_the_least_cost(name: str) -> None:
    program = programs.knapsack()
    answer = backend(name)(program, LIMITS)
    assert answer.termination is Termination.GAP_REACHED
    assert answer.values is not None
    assert answer.values == pytest.approx([4.0, 0.0], abs=1e-6)
    assert answer.bound == pytest.approx(12.0, rel=1e-5)
    assert answer.solver
    assert answer.version


@pytest.mark.parametrize("name", GENERAL)
def test_fractions_beside_whole_cases(name: str) -> None:
    program = programs.order_with_fixed_cost()
    answer = backend(name)(program, LIMITS)
    assert answer.termination is Termination.GAP_REACHED
    assert answer.values is not None
    assert answer.values == pytest.approx([0.0, 0.0, 0.0, 2.5], abs=1e-6)
    assert answer.bound == pytest.approx(10.0, rel=1e-5)


@pytest.mark.parametrize("name", RELAXING)
def test_the_relaxation_drops_the_whole_number_rule(name: str) -> None:
    program = programs.order_with_fixed_cost()
    answer = backend(name)(program, RELAXED)
    assert answer.termination is Termination.GAP_REACHED
    assert answer.values is not None
    assert program.objective_of(answer.values) == pytest.approx(6.875, rel=1e-5)
    assert answer.bound == pytest.approx(6.875, rel=1e-5)


@pytest.mark.parametrize("name", ["highs", "pdlp", "glop"])
def test_duals_say_what_one_more_unit_of_a_row_costs(name: str) -> None:
    # Demand 2.5 -> 3.5 takes another quarter of a case at 6 + 5: 2.75.
    answer = backend(name)(programs.order_with_fixed_cost(), RELAXED)
    assert answer.row_duals is not None
    assert answer.row_duals == pytest.approx([2.75, -2.75, -5.0], rel=1e-4)


@pytest.mark.parametrize("name", [*GENERAL, WHOLE_ONLY])
def test_an_infeasible_program_is_called_so(name: str) -> None:
    answer = backend(name)(programs.infeasible(), LIMITS)
    assert (answer.termination, answer.values, answer.bound) == (Termination.INFEASIBLE, None, None)


@pytest.mark.parametrize("name", RELAXING)
def test_an_infeasible_relaxation_is_called_so(name: str) -> None:
    answer = backend(name)(programs.infeasible(), RELAXED)
    assert (answer.termination, answer.values, answer.bound) == (Termination.INFEASIBLE, None, None)


@pytest.mark.parametrize("limits", [LIMITS, RELAXED])
@pytest.mark.parametrize("name", GENERAL)
def test_an_unbounded_program_is_called_so(name: str, limits: Limits) -> None:
    answer = backend(name)(programs.unbounded(), limits)
    assert (answer.termination, answer.bound) == (Termination.UNBOUNDED, None)


@pytest.mark.parametrize("name", sorted(RELAXATION_ONLY))
def test_an_unbounded_relaxation_is_called_so(name: str) -> None:
    answer = backend(name)(programs.unbounded(), RELAXED)
    assert (answer.termination, answer.bound) == (Termination.UNBOUNDED, None)


@pytest.mark.parametrize("name", sorted(RELAXATION_ONLY))
def test_a_relaxation_is_not_passed_off_as_a_plan(name: str) -> None:
    with pytest.raises(CallError, match="relaxation only"):
        backend(name)(programs.knapsack(), LIMITS)
    assert backend(name)(programs.infeasible(integer=False), LIMITS).termination is Termination.INFEASIBLE


@pytest.mark.parametrize("name", [*GENERAL, WHOLE_ONLY])
@pytest.mark.parametrize("seconds", [0.0, 0.01])
def test_next_to_no_time_gives_an_honest_end(name: str, seconds: float) -> None:
    program = programs.knapsack() if name == WHOLE_ONLY else programs.lot_sizing()
    answer = backend(name)(program, replace(LIMITS, time_limit=seconds))
    assert answer.termination in {Termination.TIME_LIMIT, Termination.GAP_REACHED}
    if answer.values is not None:
        assert answer.bound is None or answer.bound <= program.objective_of(answer.values) + 1e-6


@pytest.mark.parametrize("name", ["highs", "scip"])
def test_a_request_to_stop_keeps_the_best_plan(name: str) -> None:
    program = programs.lot_sizing(12, 8)
    reports: list[Progress] = []
    answer = backend(name)(program, LIMITS, progress=reports.append, stop=lambda: _has_plan(reports))
    assert answer.termination is Termination.CANCELLED
    assert answer.values is not None
    assert answer.bound is not None
    assert answer.bound < program.objective_of(answer.values)
    costs = [report.cost for report in reports if report.cost is not None]
    assert program.objective_of(answer.values) <= min(costs) * (1 + 1e-5)


def _has_plan(reports: list[Progress]) -> bool:
    return any(report.cost is not None for report in reports)


@pytest.mark.parametrize("name", ["highs", "scip", "pyomo:appsi_highs"])
def test_a_start_plan_is_never_made_worse(name: str) -> None:
    program = programs.lot_sizing()
    start = np.zeros(program.column_count)
    lost = next(block for block in program.columns if block.name == "L")
    start[lost.indices] = program.upper[lost.indices]  # buy nothing, lose everything
    answer = backend(name)(program, replace(LIMITS, time_limit=1.0), start=start)
    assert answer.values is not None
    assert program.objective_of(answer.values) <= program.objective_of(start) + 1e-6


@pytest.mark.parametrize("name", ["highs", "scip", WHOLE_ONLY])
def test_the_same_seed_gives_the_same_plan(name: str) -> None:
    program = programs.knapsack() if name == WHOLE_ONLY else programs.lot_sizing(5, 3)
    first, second = (backend(name)(program, LIMITS).values for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()


@pytest.mark.parametrize("name", ["highs", "scip", "cp-sat", "pyomo:appsi_highs"])
def test_a_constant_counts_in_cost_and_bound(name: str) -> None:
    program = replace(programs.knapsack(), offset=100.5)
    answer = backend(name)(program, LIMITS)
    assert answer.values is not None
    assert program.objective_of(answer.values) == pytest.approx(112.5)
    assert answer.bound == pytest.approx(112.5, rel=1e-5)


@pytest.mark.parametrize("started", [False, True])
def test_scip_says_nothing_on_standard_error(started: bool, capfd: pytest.CaptureFixture[str]) -> None:
    program = programs.knapsack()
    start = backend("highs")(program, LIMITS).values if started else None
    capfd.readouterr()
    backend("scip")(program, LIMITS, start=start, stop=lambda: False)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@st.composite
def small_programs(draw: st.DrawFn, *, whole: bool = False) -> MixedIntegerProgram:
    """Up to 5 limited columns in up to 4 rows with small whole or quarter figures."""
    size = draw(st.integers(1, 5))
    linear = Linear()
    for k in range(size):
        integer = whole or draw(st.booleans())
        linear.add_columns(f"c{k}", 1, lower=draw(st.integers(-3, 0)), upper=draw(st.integers(0, 6)), integer=integer)
    columns = np.arange(size)
    for k in range(draw(st.integers(0, 4))):
        low = draw(st.sampled_from([-np.inf, -4.0, 0.0, 1.0, 2.25]))
        high = low + draw(st.sampled_from([0.0, 1.5, 6.0, np.inf])) if np.isfinite(low) else draw(st.integers(-4, 9))
        row = linear.add_rows(f"r{k}", 1, lower=low, upper=high)
        weights = draw(st.lists(st.integers(-12, 12), min_size=size, max_size=size))
        linear.add_entries(np.repeat(row.indices, size), columns, np.array(weights) / 4)
    costs = draw(st.lists(st.integers(-40, 40), min_size=size, max_size=size))
    linear.add_cost("purchase", columns, np.array(costs) / 8)
    return linear.freeze()


@settings(max_examples=60, deadline=None)
@given(small_programs())
def test_two_backends_agree(program: MixedIntegerProgram) -> None:
    _agree(program, "highs", "scip")


@settings(max_examples=60, deadline=None)
@given(small_programs(whole=True))
def test_cp_sat_agrees_where_all_is_whole(program: MixedIntegerProgram) -> None:
    _agree(program, "highs", "cp-sat")


def _agree(program: MixedIntegerProgram, one: str, other: str) -> None:
    first, second = backend(one)(program, LIMITS), backend(other)(program, LIMITS)
    assert first.termination is second.termination
    if first.values is None or second.values is None:
        assert first.values is second.values
        return
    with np.errstate(invalid="ignore"):  # rows without a limit
        assert program.worst_violation(second.values) < 1e-6
    cost = program.objective_of(first.values)
    assert program.objective_of(second.values) == pytest.approx(cost, rel=1e-6, abs=1e-6)
    assert second.bound is not None
    assert second.bound <= cost + 1e-6 * max(1.0, abs(cost))


@settings(max_examples=40, deadline=None)
@given(small_programs())
def test_a_relaxations_bound_holds_for_the_program(program: MixedIntegerProgram) -> None:
    exact = backend("highs")(program, LIMITS)
    for name in sorted(RELAXATION_ONLY):
        relaxed = backend(name)(program, RELAXED)
        if exact.values is not None:
            assert relaxed.bound is not None  # every column is limited here
            assert relaxed.bound <= program.objective_of(exact.values) + 1e-9
