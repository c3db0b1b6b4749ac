import datetime as dt
from typing import Any

import pytest

from models.columns import NUMBER_KINDS, Column, Kind
from models.settings import Settings
from models.tables import SETTINGS
from tests.builders import build
from tests.models.refusals import faults_of, only_fault


@pytest.mark.parametrize("column", SETTINGS, ids=lambda column: column.name)
def test_every_setting_refuses_what_is_not_declared(column: Column) -> None:
    wrong: list[Any] = [""] if column.required else []
    if column.kind in NUMBER_KINDS:
        wrong += ["many", "nan", ".inf", "1e999", True, column.low - 1, column.high * 2]  # type: ignore[operator]
    if column.kind is Kind.WHOLE:
        wrong += [2.5]
    if column.kind is Kind.CHOICE:
        wrong += ["Week", "other"]
    if column.kind is Kind.DAY:
        wrong += ["2024-02-30", "1899-12-31", "2200-01-01", 20240101]
    if column.name == "currency":
        wrong += ["usd", "EURO", "€", "1234"]
    for value in wrong:
        fault = only_fault(**{column.name: value})
        assert (fault.table, fault.row, fault.column) == ("plan", None, column.name), value


def test_defaults_and_what_follows_from_them() -> None:
    problem = build(periods=13.0, start="2024-01-01", terminal_value=None)
    expected = Settings(dt.date(2024, 1, 1), 13, carrying_rate=0.0)
    assert problem.settings == expected
    assert (expected.bucket_days, expected.periods_per_year) == (7, 365 / 7)
    assert (expected.last_start, expected.end) == (dt.date(2024, 3, 25), dt.date(2024, 4, 1))
    assert Settings(dt.date(2024, 1, 1), 13, bucket="day").end == dt.date(2024, 1, 14)


def test_periods_lie_between_1_and_104() -> None:
    assert build(periods=1).settings.periods == 1
    assert build(periods=104).settings.periods == 104
    assert only_fault(periods=105).value == "105"


def test_an_unknown_setting_names_the_nearest_known_one() -> None:
    fault = only_fault(frozenperiods=1)
    assert (
        str(fault)
        == "plan, frozenperiods: found 'frozenperiods', expected a known setting: did you mean frozen_periods?"
    )


def test_a_misspelt_required_setting_is_one_fault() -> None:
    (fault,) = faults_of(start=None, strat="2024-01-01")[:1]
    assert "did you mean start?" in fault.expected


def test_salvage_value_is_at_most_terminal_value() -> None:
    assert only_fault(salvage_value=0.5, terminal_value=0.4).expected == "at most terminal_value, which is 0.4"
    assert build(salvage_value=0.4, terminal_value=0.4).settings.salvage_value == 0.4


def test_a_wrong_setting_hides_no_other_fault() -> None:
    # What salvage may be was only looked at where every setting was right, so its faults came one run later.
    told = faults_of(
        salvage_value=0.9, terminal_value=0.8, frozen=1, items=[{"unit_cost": 9}], offers=[{"unit_price": 1}]
    )
    assert [fault.column for fault in told] == ["frozen", "salvage_value", "unit_cost"]
    assert only_fault(salvage_value=2, items=[{"unit_cost": 9}], offers=[{"unit_price": 1}]).column == "salvage_value"
    assert only_fault(salvage_value=0.9, terminal_value="much").column == "terminal_value"
