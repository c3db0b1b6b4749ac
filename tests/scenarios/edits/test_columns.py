from pathlib import Path

import numpy as np
import pytest

from models.faults import ScenarioError
from scenarios.edits.state import DERIVED, State
from tests.builders import build
from tests.scenarios.files import done, refused, table

PROBLEM = build(
    items=[
        {"item_id": "A", "category": "toys", "unit_cost": 10.0, "shortage_cost": 12.0},
        {"item_id": "B", "category": "books", "unit_cost": 4.0},
    ],
    suppliers=["S", "U"],
    lanes=[{"lead_time_days": 7}, {"supplier_id": "U", "lead_time_days": 1, "container_m3": 2, "container_cost": 50}],
    demand={"A": [4, 6, 8], "B": [1, 1, 1]},
    offers=[{"moq_units": 5, "unit_price": 2}, {"item_id": "B", "supplier_id": "U", "unit_price": 3}],
    budgets=[{"amount": 100}],
    carrying_rate=0.365,
)


def units(path: Path, text: str) -> list[float]:
    frame = table(path, PROBLEM, text, "demand").sort_values(["item_id", "date"])
    return [float(value) for value in frame["units"]]


def test_a_category_is_scaled_and_the_rest_is_not(tmp_path: Path) -> None:
    # 4, 6, 8 times 1.5; B is of another category
    text = "- {scale: demand.units, by: 1.5, where: {category: toys}}"
    assert units(tmp_path, text) == [6, 9, 12, 1, 1, 1]


def test_filters_meet_and_a_list_takes_either(tmp_path: Path) -> None:
    text = "- {add: demand.units, by: 2, where: {item: [A, B], dates: {from: 2024-01-15}}}"
    assert units(tmp_path, text) == [4, 6, 10, 1, 1, 3]


def test_edits_act_in_their_order(tmp_path: Path) -> None:
    one = "- {scale: demand.units, by: 2}\n- {add: demand.units, by: 1, where: {item: B}}"
    other = "- {add: demand.units, by: 1, where: {item: B}}\n- {scale: demand.units, by: 2}"
    assert units(tmp_path, one)[3] == 3  # 1 x 2 + 1
    assert units(tmp_path, other)[3] == 4  # (1 + 1) x 2


@pytest.mark.parametrize(("how", "moq"), [("nearest", 3), ("up", 3), ("down", 2)])
def test_whole_numbers_stay_whole(tmp_path: Path, how: str, moq: int) -> None:
    # half of 5 is 2.5
    text = f"- {{scale: offers.moq_units, by: 0.5, round: {how}, where: {{supplier: S}}}}"
    assert table(tmp_path, PROBLEM, text, "offers")["moq_units"].tolist() == [moq, 0]


def test_a_cap_is_a_limit_where_there_was_none(tmp_path: Path) -> None:
    text = "- {cap: nodes.storage_m3, at_most: 9}\n- {cap: demand.units, at_most: 6, at_least: 2}"
    assert table(tmp_path, PROBLEM, text, "nodes")["storage_m3"].tolist() == [9]
    assert units(tmp_path, text) == [4, 6, 6, 2, 2, 2]


def test_lead_times_and_days_are_shifted_and_meeting_demand_is_summed(tmp_path: Path) -> None:
    text = "- {shift: lanes.lead_time_days, days: 14, where: {supplier: S}}"
    assert table(tmp_path, PROBLEM, text, "lanes")["lead_time_days"].tolist() == [21, 1]
    moved = "- {shift: demand.date, days: 7, where: {item: A, dates: {to: 2024-01-07}}}"
    assert units(tmp_path, moved) == [10, 8, 1, 1, 1]  # 4 of the first week meet 6 of the second


def test_a_value_is_set_and_taken_away(tmp_path: Path) -> None:
    text = "- {set: lanes.container_m3, to: , where: {supplier: U}}\n- {set: lanes.container_cost, to: 0}"
    assert table(tmp_path, PROBLEM, text, "lanes")["container_m3"].isna().all()
    text = "- {set: offers.available_from, to: 2024-01-08}"
    assert str(table(tmp_path, PROBLEM, text, "offers")["available_from"][0].date()) == "2024-01-08"


def test_costs_that_follow_go_on_following(tmp_path: Path) -> None:
    # 10 x 0.365 x 7 / 365 = 0.07 a week; twice the rate, twice the cost; one given by hand stays
    rate = "- settings: {carrying_rate: 0.73}"
    assert table(tmp_path, PROBLEM, rate, "items")["carrying_cost"].tolist() == pytest.approx([0.14, 0.056])
    first = "- {scale: items.carrying_cost, by: 3, where: {item: A}}\n" + rate
    assert table(tmp_path, PROBLEM, first, "items")["carrying_cost"].tolist() == pytest.approx([0.21, 0.056])


def test_no_edit_leaves_the_same_dataset(tmp_path: Path) -> None:
    assert done(tmp_path, PROBLEM, "- {scale: demand.units, by: 1}").problem.sha256 == PROBLEM.sha256


def test_derived_columns_are_those_of_the_dataset() -> None:
    state = State.of(PROBLEM, Path())
    for name, column in DERIVED:
        filled = state.column(name, column)
        assert np.array_equal(filled.to_numpy(), PROBLEM.tables()[name][column].to_numpy()), column


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "- {scale: demand.units, by: 2, where: {item: Z}}",
            "line 4, where.item: found 'Z', expected a value that item has",
        ),
        ("- {scale: demand.units, by: 2, where: {category: toyz}}", "did you mean toys?"),
        ("- {scale: demand.units, by: 2, where: {item: B, category: toys}}", "a filter that matches no row"),
        ("- {scale: demand.units, by: 2, where: {supplier: S}}", "a filter that demand has"),
        ("- {scale: demand.units, by: 2, where: {colour: red}}", "a known filter or column"),
        ("- {scale: lanes.cost_per_unit, by: 2, where: {dates: {from: 2024-01-01}}}", "lanes has no such days"),
        ("- {scale: demand.unit, by: 2}", "did you mean units?"),
        ("- {scale: demnd.units, by: 2}", "did you mean demand?"),
        ("- {scale: demand.date, by: 2}", "a column of numbers"),
        ("- {scale: nodes.storage_m3, by: 2}", "a figure in one of the rows"),
        ("- {cap: demand.units}", "at_most, at_least or both"),
        (
            "- {cap: demand.units, at_most: 1, at_least: 2}",
            "found '2', expected no more than at_most, 1",
        ),
        (
            "- {scale: demand.units, by: 2, where: {dates: {from: 2024-01-08, to: 2024-01-07}}}",
            "a day from 2024-01-08 on",
        ),
        ("- {shift: demand.units, days: 2}", "a column of days"),
        ("- {set: lanes.lead_time_days, to: soon}", "found 'soon', expected a whole number"),
        ("- settings: {periods: 0}", "settings.periods: found '0'"),
        ("- {scale: budgets.amount, by: 2}\n- {add: demand.units, by: -5}", "line 5, add: found '-1.0'"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=r"what-if\.yaml line") as error:
        done(tmp_path, PROBLEM, text)
    assert told in str(error.value)


def test_a_fault_of_the_dataset_is_told_at_the_edit_that_made_it(tmp_path: Path) -> None:
    # the second edit makes the maximum smaller than the minimum, the third has nothing to do with it
    text = """
    - {scale: demand.units, by: 2}
    - {set: offers.max_units, to: 3, where: {supplier: S}}
    - {scale: demand.units, by: 2}
    """
    assert refused(tmp_path, PROBLEM, text).startswith("what-if.yaml line 5, set: ")
