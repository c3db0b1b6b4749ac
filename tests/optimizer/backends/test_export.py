"""Models as files: read back by HiGHS and by SCIP (through OR-Tools) they have the optimum they had."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
import pytest
from ortools.linear_solver.python import model_builder

from models.faults import CallError
from optimizer.backends.export import lp_text, write_model
from optimizer.backends.registry import backend
from optimizer.backends.status import Limits
from optimizer.linear import Label, Linear, MixedIntegerProgram
from tests.optimizer.backends import programs


def awkward() -> MixedIntegerProgram:
    """Ranges, free and empty rows, negative and missing limits, an idle column, names that need care."""
    linear = Linear()
    ids = Label(["=A b", "Ünï;", "x" * 300, "e1", "inf", "-5", "a.b", "a_b"], np.arange(8))
    lower = np.array([0, -5, -50, -np.inf, 2, 0, -3.25, 0])
    upper = np.array([1, 5, np.inf, 7, 2, 1e9, 8, 1])
    linear.add_columns("E1", 8, lower=lower, upper=upper, labels=(ids,))
    linear.add_columns("free", 1, upper=4.5, integer=True)
    linear.add_columns("cost", 1, lower=-3.0, upper=3.0, integer=True)
    linear.add_columns("idle", 1, integer=True)
    row_lower = np.array([-4, -np.inf, 1, -1e9, -np.inf, 0, 0.1, -2])
    row_upper = np.array([4, 7.5, 1, 1e9, np.inf, 0, np.inf, 3])
    rows = linear.add_rows("cost", 8, lower=row_lower, upper=row_upper, labels=(ids,))
    rng = np.random.default_rng(1)
    at = np.repeat(rows.indices[[0, 1, 2, 3, 4, 6, 7]], 4)  # row 5 stays empty
    linear.add_entries(at, rng.integers(0, 10, at.size), np.round(rng.normal(size=at.size), 2))
    linear.add_rows("cost", 1, lower=-1.0, upper=1.0)
    box = linear.add_rows("box", 1, lower=-40.0)
    linear.add_entries(np.repeat(box.indices, 10), np.arange(10), 1.0)
    linear.add_cost("purchase", np.arange(10), np.array([1, 1, 0.001, 1, 2, 3, 1e-7, 5, -1, -2]))
    return linear.freeze()


CASES: dict[str, Callable[[], MixedIntegerProgram]] = {
    "whole": programs.knapsack,
    "mixed": programs.order_with_fixed_cost,
    "set-ups": lambda: programs.lot_sizing(4, 2),
    "constant": lambda: replace(programs.order_with_fixed_cost(), offset=-3.5),
    "awkward": awkward,
}


def optimum(program: MixedIntegerProgram) -> float:
    values = backend("scip")(program, Limits(30.0, gap=1e-9)).values
    assert values is not None
    return program.objective_of(values)


def read_by_highs(path: Path) -> float:
    highs = highspy.Highs()
    highs.silent()
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    highs.setOptionValue("mip_rel_gap", 1e-9)
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getInfo().objective_function_value)


@pytest.mark.parametrize("ending", ["lp", "mps"])
@pytest.mark.parametrize("case", CASES)
def test_highs_reads_what_was_written(case: str, ending: str, tmp_path: Path) -> None:
    program = CASES[case]()
    path = tmp_path / f"model.{ending}"
    write_model(program, path)
    assert read_by_highs(path) == pytest.approx(optimum(program), rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("case", CASES)
def test_scip_reads_what_was_written(case: str, tmp_path: Path) -> None:
    # OR-Tools reads MPS for SCIP; its "LP" is another format.
    program = CASES[case]()
    path = tmp_path / "model.mps"
    write_model(program, path)
    model, solver = model_builder.Model(), model_builder.Solver("scip")
    assert model.import_from_mps_file(str(path))
    assert solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    assert solver.objective_value == pytest.approx(optimum(program), rel=1e-6, abs=1e-6)


def test_the_text_of_a_golden_file() -> None:
    assert lp_text(programs.order_with_fixed_cost()) == (
        "\\ 4 columns, 3 rows\n"
        "minimize\n"
        " cost: + 6 q + 5 y + 4 L\n"
        "subject to\n"
        "\\ demand\n"
        " demand: + F + L = 2.5\n"
        "\\ stock_balance\n"
        " stock_balance: - 4 q + F <= 0\n"
        "\\ order_lines\n"
        " order_lines: + q - y <= 0\n"
        "bounds\n"
        " 0 <= L <= 2.5\n"
        "binary\n"
        " q y\n"
        "end\n"
    )


def test_figures_are_exact_in_files_and_rounded_in_golden_text(tmp_path: Path) -> None:
    third = replace(programs.knapsack(), cost=np.array([1 / 3, 0.1 + 0.2]))
    assert " cost: + 0.333333333333 q.A + 0.3 q.B" in lp_text(third)
    write_model(third, tmp_path / "model.lp")
    assert " cost: + 0.3333333333333333 q.A + 0.30000000000000004 q.B" in (tmp_path / "model.lp").read_text()


def test_no_line_is_longer_than_readers_take() -> None:
    assert max(map(len, lp_text(programs.lot_sizing(30, 20)).splitlines())) < 510


def test_the_same_model_makes_the_same_file(tmp_path: Path) -> None:
    for name in ("a.lp.gz", "b.lp.gz"):
        write_model(programs.lot_sizing(), tmp_path / name)
    assert (tmp_path / "a.lp.gz").read_bytes() == (tmp_path / "b.lp.gz").read_bytes()


@pytest.mark.parametrize("ending", ["lp", "mps"])
def test_a_zipped_file_holds_the_same(ending: str, tmp_path: Path) -> None:
    for name in (f"model.{ending}", f"model.{ending}.gz"):
        write_model(programs.lot_sizing(), tmp_path / name)
    plain, packed = ((tmp_path / name).read_bytes() for name in (f"model.{ending}", f"model.{ending}.gz"))
    assert gzip.decompress(packed) == plain


def test_an_empty_program_is_a_valid_file(tmp_path: Path) -> None:
    write_model(Linear().freeze(), tmp_path / "model.mps")
    highs = highspy.Highs()
    highs.silent()
    assert highs.readModel(str(tmp_path / "model.mps")) == highspy.HighsStatus.kOk


@pytest.mark.parametrize("name", ["model.txt", "model", "model.gz", "model.lp.zip"])
def test_other_endings_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"written as \.lp, \.mps"):
        write_model(programs.knapsack(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "model.LP"
    path.write_text("before")
    write_model(programs.knapsack(), path)
    assert path.read_text().startswith("\\ 2 columns")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="cannot be written: No such file or directory"):
        write_model(programs.knapsack(), tmp_path / "none" / "model.lp")


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    program = programs.knapsack()
    with pytest.raises(ValueError, match="zip"):
        write_model(replace(program, rows=()), tmp_path / "model.mps")
    assert list(tmp_path.iterdir()) == []
