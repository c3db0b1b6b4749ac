"""Curves over parameters and spreads over draws, from rows by hand."""

from pathlib import Path
from typing import Any

import pytest

from scenarios.report.sweeps import curves_of, spreads_of
from tests.scenarios.files import scenarios_of

TWO = """
scenarios:
  - name: money
    sweep: {who: [S, U], share: [1.0, 0.5]}
    edits: [{scale: budgets.amount, by: "${share}", where: {supplier: "${who}"}}]
"""
DRAWN = "scenarios: [{name: errors, draws: {count: 2, demand: {sd: 0.1}}}]"


def row(cost: float | None, served: float | None = 1.0, budget: float | None = None) -> dict[str, Any]:
    return {"cost": cost, "fill_rate": served, "budget": budget}


def test_the_last_parameter_of_numbers_is_the_one_a_curve_is_over(tmp_path: Path) -> None:
    scenarios = scenarios_of(tmp_path, TWO)
    rows = {each.name: row(10.0 * place, budget=100.0) for place, each in enumerate(scenarios, start=1)}
    (curve,) = curves_of(scenarios, rows)
    assert (curve.entry, curve.parameter, curve.of_budgets) == ("money", "share", False)
    wide = curve.wide("cost")
    assert wide.index.tolist() == [0.5, 1.0]  # rising, whatever the file's order
    assert {str(line): wide[line].tolist() for line in wide.columns} == {"who S": [20, 10], "who U": [40, 30]}


@pytest.mark.parametrize(("budgets", "own"), [((50.0, 100.0), True), ((100.0, 100.0), False), ((None, 100.0), False)])
def test_a_curve_is_over_budgets_where_every_value_has_its_own(tmp_path: Path, budgets: Any, own: bool) -> None:
    scenarios = scenarios_of(tmp_path, TWO.replace("who: [S, U]", "who: [S]"))
    rows = {each.name: row(1.0, budget=budget) for each, budget in zip(scenarios, budgets, strict=True)}
    (curve,) = curves_of(scenarios, rows)
    assert curve.of_budgets is own


def test_what_has_no_plan_leaves_a_gap_and_words_make_no_curve(tmp_path: Path) -> None:
    scenarios = scenarios_of(tmp_path, TWO.replace("who: [S, U]", "who: [S]"))
    (curve,) = curves_of(scenarios, {scenarios[0].name: row(None, None), scenarios[1].name: row(5.0)})
    assert curve.points["cost"].isna().tolist() == [True, False]
    words = scenarios_of(tmp_path, TWO.replace("share: [1.0, 0.5]", "share: [1.0]"))
    assert curves_of(words, {each.name: row(1.0) for each in words}) == []


def test_draws_are_told_by_mean_least_and_most(tmp_path: Path) -> None:
    scenarios = scenarios_of(tmp_path, DRAWN)
    (found,) = spreads_of(scenarios, {"errors--draw-1": row(10.0, 0.5), "errors--draw-2": row(30.0, 1.0)}).to_dict(
        "records"
    )
    assert found == {
        "entry": "errors", "draws": 2, "cost_mean": 20, "cost_min": 10, "cost_max": 30,
        "served_mean": 0.75, "served_min": 0.5, "served_max": 1.0,
    }  # fmt: skip
    assert spreads_of(scenarios_of(tmp_path, TWO), {}).empty
