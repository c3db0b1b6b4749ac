"""What Parquet files and workbooks may hold that CSV cannot."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.faults import DatasetError
from models.files import read_problem, write_dataset
from models.problem import Problem
from tests.builders import settings, tables


def with_demand(folder: Path, **columns: pa.Array) -> Problem:
    """A dataset whose demand has one row of the given arrays."""
    write_dataset(settings(), tables(), folder, "parquet")
    sound = {
        "item_id": pa.array(["A"]),
        "zone_id": pa.array(["N"]),
        "date": pa.array([dt.date(2024, 1, 8)]),
        "units": pa.array([5.0]),
    }
    given = sound | columns
    pq.write_table(pa.table(list(given.values()), names=list(given)), folder / "demand.parquet")
    return read_problem(folder)


def refusal(folder: Path, **columns: pa.Array) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        with_demand(folder, **columns)
    return list(map(str, caught.value.faults))


@pytest.mark.parametrize(
    "date",
    [
        pa.array([dt.date(2024, 1, 8)]),
        pa.array([dt.date(2024, 1, 8)]).cast(pa.date64()),
        pa.array(["2024-01-08"]),
        pa.array(["2024-01-08"]).dictionary_encode(),
        *(pa.array([dt.datetime(2024, 1, 8)], pa.timestamp(unit)) for unit in ("s", "ms", "us", "ns")),  # noqa: DTZ001
        pa.array([dt.datetime(2024, 1, 7, 23, tzinfo=dt.UTC)], pa.timestamp("us", "Europe/Berlin")),  # midnight there
    ],
    ids=lambda array: str(array.type),
)
def test_days_of_any_type(tmp_path: Path, date: pa.Array) -> None:
    assert with_demand(tmp_path, date=date).demand["date"].tolist() == [pd.Timestamp("2024-01-08")]


@pytest.mark.parametrize(
    "units",
    [
        pa.array([5], pa.int8()),
        pa.array([5], pa.uint64()),
        pa.array([5.0], pa.float32()),
        pa.array([Decimal("5.00")]),
        pa.array(["5"]),
        pa.array([5.0]).dictionary_encode(),
    ],
    ids=lambda array: str(array.type),
)
def test_numbers_of_any_type(tmp_path: Path, units: pa.Array) -> None:
    assert with_demand(tmp_path, units=units).demand["units"].tolist() == [5.0]


@pytest.mark.parametrize(
    ("column", "array", "value"),
    [
        ("date", pa.array([dt.datetime(2024, 1, 8, 12)]), "2024-01-08 12:00:00"),  # noqa: DTZ001
        ("date", pa.array([45292]), "45292"),
        (
            "date",
            pa.array([2**62], pa.timestamp("ms")),
            "a timestamp[ms] beyond the calendar",
        ),  # a day beyond the calendar
        ("date", pa.array([-(10**6)], pa.date32()), "a date32[day] beyond the calendar"),
        ("units", pa.array([float("nan")]), "nan"),
        ("units", pa.array([float("inf")]), "inf"),
        ("units", pa.array([True]), "true"),
        ("units", pa.array([dt.date(2024, 1, 8)]), "2024-01-08"),
        ("item_id", pa.array([None], pa.string()), ""),
        ("item_id", pa.array([["A"]]), "a column of type list<element: string>"),
        ("units", pa.array([{"a": 1}]), "a column of type struct<a: int64>"),
        ("item_id", pa.array([b"\xff"]), "\\xff"),
    ],
)
def test_cells_that_hold_no_such_value(tmp_path: Path, column: str, array: pa.Array, value: str) -> None:
    (told,) = refusal(tmp_path, **{column: array})
    assert told.startswith("demand")
    assert f", {column}: found " in told
    assert value in told


def test_an_id_may_be_a_number_or_bytes_of_text(tmp_path: Path) -> None:
    frames = tables(items=["7"], offers=[{"item_id": "7"}])
    write_dataset(settings(), frames, tmp_path, "parquet")
    for number, item in enumerate(
        [pa.array([7]), pa.array([7.0]), pa.array([b"7"]), pa.array(["7"]).dictionary_encode()]
    ):
        demand = pa.table({"item_id": item, "zone_id": ["N"], "date": ["2024-01-01"], "units": [number]})
        pq.write_table(demand, tmp_path / "demand.parquet")
        assert read_problem(tmp_path).demand["item_id"].tolist() == ["7"]


def test_words_of_a_dictionary_that_no_row_uses_are_no_fault(tmp_path: Path) -> None:
    category = pd.Categorical(["A"], categories=["A", " ", "Z"])
    plain, listed = (
        with_demand(tmp_path / name, item_id=array)
        for name, array in [("p", pa.array(["A"])), ("d", pa.array(category))]
    )
    assert plain.sha256 == listed.sha256


def test_an_index_that_pandas_wrote_along_is_no_column(tmp_path: Path) -> None:
    write_dataset(settings(), tables(), tmp_path, "parquet")
    pd.DataFrame({"node_id": ["M", "N"]}, index=[5, 7]).iloc[1:].to_parquet(tmp_path / "nodes.parquet")
    assert read_problem(tmp_path).nodes["node_id"].tolist() == ["N"]


def test_parquet_columns_that_are_unknown_or_stand_twice(tmp_path: Path) -> None:
    assert refusal(tmp_path, unit=pa.array([1]))[0].endswith("expected a known column of demand: did you mean units?")
    twice = pa.table([["N"], ["N"]], names=["node_id", "node_id"])
    write_dataset(settings(), tables(), tmp_path / "twice", "parquet")
    pq.write_table(twice, tmp_path / "twice" / "nodes.parquet")
    with pytest.raises(DatasetError, match="each column once"):
        read_problem(tmp_path / "twice")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"node_id\nN\n"])
def test_a_broken_parquet_file(tmp_path: Path, content: bytes) -> None:
    write_dataset(settings(), tables(), tmp_path, "parquet")
    (tmp_path / "nodes.parquet").write_bytes(content)
    with pytest.raises(DatasetError, match=r"^nodes: found '.*nodes\.parquet"):
        read_problem(tmp_path)


def workbook(path: Path, **cells: Any) -> Path:
    """A sound workbook, some cells replaced: `demand_D2=5` is cell D2 of sheet demand."""
    write_dataset(settings(), tables(demand=[1]), path, "xlsx")
    book = openpyxl.load_workbook(path)
    for label, value in cells.items():
        sheet, _, cell = label.rpartition("_")
        book[sheet][cell] = value
    book.save(path)
    return path


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", demand_C2=dt.datetime(2024, 1, 15), demand_D2="2.5", plan_A2="start")  # noqa: DTZ001
    demand = read_problem(path).demand
    assert demand["date"].tolist() == [pd.Timestamp("2024-01-15")]
    assert demand["units"].tolist() == [2.5]


def test_a_number_typed_as_id_is_its_text(tmp_path: Path) -> None:
    cells = {"items_A2": 123, "offers_A2": 123.0, "demand_A2": "123"}
    assert read_problem(workbook(tmp_path / "a.xlsx", **cells)).items["item_id"].tolist() == ["123"]


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("demand_C2", dt.datetime(2024, 1, 15, 6), "demand row 2, date: found '2024-01-15 06:00:00'"),  # noqa: DTZ001
        ("demand_C2", 45292, "demand row 2, date: found '45292'"),
        ("demand_D2", "#N/A", "demand row 2, units: found '#N/A'"),
        ("demand_D2", True, "demand row 2, units: found 'true'"),
        (
            "demand_D1",
            "unit",
            "demand row 1, unit: found 'unit', expected a known column of demand: did you mean units?",
        ),
        ("demand_G1", "units", "demand row 1, units: found 'units in 2 columns'"),
        ("demand_G2", "x", "demand row 1: found nothing, expected a name for the column"),
        ("demand_A4", "A", "demand row 4, zone_id: found nothing"),
        ("plan_A1", "keys", "plan row 1: found 'keys, value', expected the columns key and value"),
        (
            "plan_A3",
            "periodes",
            "plan row 3, periodes: found 'periodes', expected a known setting: did you mean periods?",
        ),
        ("plan_B3", 0, "plan row 3, periods: found '0', expected a whole number from 1 to 104"),
        ("plan_A9", "periods", "plan row 9, periods: found 'periods', expected each setting once; row 3 has it too"),
    ],
)
def test_faults_name_the_row_of_the_sheet(tmp_path: Path, cell: str, value: Any, told: str) -> None:
    with pytest.raises(DatasetError) as caught:
        read_problem(workbook(tmp_path / "a.xlsx", **{cell: value}))
    assert str(caught.value).splitlines()[0].startswith(told)


def test_sheets_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_dataset(settings(), tables(demand=[1]), path, "xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Sheet1")  # empty: what a spreadsheet makes by itself
    book.save(path)
    read_problem(path)
    book["nodes"].title = "notes"
    book.create_sheet("stock")
    del book["plan"]
    book.save(path)
    with pytest.raises(DatasetError) as caught:
        read_problem(path)
    assert [str(fault).partition(", expected ")[::2] for fault in caught.value.faults] == [
        ("plan: found nothing", "a sheet plan with the columns key and value: start and periods"),
        ("stock: found nothing", "a header in row 1 of the sheet"),
        ("notes: found 'notes'", "a known table: did you mean nodes?"),
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"item_id\n", b"PK\x05\x06" + b"\0" * 18])
def test_a_broken_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(DatasetError, match=r"^dataset: found 'a\.xlsx \(.*\)', expected an XLSX workbook"):
        read_problem(tmp_path / "a.xlsx")


def test_a_workbook_of_no_byte_says_so(tmp_path: Path) -> None:
    # It was told of as "File is not a zip file", which no planner has heard of.
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"^dataset: found 'no byte in a\.xlsx \(it ends at byte 0\)', expected an"):
        read_problem(tmp_path / "a.xlsx")


def test_tables_are_all_csv_or_all_parquet(tmp_path: Path) -> None:
    write_dataset(settings(), tables(), tmp_path, "parquet")
    read_problem(tmp_path)
    (tmp_path / "items.parquet").unlink()
    (tmp_path / "items.csv").write_text("item_id,unit_cost,shortage_cost\nA,1,9\n", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_problem(tmp_path)
    (fault,) = caught.value.faults
    assert (fault.table, fault.value) == ("dataset", "items.csv beside demand.parquet, lanes.parquet and 3 more")
    assert fault.expected == "tables in CSV files alone or in Parquet files alone"
