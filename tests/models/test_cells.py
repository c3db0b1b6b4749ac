"""Cells by kind. Each list of what is refused stands beside the nearest that is accepted."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.checks.raw import from_frame
from models.checks.report import Report
from models.checks.table import check_table
from models.columns import NUMBER_KINDS, TEXT_KINDS, Column, Kind
from models.problem import Problem
from models.tables import DATASET_TABLES
from models.tables import table as declaration
from tests.builders import PRESET, build, settings, tables
from tests.models.refusals import faults_of, only_fault

COLUMNS = [(table.name, column) for table in DATASET_TABLES for column in table.columns]
FILLED: dict[str, dict[str, Any]] = {
    "price_breaks": {"min_units": 5, "unit_price": 1.0},
    "transfers": {"from_node": "N", "to_node": "M"},
    "fulfilment": {"zone_id": "N", "node_id": "N"},
    "channels": {"channel": "web"},
    "kits": {"kit_id": "K", "component_id": "A"},
    "substitutes": {"item_id": "A", "substitute_id": "K"},
    "demand": {"units": 1},
    "stock": {"on_hand": 1},
    "inbound": {"units": 1},
    "safety_stock": {"units": 1},
    "budgets": {"amount": 1},
}


WRONG: dict[Kind, list[Any]] = {
    Kind.ID: ["x" * 65, " \t "],
    Kind.CHOICE: ["Other", "ALL"],
    Kind.DAY: [
        "2024-02-30",
        "20240101",
        "2024-1-1",
        "2024-W01-1",
        "01.02.2024",
        "2024-01-01T08:00",
        45292,
        "0000-01-01",
    ],
    Kind.YES_NO: ["maybe", 2],
    Kind.WHOLE: [1.5, "2.5"],
}
NO_NUMBERS = ["many", "1,000", "NaN", "nan", "inf", "-Infinity", "1e999", "0x10", "1_0", "\u0661", "1 2", "--1", True]


def one_row(table: str, **cells: Any) -> dict[str, pd.DataFrame]:
    """A sound dataset in which the table has one row more than others need, with some of its cells replaced."""
    frames = tables(items=["A", "K"], nodes=["N", "M"], offers=[{}], lanes=[{}])
    ids = {"items": {"item_id": "A"}, "suppliers": {"supplier_id": "S"}, "nodes": {"node_id": "N"}}
    frame = pd.DataFrame([PRESET[table] | FILLED.get(table, {}) | ids.get(table, {}) | cells])
    if table in ("items", "nodes"):
        frame = pd.concat([frame, frames[table].iloc[1:]], ignore_index=True)
    return frames | {table: frame}


def bad_rows(table: str, column: str, values: list[Any]) -> list[int]:
    """The rows whose cell in the column has a fault, in a table with a row for each value."""
    raw = from_frame(table, pd.DataFrame({column: pd.Series(values, dtype=object)}))
    report = Report([])
    check_table(declaration(table), raw, report)
    return [fault.row or 0 for fault in report.faults() if fault.column == column and fault.row != 1]


@pytest.mark.parametrize("table", [each.name for each in DATASET_TABLES])
def test_a_sound_row_is_accepted(table: str) -> None:
    assert len(Problem.from_tables(settings(), one_row(table)).tables()[table]) >= 1


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
def test_every_column_refuses_what_is_not_declared(table: str, column: Column) -> None:
    wrong = list(WRONG.get(column.kind, []))
    right: list[Any] = {
        Kind.ID: ["x" * 64],
        Kind.DAY: ["2024-02-29"],
        Kind.YES_NO: ["yes"],
        Kind.TEXT: [" ", "=1"],
    }.get(column.kind, list(column.choices))
    if column.required:
        wrong += [None, ""]
    else:
        right += [None, ""]
    if column.kind in NUMBER_KINDS:
        assert column.low is not None
        assert column.high is not None
        wrong += [*NO_NUMBERS, column.high + 1, column.low - 1]
        (wrong if column.above_low else right).append(column.low)
        right.append(column.high)
    assert bad_rows(table, column.name, [*wrong, *right]) == list(range(2, len(wrong) + 2))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0.1", 0.1),
        (" 2.5 ", 2.5),
        ("+3", 3.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1000000000000", 1e12),
        ("0.30000000000000004", 0.30000000000000004),
        ("123456.78901234567890123", 123456.78901234567890123),
        (np.float32(0.5), 0.5),
        (7, 7.0),
        ("-0", 0.0),
    ],
)
def test_numbers_are_read_with_every_digit(value: Any, number: float) -> None:
    problem = build(items=[{"unit_cost": value}])
    assert problem.items["unit_cost"][0] == number
    assert not np.signbit(problem.items["unit_cost"][0])


def test_whole_columns_take_a_whole_float() -> None:
    assert build(offers=[{"case_pack": "12.0", "max_units": 24.0}]).offers["case_pack"][0] == 12
    fault = only_fault(offers=[{"case_pack": 12.5}])
    assert str(fault) == "offers row 2, case_pack: found '12.5', expected a whole number from 1 to 1,000,000,000"


@pytest.mark.parametrize(
    "name", ["007", "1e5", "NA", "null", "nan", " A ", "Ä 素", "=1+1", "-5", "@x", "TRUE", "x" * 64]
)
def test_ids_stay_as_they_are(name: str) -> None:
    problem = build(items=[name], offers=[{"item_id": name}], demand={name: [5]})
    assert problem.items["item_id"].tolist() == [name]
    assert problem.demand["item_id"].tolist() == [name]


@pytest.mark.parametrize(("value", "name"), [(123, "123"), (123.0, "123"), (np.int64(5), "5"), (1.5, "1.5")])
def test_numbers_as_ids_are_the_texts_one_would_type(value: Any, name: str) -> None:
    frames = tables() | {
        "nodes": pd.DataFrame({"node_id": [value]}),
        "lanes": pd.DataFrame([PRESET["lanes"] | {"node_id": value}]),
    }
    assert Problem.from_tables(settings(), frames).nodes["node_id"].tolist() == [name]


@pytest.mark.parametrize(
    "value",
    ["2024-01-08", " 2024-01-08 ", dt.date(2024, 1, 8), dt.datetime(2024, 1, 8), pd.Timestamp("2024-01-08")],  # noqa: DTZ001
)
def test_days_in_all_their_guises(value: Any) -> None:
    assert build(demand=[{"date": value, "units": 1}]).demand["date"][0] == pd.Timestamp("2024-01-08")


@pytest.mark.parametrize(("value", "truth"), [("true", True), ("FALSE", False), (1, True), ("no", False), ("", False)])
def test_truth_in_all_its_guises(value: Any, truth: bool) -> None:
    assert bool(build(items=[{"lot_tracked": value}]).items["lot_tracked"][0]) is truth


def test_types_of_the_frames() -> None:
    problem = build(demand=[1])
    for declared in DATASET_TABLES:
        frame = problem.tables()[declared.name]
        assert tuple(frame.columns) == declared.names
        assert isinstance(frame.index, pd.RangeIndex)
        for column in declared.columns:
            found = str(frame[column.name].dtype)
            whole = column.kind is Kind.WHOLE and not column.may_be_empty
            expected = (
                "int64" if whole else {Kind.DAY: "datetime64[s]", Kind.YES_NO: "bool"}.get(column.kind, "float64")
            )
            assert found == ("str" if column.kind in TEXT_KINDS else expected), f"{declared.name}.{column.name}"


def test_defaults_are_filled_in() -> None:
    problem = build(items=[{"unit_cost": 73.0, "shortage_cost": 12.0}], carrying_rate=0.25, periods=4, demand=[1])
    item, supplier, offer = problem.items.iloc[0], problem.suppliers.iloc[0], problem.offers.iloc[0]
    assert item["carrying_cost"] == pytest.approx(73 * 0.25 * 7 / 365)  # 365/7 weeks a year
    assert item["safety_cost"] == 12 / (2 * 4)
    assert item["shortage_mode"] == "lost"
    assert item["name"] == ""
    assert np.isnan(item["max_cover_periods"])
    assert supplier["first_order_date"] == pd.Timestamp("2024-01-01")
    assert (offer["case_pack"], offer["max_share"], offer["break_kind"]) == (1, 1.0, "all_units")
    assert pd.isna(offer["available_from"])
    assert problem.demand["channel"].tolist() == ["default"]
    assert problem.lanes["mode"].tolist() == ["standard"]
    by_day = build(items=[{"unit_cost": 73.0}], carrying_rate=0.25, bucket="day")
    assert by_day.items["carrying_cost"][0] == pytest.approx(73 * 0.25 / 365)


def test_empty_cells_of_some_rows_alone_take_the_default() -> None:
    problem = build(
        items=[
            {"item_id": "A", "carrying_cost": 0.0, "shortage_mode": "backorder"},
            {"item_id": "B", "unit_cost": 365.0},
        ],
        offers=[{}],
        carrying_rate=1.0,
    )
    assert problem.items["carrying_cost"].tolist() == pytest.approx([0.0, 7.0])
    assert problem.items["shortage_mode"].tolist() == ["backorder", "lost"]


def test_all_faults_come_together_in_order() -> None:
    faults = faults_of(
        periods=0,
        items=[{"item_id": "A", "unit_cost": -1}],
        offers=[{"case_pack": 0, "unit_price": "dear"}],
        demand=[{"units": None}],
    )
    places = [(fault.table, fault.row, fault.column) for fault in faults]
    assert places == [
        ("plan", None, "periods"),
        ("items", 2, "unit_cost"),
        ("offers", 2, "unit_price"),
        ("offers", 2, "case_pack"),
        ("demand", 2, "units"),
    ]
