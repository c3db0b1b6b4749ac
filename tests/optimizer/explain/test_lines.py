"""What keeps order lines from being larger."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.explain.lines import lines_of
from optimizer.options import Options
from optimizer.solve import solve
from tests.builders import build


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 4 of money buy 4 of the 5 units of A; B is of another category, of another supplier, or paid for by no budget
        ({"budgets": [{"amount": 4, "category": "toys"}]}, "budget {budget}"),
        ({"budgets": [{"amount": 4, "supplier_id": "S"}]}, "budget {budget}"),
        ({"budgets": [{"amount": 4, "category": "toys", "supplier_id": "S"}]}, "budget {budget}"),
        ({"budgets": [{"amount": 6, "category": "toys"}]}, ""),
        ({"suppliers": [{"supplier_id": "S", "capacity": 4}, "T"]}, "capacity of S"),
    ],
)
def test_what_limits_a_line_is_told_for_that_line_alone(given: dict[str, Any], expected: str) -> None:
    problem = build(
        items=[{"item_id": "A", "category": "toys"}, {"item_id": "B", "category": "books"}], periods=1,
        offers=[{"item_id": i, "supplier_id": s, "unit_price": 1} for i, s in ("AS", "BT")],
        lanes=[{"supplier_id": "S"}, {"supplier_id": "T"}], demand={"A": [5], "B": [5]},
        **{"suppliers": ["S", "T"], **given},
    )  # fmt: skip
    plan = solve(problem, Options()).plan
    assert plan is not None
    told = lines_of(problem, plan).lines.set_index("item_id")["limited_by"]
    budget = plan.budgets["budget_id"].iloc[0] if len(plan.budgets) else ""
    assert told.to_dict() == {"A": expected.format(budget=budget), "B": ""}
