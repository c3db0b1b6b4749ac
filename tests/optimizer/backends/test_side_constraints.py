"""A planner's own rules become rows that every backend keeps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.faults import CallError
from models.result import Termination
from optimizer.backends.pyomo.side_constraints import with_side_constraints
from optimizer.backends.registry import backend
from optimizer.backends.status import Limits
from optimizer.linear import Floats, Label, Linear, MixedIntegerProgram

LIMITS = Limits(time_limit=30.0, gap=1e-9)
PERIODS = ["2024-01-01", "2024-01-08"]


def two_suppliers() -> MixedIntegerProgram:
    """Cases of A from S1 (cost 1) and S2 (cost 2) in two weeks, at most 10 each; 6 cases are needed in each week.

    Left alone, the plan buys 6 cases a week from S1: 12.
    """
    linear = Linear()
    supplier, period = np.repeat([0, 1], 2), np.tile([0, 1], 2)
    none = np.zeros(4, dtype=np.int64)
    labels = (
        Label(["A", "unsold"], none),
        Label(["S1", "S2"], supplier),
        Label(["N"], none),
        Label(["road"], none),
        Label(PERIODS, period),
    )
    q = linear.add_columns("q", 4, upper=10.0, integer=True, labels=labels)
    need = linear.add_rows("demand", 2, lower=6.0, labels=(Label(PERIODS, np.arange(2)),))
    linear.add_entries(need.indices[period], q.indices, 1.0)
    linear.add_cost("purchase", q.indices, 1.0 + supplier)
    return linear.freeze()


def extended(tmp_path: Path, body: str) -> MixedIntegerProgram:
    path = tmp_path / "rules.py"
    path.write_text("def constrain(model):\n" + "".join(f"    {line}\n" for line in body.splitlines()))
    return with_side_constraints(two_suppliers(), path)


def plan(program: MixedIntegerProgram, name: str = "highs") -> Floats:
    """Cases [S1 first week, S1 second week, S2 first week, S2 second week, the planner's own ...]."""
    values = backend(name)(program, LIMITS).values
    assert values is not None
    return np.rint(values)


@pytest.mark.parametrize("name", ["highs", "scip", "cp-sat", "pyomo:appsi_highs"])
def test_a_side_constraint_binds_in_every_backend(name: str, tmp_path: Path) -> None:
    program = extended(tmp_path, "model.require('S1 is small', model.cases(supplier='S1') <= 7)")
    values = plan(program, name)
    assert values[:2].sum() == 7
    assert values[2:].sum() == 5
    assert program.rows[-1].name == "side_constraints"
    assert program.rows[-1].names() == ["side_constraints[S1 is small]"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("model.cases(period='2024-01-08', supplier='S2') >= 2", [6, 4, 0, 2]),
        ("model.cases(supplier=['S2'], period=model.periods[0]) == 6", [0, 6, 6, 0]),
        ("model.cases(supplier=lambda name: name.endswith('1')) <= 0", [0, 0, 6, 6]),
        ("model.cost('purchase', supplier='S2') >= 4.5", None),
        ("2 * model.cases(supplier='S1') - model.cases(supplier='S2') + 1 <= 1", None),
    ],
)
def test_rules_in_the_fields_words(rule: str, expected: list[float] | None, tmp_path: Path) -> None:
    values = plan(extended(tmp_path, f"model.require('mine', {rule})"))
    if expected is not None:
        assert values.tolist() == expected
    elif "cost" in rule:
        assert values[2:].sum() == 3  # 2 each: 4.5 takes three cases
    else:
        assert values[:2].sum() == 4  # 2 x 4 <= 8


def test_suppliers_in_use_are_counted(tmp_path: Path) -> None:
    body = """both = sum(model.used(s, model.cases(supplier=s)) for s in model.suppliers)
model.require('both suppliers', both == 2)"""
    program = extended(tmp_path, body)
    values = plan(program)
    assert values[:2].sum() == 11
    assert values[2:4].sum() == 1
    assert values[4:].tolist() == [1, 1]
    assert program.columns[-1].name == "side_constraints"


def test_a_supplier_not_in_use_counts_nothing(tmp_path: Path) -> None:
    body = """one = sum(model.used(s, model.cases(supplier=s)) for s in model.suppliers)
model.require('one supplier', one <= 1)
model.require('not S1 alone', model.cases(supplier='S2') >= 1)"""
    assert plan(extended(tmp_path, body))[:4].tolist() == [0, 0, 6, 6]


def test_pyomo_itself_is_at_hand(tmp_path: Path) -> None:
    body = """import pyomo.environ as pyo
model.pyomo.extra = pyo.Var(bounds=(0, 4))
model.pyomo.mine = pyo.Constraint(expr=(2, model.cases(supplier='S2') - model.pyomo.extra, 3))
model.pyomo.floor = pyo.Constraint(expr=model.pyomo.extra >= 1.5)"""
    program = extended(tmp_path, body)
    assert program.column_count == 5
    assert (program.lower[4], program.upper[4], program.integer[4]) == (0.0, 4.0, False)
    assert (program.row_lower[-2], program.row_upper[-2]) == (2.0, 3.0)
    assert plan(program)[2:4].sum() == 4  # 2 + 1.5, in whole cases


