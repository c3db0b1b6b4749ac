"""The formulation as a Pyomo model, and the solvers it reaches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from pyomo.common import Executable

from models.faults import CallError
from models.result import Termination
from optimizer.backends.pyomo.solve import build, solve
from optimizer.backends.pyomo.solvers import DIALECTS
from optimizer.backends.status import Limits
from optimizer.linear import Linear
from tests.optimizer.backends import programs

LIMITS = Limits(time_limit=30.0, gap=0.01, seed=7, threads=2)


def test_variables_and_constraints_carry_the_models_names() -> None:
    model = build(programs.lot_sizing(2, 1)).model
    assert model.q["item 0", "2024-01-01"].name == "q[item 0,2024-01-01]"
    assert model.q["item 0", "2024-01-01"].bounds == (0, 40)
    assert str(model.order_lines[2].body) == "q[item 0,2024-01-01] - 40.0*u[item 0,2024-01-01]"


def test_rows_without_entries_hold_or_do_not() -> None:
    linear = Linear()
    linear.add_columns("q", 1)
    linear.add_rows("demand", 1, lower=0.0, upper=1.0)
    assert solve(linear.freeze(), LIMITS).termination is Termination.GAP_REACHED
    linear.add_rows("demand", 1, lower=1.0)
    assert solve(linear.freeze(), LIMITS).termination is Termination.INFEASIBLE


def test_an_idle_column_gets_a_value_within_its_limits() -> None:
    linear = Linear()
    linear.add_columns("q", 3, lower=np.array([3.0, -np.inf, 1.0]))
    linear.add_entries(linear.add_rows("demand", 1, lower=4.0).indices, np.array([2]), 2.0)
    answer = solve(linear.freeze(), LIMITS)
    assert answer.values is not None
    assert answer.values.tolist() == [3.0, 0.0, 2.0]


@pytest.mark.parametrize(
    ("name", "why"), [("nonsense", "Pyomo knows no solver of that name"), ("baron", "is not installed here")]
)
def test_a_missing_solver_is_named(name: str, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CallError, match=f"pyomo:{name} cannot be used: .*{why}"):
        solve(programs.knapsack(), LIMITS, solver_name=name)
    assert capfd.readouterr() == ("", "")


def test_a_stop_before_the_start_is_heard() -> None:
    answer = solve(programs.knapsack(), LIMITS, stop=lambda: True)
    assert (answer.termination, answer.values) == (Termination.CANCELLED, None)


@pytest.mark.parametrize(
    ("solver", "options"),
    [
        ("appsi_highs", {"mip_rel_gap": 0.01, "time_limit": 30.0, "random_seed": 7}),
        ("scip", {"limits/gap": 0.01, "limits/time": 30.0, "randomization/randomseedshift": 7}),
        ("cbc", {"ratio": 0.01, "sec": 30.0, "randomCbcSeed": 7}),
        ("glpk", {"mipgap": 0.01, "tmlim": 30}),
        ("gurobi", {"MIPGap": 0.01, "TimeLimit": 30.0, "Seed": 7, "Threads": 2}),
        ("cplex", {"mip_tolerances_mipgap": 0.01, "timelimit": 30.0, "randomseed": 7, "threads": 2}),
    ],
)
def test_limits_in_the_solvers_words(solver: str, options: dict[str, float]) -> None:
    assert DIALECTS[solver].options(LIMITS) == options


def test_no_time_limit_is_no_option() -> None:
    assert "sec" not in DIALECTS["cbc"].options(Limits(time_limit=float("inf")))
    assert DIALECTS["glpk"].options(Limits(time_limit=0.2))["tmlim"] == 1  # GLPK counts whole seconds


CBC = """#!/bin/sh
# Stands in for CBC: says what it would say, and writes its solution file.
for word in "$@"; do case "$last" in -solu) solution="$word";; -import) model="$word";; esac; last="$word"; done
if [ "$1" = "-stop" ]; then echo "Version: 2.10.10"; exit 0; fi
{body}
"""


@pytest.fixture
def cbc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    def install(body: str) -> None:
        path = tmp_path / "cbc"
        path.write_text(CBC.replace("{body}", body))
        path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        Executable("cbc").rehash()

    yield SimpleNamespace(install=install)
    monkeypatch.undo()
    Executable("cbc").rehash()


def says(status: str, *values: str) -> str:
    """What CBC leaves behind: a row, then the variables that are not 0. Pyomo calls them x2, x3 ...; x1 is the cost."""
    lines = "".join(rf"\n {line}" for line in ("0 c1 8 0", *values))
    return f"echo 'Result - {status}'\nprintf '{status} - objective value 12{lines}\n' > \"$solution\""


def test_half_cases_of_a_solver_that_was_stopped_are_no_plan(cbc: SimpleNamespace) -> None:
    # CBC out of time writes its relaxation's values as if they were a solution: 1.5 cases of B.
    cbc.install(says("Stopped on time", "1 x3 1.5 0"))
    answer = solve(programs.knapsack(), Limits(time_limit=0.0), solver_name="cbc")
    assert (answer.termination, answer.values, answer.bound) == (Termination.TIME_LIMIT, None, None)


def test_the_bound_of_a_solver_that_reports_none_follows_from_the_gap(cbc: SimpleNamespace) -> None:
    # Four cases of A for 12 within 10 %: Pyomo takes 12 for the bound, all that is proven is 12 - 12 / 9.
    cbc.install(says("Optimal", "0 x2 4 0"))
    answer = solve(programs.knapsack(), Limits(time_limit=30.0, gap=0.1), solver_name="cbc")
    assert answer.values is not None
    assert answer.values.tolist() == [4.0, 0.0]
    assert answer.bound == pytest.approx(12 - 12 / 9)
