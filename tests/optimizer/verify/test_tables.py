"""The plan's tables as such: keys, ids, gaps, days between periods."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.plan import Plan
from models.tables import PLAN_TABLES
from optimizer.checks.tables import REFERENCES, violations
from tests.builders import build
from tests.optimizer.verify.plans import Row, on, plan, told

ROWS: dict[str, Row] = {
    "orders": {"cases": 1},
    "shipments": {"units": 1},
    "transfers": {"from_node": "N", "to_node": "N", "units": 1},
    "fulfilment": {"units": 1},
    "projection": {"closing": 1},
    "shortage": {"demand": 1},
    "budgets": {"amount": 1, "used": 0},
}


def _problem_and_plan(table: str, **cells: object) -> list[str]:
    problem = build(budgets=[{"amount": 1}])
    return told(violations, problem, plan(**{table: [{**ROWS[table], **cells}]}))


@pytest.mark.parametrize("table", ROWS)
def test_no_row_stands_twice(table: str) -> None:
    problem = build(budgets=[{"amount": 1}])
    once = plan(**{table: [ROWS[table]]})
    assert told(violations, problem, once) == []
    (sentence,) = told(violations, problem, plan(**{table: [ROWS[table], ROWS[table]]}))
    assert sentence.startswith(f"The {table} table has more than one row for ")


@pytest.mark.parametrize(("table", "column"), [(name, column) for name, ids in REFERENCES.items() for column in ids])
def test_ids_are_the_datasets(table: str, column: str) -> None:
    (sentence,) = _problem_and_plan(table, **{column: "nobody"})
    assert f"names {column} nobody" in sentence


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in PLAN_TABLES
        for column in table.columns
        if column.required and column.name != "closing"
    ],
)
def test_no_cell_is_empty(table: str, column: str) -> None:
    cells = {"units": 1} if column == "cases" else {}
    (sentence,) = _problem_and_plan(table, **cells, **{column: None})
    assert f"gives no {column} for" in sentence


@pytest.mark.parametrize("table", ["fulfilment", "projection", "shortage"])
def test_rows_stand_on_the_first_day_of_a_period(table: str) -> None:
    assert _problem_and_plan(table, date=on(2)) == []
    for day in (on(0, 1), on(-1), on(3)):
        (sentence,) = _problem_and_plan(table, date=day)
        assert "no period of the plan starts on that day" in sentence


def test_a_missing_column_is_a_gap_in_every_row() -> None:
    judged = plan(orders=[{"cases": 1}])
    short = replace(judged, orders=judged.orders.drop(columns=["value"]))
    assert len(told(violations, build(), short)) == 1


def test_infinite_figures_are_gaps() -> None:
    assert len(_problem_and_plan("projection", closing=float("inf"))) == 1


def test_an_empty_plan_has_tables_without_fault() -> None:
    assert told(violations, build(), Plan.empty()) == []
    frames: dict[str, Any] = {table.name: pd.DataFrame() for table in PLAN_TABLES}
    assert told(violations, build(), Plan(**frames)) == []