def test_limits_set_on_decisions_count(tmp_path: Path) -> None:
    program = extended(tmp_path, "model.cases()\nmodel.pyomo.q['A', 'S1', 'N', 'road', '2024-01-01'].setub(2)")
    assert program.upper.tolist() == [2.0, 10.0, 10.0, 10.0]
    program = extended(tmp_path, "model.cases()\nmodel.pyomo.q['A', 'S2', 'N', 'road', '2024-01-01'].fix(5)")
    assert plan(program).tolist() == [1, 6, 5, 0]


def test_a_file_without_rules_changes_nothing(tmp_path: Path) -> None:
    before, after = two_suppliers(), extended(tmp_path, "pass")
    assert [block.name for block in after.rows] == [block.name for block in before.rows]
    assert [block.name for block in after.columns] == [block.name for block in before.columns]
    assert plan(after).tolist() == [6, 6, 0, 0]


def test_rules_that_contradict_the_dataset_are_infeasible(tmp_path: Path) -> None:
    program = extended(tmp_path, "model.require('nothing', model.cases() <= 3)")
    assert backend("highs")(program, LIMITS).termination is Termination.INFEASIBLE


def test_nothing_to_order_sums_to_nothing(tmp_path: Path) -> None:
    program = extended(tmp_path, "model.require('spare', model.cases(item='unsold') <= 3)")
    assert program.row_count == two_suppliers().row_count
    with pytest.raises(CallError, match="line 2: 'some': no decision can change it, and it does not hold"):
        extended(tmp_path, "model.require('some', model.cases(item='unsold') >= 3)")


def test_equal_names_are_numbered(tmp_path: Path) -> None:
    program = extended(tmp_path, "for s in model.suppliers:\n    model.require('cap', model.cases(supplier=s) <= 9)")
    assert program.rows[-1].names() == ["side_constraints[cap]", "side_constraints[cap 2]"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("pass\nmodel.cases(supplier='S3')", r"rules\.py, line 3: there is no supplier 'S3'; did you mean 'S\d'\?"),
        ("model.cases(period='2024-01-02')", "line 2: no period begins on '2024-01-02'; the first begin on 2024-01-01"),
        ("model.lots()", "line 2: AttributeError: 'SideModel' object has no attribute 'lots'"),
        ("model.cases(color='red')", "line 2: TypeError: .*color"),
        ("model.cost('freight')", "line 2: no decision is charged under 'freight' here; the terms are purchase"),
        ("model.cost('purchase', colour='red')", "line 2: there is no index 'colour'"),
        ("1 / 0", "line 2: ZeroDivisionError: division by zero"),
        ("model.require('x', False)", "line 2: 'x' compares numbers that no plan changes, and it does not hold"),
        ("model.require('x', 3)", "line 2: 'x' is no comparison"),
        ("model.units()", "line 2: the dataset is not at hand here"),
        ("model.used('x', model.cases() / 2)", r"line 2: used\('x'\): only sums of cases or of containers"),
        ("pass\nmodel.require('A: square', model.cases() ** 2 <= 9)", "line 3: 'A: square': only sums of decisions"),
        (
            "import pyomo.environ as pyo\nmodel.pyomo.mine = pyo.Objective(expr=model.cases())",
            "a Pyomo Objective cannot be a side constraint: what a plan costs is the dataset's to say",
        ),
        (
            "import pyomo.environ as p; v = model.pyomo.v = p.Var([1]); model.pyomo.s = p.SOSConstraint(var=v, sos=1)",
            "a Pyomo SOSConstraint cannot be a side constraint: it is no linear rule",
        ),
        (
            "model.cases()\nmodel.pyomo.q['A', 'S1', 'N', 'road', '2024-01-01'].fix(12)",
            r"q\[A,S1,N,road,2024-01-01\] would have to be at least 12 and at most 10",
        ),
    ],
)
def test_faults_name_file_and_line(body: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=message):
        extended(tmp_path, body)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def constrain(model:\n    pass", r"rules\.py, line 1: "),
        ("x = 1", r"rules\.py defines no function constrain\(model\)"),
        ("\n\nimport nothing_of_that_name", r"line 3: ModuleNotFoundError: No module named"),
        ("def constrain():\n    pass", r"rules\.py: TypeError: constrain\(\) takes 0 positional arguments"),
        ("raise SystemExit(3)", r"line 1: SystemExit: 3"),
        ("a\x00b", r"rules\.py, line 1: "),
    ],
)
def test_files_that_are_no_rules(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.py"
    path.write_text(text)
    with pytest.raises(CallError, match=message):
        with_side_constraints(two_suppliers(), path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"none\.py cannot be read: No such file or directory"):
        with_side_constraints(two_suppliers(), tmp_path / "none.py")
