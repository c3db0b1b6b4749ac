"""The pages about side constraints and solvers say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from models.faults import CallError
from models.problem import Problem
from optimizer.backends.pyomo import with_side_constraints
from optimizer.backends.pyomo.side_model import SideModel
from optimizer.backends.registry import BACKENDS
from optimizer.formulation.build import build as build_program
from optimizer.instance import instance_of
from optimizer.options import Options
from optimizer.solve import solve
from tests.builders import build

DOCS = Path(__file__).parents[3] / "docs" / "how-to"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    page = (DOCS / "side-constraints.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert example is not None
    path = tmp_path / "rules.py"
    path.write_text(example[1])
    return path


def test_the_example_of_the_page_works(rules: Path) -> None:
    # Six units a week of A, which S1, S2 and S3 sell for 1, 2 and 3, at most 3 a line; freight is 0.1 a unit.
    # Left alone all three are used each week. Closed in week 2 and with S1 and S2 alone, 3 + 3 come in weeks 1 and 3.
    suppliers = ["S1", "S2", "S3"]
    problem = build(
        demand=[6, 6, 6],
        suppliers=suppliers,
        offers=[{"supplier_id": s, "unit_price": price, "max_units": 3} for price, s in enumerate(suppliers, start=1)],
        lanes=[{"supplier_id": s, "cost_per_unit": 0.1} for s in suppliers],
    )
    alone, asked = solve(problem), solve(problem, Options(side_constraints=rules))
    assert alone.plan is not None
    assert asked.plan is not None
    assert set(alone.plan.orders["order_date"].astype(str)) == {"2024-01-01", "2024-01-08", "2024-01-15"}
    assert set(asked.plan.orders["order_date"].astype(str)) == {"2024-01-01", "2024-01-15"}
    assert set(asked.plan.orders["supplier_id"]) == {"S1", "S2"}
    assert asked.plan.orders["units"].tolist() == [3.0] * 4


def test_units_are_cases_times_the_case_pack(tmp_path: Path) -> None:
    path = tmp_path / "rules.py"
    path.write_text("def constrain(model):\n    model.require('few', model.units() <= 9)\n")
    problem = build(
        items=["A", "B"],
        offers=[{"item_id": "A", "case_pack": 4}, {"item_id": "B", "case_pack": 6}],
        demand={"A": [8], "B": [12]},
        periods=1,
    )
    program, _ = build_program(instance_of(problem))
    program = with_side_constraints(program, path, problem)
    row = program.matrix[[-1]].toarray().ravel()
    q = next(block for block in program.columns if block.name == "q")
    assert sorted(row[q.indices]) == [4.0, 6.0]
    assert np.count_nonzero(row) == 2


def test_every_sum_of_the_page_exists() -> None:
    page = (DOCS / "side-constraints.md").read_text(encoding="utf-8")
    for name in re.findall(r"`model\.([a-z]+)", page):
        assert name == "pyomo" or hasattr(SideModel, name)


RULES = """
def constrain(model):
    first, second, third = model.periods
    model.require("cases", model.cases(item="A", supplier="S", node="N", mode="standard", period=first) >= 0)
    model.require("containers", model.containers(supplier="S", node="N", mode="standard") <= 9)
    model.require("stock", model.stock(item="A", node="N", period=third) <= 50)
    model.require("moved", model.transferred(item="A", from_node="N", to_node="M") <= 5)
    model.require("served", model.served(item="A", zone="N", channel="default", served_item="A", node="N") >= 1)
    model.require("lost", model.lost(item="A", zone="N", channel="default", period=second) <= 4)
    model.require("owed", model.backlog(item="B", zone="N") <= 4)
"""


def everything(container_cost: float) -> Problem:
    """A problem that takes every kind of decision."""
    return build(
        items=["A", {"item_id": "B", "shortage_mode": "backorder"}],
        nodes=["N", "M"],
        demand={"A": [3, 4, 5], "B": [1, 2, 3]},
        lanes=[{"node_id": "N", "container_m3": 1.0, "container_cost": container_cost}, {"node_id": "M"}],
        transfers=[{"from_node": "N", "to_node": "M"}],
    )


def test_every_sum_finds_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "rules.py"
    path.write_text(RULES)
    problem = everything(container_cost=1.0)
    program, _ = build_program(instance_of(problem))
    names = with_side_constraints(program, path, problem).rows[-1].names()
    assert len(names) == 7


def test_containers_that_nobody_counts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.py"
    path.write_text(RULES)
    problem = everything(container_cost=0.0)
    program, _ = build_program(instance_of(problem))
    with pytest.raises(CallError, match="line 5: containers of the lane S, N, standard are not counted"):
        with_side_constraints(program, path, problem)


def test_every_backend_stands_on_the_page() -> None:
    page = (DOCS / "solvers.md").read_text(encoding="utf-8")
    for name in BACKENDS:
        assert f"| `{name}` |" in page
