from pathlib import Path

import numpy as np
import pytest

from scenarios.edits.state import State
from tests.builders import build
from tests.scenarios.files import faults_of, scenarios_of

SWEEP = """
scenarios:
  - name: surge
    sweep:
      growth: [1.1, 1.2]
      days: {from: 0, to: 14, step: 7}
    edits:
      - {scale: demand.units, by: "${growth}"}
      - {shift: lanes.lead_time_days, days: "${days}"}
    expect: {cost_at_most: "${days}"}
"""
DRAWS = """
scenarios:
  - name: errors
    draws:
      count: 12
      seed: 3
      demand: {sd: 0.5, by: BY}
      lead_time: {sd_days: 2}
"""


def test_a_sweep_is_the_cross_product_the_last_parameter_first(tmp_path: Path) -> None:
    found = scenarios_of(tmp_path, SWEEP)
    assert [each.name for each in found[:4]] == [
        "surge--growth=1.1--days=0",
        "surge--growth=1.1--days=7",
        "surge--growth=1.1--days=14",
        "surge--growth=1.2--days=0",
    ]
    assert len(found) == 6
    assert found[1].edits[0].record["by"] == pytest.approx(1.1)
    assert found[1].edits[1].record["days"] == 7
    assert found[1].expect is not None
    assert found[1].expect["cost_at_most"] == 7


def test_values_are_taken_as_they_are_written(tmp_path: Path) -> None:
    # an id 013 is not the number 11 that YAML reads
    text = "scenarios: [{name: a, sweep: {who: [013]}, edits: [{block: suppliers, where: {supplier: '${who}'}}]}]"
    (one,) = scenarios_of(tmp_path, text)
    assert one.name == "a--who=013"
    assert one.edits[0].record["where"]["supplier"] == ("013",)


def test_a_parameter_may_be_a_list_and_a_sweep_covers_it(tmp_path: Path) -> None:
    text = """
    parameters: {modes: [sea, air], by: 3}
    scenarios:
      - {name: a, edits: [{scale: lanes.shipment_cost, by: "${by}", where: {mode: "${modes}"}}]}
      - {name: b, sweep: {by: [4]}, edits: [{scale: lanes.shipment_cost, by: "${by}"}]}
    """
    first, second = scenarios_of(tmp_path, text)
    assert first.edits[0].record["where"]["mode"] == ("sea", "air")
    assert (first.edits[0].record["by"], second.edits[0].record["by"]) == (3, 4)
    within = text.replace('"${modes}"', '"by ${modes}"')
    assert "modes to be a single value" in faults_of(tmp_path, within)[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("sweep: {x: [1, 2]}", "line 2, scenarios[1].sweep.x: found 'x', expected a name that stands as ${...}"),
        ("draws: {count: 2}", "found 'neither demand nor lead_time'"),
        ("evaluate: re-plan, expect: {regret_at_most: 3}", "found 'evaluate: re-plan', expected `evaluate: both`"),
        ("evaluate: re-plan, expect: {of: base-plan}", "found 'base-plan', expected re-plan"),
    ],
)
def test_what_cannot_be_of_one_scenario_is_refused(tmp_path: Path, words: str, told: str) -> None:
    (fault,) = faults_of(tmp_path, f"scenarios:\n  - {{name: a, {words}}}\n")
    assert told in fault


def test_a_parameter_that_nothing_names_is_a_slip(tmp_path: Path) -> None:
    assert "line 1, parameters.x" in faults_of(tmp_path, "parameters: {x: 1}\nscenarios: [{name: a}]")[0]


def test_names_fit_a_folder(tmp_path: Path) -> None:
    text = "scenarios: [{name: a, sweep: {x: [LONG]}, edits: [{scale: demand.units, by: 1, where: {item: '${x}'}}]}]"
    assert len(scenarios_of(tmp_path, text.replace("LONG", "y" * 195))[0].name) == 200
    assert "a name of 201 characters" in faults_of(tmp_path, text.replace("LONG", "y" * 196))[0]


def drawn(path: Path, by: str, number: int) -> State:
    scenarios = scenarios_of(path, DRAWS.replace("BY", by))
    state = State.of(
        build(items=["A", "B"], demand={"A": [8, 8, 8], "B": [8, 8, 8]}, lanes=[{"lead_time_days": 7}]), path
    )
    draw = scenarios[number - 1].draw
    assert draw is not None
    draw.apply(state)
    return state


def test_draws_are_numbered_repeat_and_differ(tmp_path: Path) -> None:
    assert scenarios_of(tmp_path, DRAWS.replace("BY", "item"))[0].name == "errors--draw-01"
    one, again, other = (drawn(tmp_path, "row", number).frames["demand"]["units"] for number in (1, 1, 2))
    assert one.tolist() == again.tolist() != other.tolist()


@pytest.mark.parametrize(("by", "different"), [("all", 1), ("item", 2), ("row", 6)])
def test_a_factor_is_of_all_of_each_item_or_of_each_row(tmp_path: Path, by: str, different: int) -> None:
    units = drawn(tmp_path, by, 1).frames["demand"]["units"].round(9)
    assert units.nunique() == different
    assert (units >= 0).all()


def test_lead_times_stay_whole_and_not_below_nothing(tmp_path: Path) -> None:
    days = np.array([float(drawn(tmp_path, "item", n).frames["lanes"]["lead_time_days"].iloc[0]) for n in range(1, 13)])
    assert (days == np.round(days)).all()
    assert (days >= 0).all()
    assert len(set(days)) > 1
