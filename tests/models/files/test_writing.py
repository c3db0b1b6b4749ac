"""Writing: whole files or none, texts as texts, every digit."""

import csv
import datetime as dt
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from models.faults import CallError, PlanError
from models.files import FORMATS, Format, read_plan, read_problem, write_dataset, write_plan
from models.files import datasets as dataset_files
from models.plan import Plan
from models.tables import PLAN_TABLES
from tests.builders import build, settings, tables

DANGEROUS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0x", "http://x", "1e5", "007", "TRUE", '"', "a,b", "a\nb", " x "]
SUMMARY = {"status": "feasible", "objective": 12.5, "costs": {"purchase": 12.5}, "gap": None, "warnings": []}


def a_plan(orders: int = 1, **cells: Any) -> Plan:
    """A plan with some rows in orders and shipments."""
    order = {
        "order_id": "PO-1",
        "order_date": "2024-01-01",
        "supplier_id": "S",
        "item_id": "A",
        "node_id": "N",
        "mode": "standard",
        "cases": 2.0,
        "units": 24.0,
        "unit_price": 0.1 + 0.2,
        "duty": -0.0,
        "value": 7.2,
        "arrival_date": "2024-01-08",
        "payment_date": "2024-01-31",
        "reason": "need",
    } | cells
    frame = pd.DataFrame([order] * orders).astype(
        {"order_date": "datetime64[s]", "arrival_date": "datetime64[s]", "payment_date": "datetime64[s]"}
    )
    shipment = Plan.empty().shipments.reindex([0]).assign(
        order_id="PO-1", supplier_id="S", node_id="N", mode="standard", order_date=pd.Timestamp("2024-01-01"),
        arrival_date=pd.Timestamp("2024-01-08"), units=24.0, m3=1 / 3, kg=0.0, freight=-5.0,
    )  # fmt: skip
    rest = {name: table for name, table in Plan.empty().tables().items() if name not in ("orders", "shipments")}
    return Plan(orders=frame, shipments=shipment, **rest, summary=SUMMARY, multipliers=None)


def where(parent: Path, kind: Format) -> Path:
    return parent / ("dataset.xlsx" if kind == "xlsx" else "dataset")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_ids_held_once_are_written_as_texts(tmp_path: Path, kind: Format) -> None:
    plan = a_plan()
    ids = ["supplier_id", "item_id", "mode"]
    other = replace(plan, orders=plan.orders.astype(dict.fromkeys(ids, "category")))
    write_plan(plan, tmp_path / "texts", kind)
    write_plan(other, tmp_path / "categories", kind)
    name = f"orders.{kind}"
    assert (tmp_path / "texts" / name).read_bytes() == (tmp_path / "categories" / name).read_bytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_plan_is_read_back_as_it_was(tmp_path: Path, kind: Format) -> None:
    plan = a_plan()
    write_plan(plan, tmp_path / "plan", kind)
    found = read_plan(tmp_path / "plan")
    for name, table in found.tables().items():
        expected = plan.tables()[name]
        for column in table.columns:
            assert table[column].tolist() == expected[column].tolist() or table[column].isna().all(), f"{name}.{column}"
        assert list(table.dtypes) == list(Plan.empty().tables()[name].dtypes)
    assert found.orders["unit_price"][0] == 0.30000000000000004
    assert np.isnan(found.shipments["fill"][0])
    assert found.summary == SUMMARY


@pytest.mark.parametrize("kind", FORMATS)
def test_ids_that_a_spreadsheet_would_run_are_read_back_as_they_were(tmp_path: Path, kind: Format) -> None:
    demand = {name: [1] for name in DANGEROUS}
    frames = tables(items=DANGEROUS, offers=[{"item_id": DANGEROUS[0]}], demand=demand)
    write_dataset(settings(), frames, where(tmp_path, kind), kind)
    assert read_problem(where(tmp_path, kind)).demand["item_id"].tolist() == DANGEROUS
    plan = a_plan(orders=len(DANGEROUS))
    write_plan(replace(plan, orders=plan.orders.assign(item_id=DANGEROUS)), tmp_path / "plan", kind)
    assert read_plan(tmp_path / "plan").orders["item_id"].tolist() == DANGEROUS


def test_in_csv_every_text_stands_in_quotes_and_no_number_does(tmp_path: Path) -> None:
    write_plan(a_plan(item_id="=1+1", duty=-2.5), tmp_path / "plan", "csv")
    header, line = (tmp_path / "plan" / "orders.csv").read_text().splitlines()
    assert header.startswith('"order_id","order_date",')
    assert line == (
        '"PO-1",2024-01-01,"S","=1+1","N","standard",2,24,0.30000000000000004,-2.5,7.2,2024-01-08,2024-01-31,"need"'
    )
    with (tmp_path / "plan" / "shipments.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["m3"], row["containers"], row["fill"], row["freight"]) == ("0.3333333333333333", "", "", "-5")


def test_in_a_workbook_texts_are_texts_and_days_are_days(tmp_path: Path) -> None:
    write_plan(a_plan(item_id="=1+1", node_id="http://x", supplier_id="1e5"), tmp_path / "plan", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan" / "plan.xlsx")
    assert book.sheetnames == [*(table.name for table in PLAN_TABLES), "summary"]
    sheet = book["orders"]
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("C2", "D2", "E2")] == [
        ("1e5", "s"),
        ("=1+1", "s"),
        ("http://x", "s"),
    ]
    assert sheet["E2"].hyperlink is None
    assert sheet["B2"].value == dt.datetime(2024, 1, 1)  # noqa: DTZ001 - as a sheet holds it
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    with zipfile.ZipFile(tmp_path / "plan" / "plan.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert dict(book["summary"].iter_rows(min_row=2, values_only=True))["costs.purchase"] == "12.5"


@pytest.mark.parametrize("kind", FORMATS)
def test_existing_output_is_refused_unless_forced(tmp_path: Path, kind: Format) -> None:
    target = tmp_path / "plan"
    target.mkdir()
    (target / "notes.txt").write_text("mine")
    write_plan(a_plan(), target, kind)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    with pytest.raises(CallError, match="already"):
        write_plan(a_plan(units=36.0), target, kind)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    write_plan(a_plan(units=36.0), target, "csv", force=True)
    assert read_plan(target).orders["units"].tolist() == [36.0]
    names = {path.name for path in target.iterdir()}
    assert names == {"notes.txt", "summary.json", *(f"{table.name}.csv" for table in PLAN_TABLES)}
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]  # nothing temporary is left


def test_datasets_and_plans_do_not_overwrite_each_other(tmp_path: Path) -> None:
    write_dataset(settings(), tables(), tmp_path / "d", "csv")
    with pytest.raises(CallError, match="holds a dataset"):
        write_plan(a_plan(), tmp_path / "d", "csv", force=True)
    write_plan(a_plan(), tmp_path / "p", "csv")
    with pytest.raises(CallError, match="holds a plan"):
        write_dataset(settings(), tables(), tmp_path / "p", "csv", force=True)
    with pytest.raises(CallError, match=r"holds items\.csv already"):
        write_dataset(settings(), tables(), tmp_path / "d", "parquet")
    write_dataset(settings(), tables(), tmp_path / "d", "parquet", force=True)
    assert not (tmp_path / "d" / "items.csv").exists()
    read_problem(tmp_path / "d")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_failure_leaves_nothing_half_written(tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(dataset_files.WRITERS, "csv", fail)
    monkeypatch.setitem(dataset_files.WRITERS, "parquet", fail)
    monkeypatch.setattr(dataset_files, "write_workbook", fail)
    monkeypatch.setattr("models.files.plans.write_workbook", fail)
    with pytest.raises(CallError, match="No space left on device"):
        write_dataset(settings(), tables(), where(tmp_path, kind), kind)
    with pytest.raises(CallError, match="No space left on device"):
        write_plan(a_plan(), tmp_path / "plan", kind)
    assert list(tmp_path.iterdir()) == []


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CallError, match="is no folder"):
        write_plan(a_plan(), tmp_path / "file", "csv", force=True)
    with pytest.raises(CallError, match="cannot write"):
        write_plan(a_plan(), tmp_path / "file" / "below", "csv")
    with pytest.raises(CallError, match=r"ends in \.xlsx"):
        write_dataset(settings(), tables(), tmp_path / "d", "xlsx")
    with pytest.raises(CallError, match="format 'ods' is unknown; csv, parquet, xlsx are known"):
        write_plan(a_plan(), tmp_path / "p", "ods")  # type: ignore[arg-type] # as the command line might
    with pytest.raises(CallError, match="no setting is called 'begin'"):
        write_dataset({"begin": 1}, tables(), tmp_path / "d", "csv")
    with pytest.raises(CallError, match="offers has no column 'price'"):
        write_dataset(settings(), tables(offers=[{"price": 1}]), tmp_path / "d", "csv")


def test_a_sheet_holds_only_so_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.files.workbook.MAX_ROWS", 7)  # the header and six more
    write_plan(a_plan(orders=6), tmp_path / "six", "xlsx")
    with pytest.raises(CallError, match="orders has 7 rows and a sheet holds 6: choose csv or parquet"):
        write_plan(a_plan(orders=7), tmp_path / "seven", "xlsx")


def test_without_a_plan_the_summary_stands_alone(tmp_path: Path) -> None:
    none = Plan(**Plan.empty().tables(), summary={"status": "infeasible", "objective": None}, multipliers=None)
    write_plan(none, tmp_path / "plan", "parquet")
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["summary.json"]
    found = read_plan(tmp_path / "plan")
    assert found.summary["status"] == "infeasible"
    assert found.orders.empty


def test_a_summary_holds_numbers_of_numpy_but_no_infinite_ones(tmp_path: Path) -> None:
    plan = Plan(**Plan.empty().tables(), summary={"objective": np.float64(1.5), "n": np.int64(2)}, multipliers=None)
    write_plan(plan, tmp_path / "plan", "csv")
    assert json.loads((tmp_path / "plan" / "summary.json").read_text()) == {"objective": 1.5, "n": 2}
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_plan(replace(Plan.empty(), summary={"gap": float("inf")}), tmp_path / "other", "csv")
    assert not (tmp_path / "other").exists()


@pytest.fixture
def plan_folder(tmp_path: Path) -> Path:
    write_plan(a_plan(), tmp_path / "plan", "csv")
    return tmp_path / "plan"


def test_a_hand_edited_plan(plan_folder: Path) -> None:
    orders = pd.read_csv(plan_folder / "orders.csv").drop(columns=["reason", "mode"]).assign(comment="mine", units=-3)
    orders[reversed(orders.columns)].to_csv(plan_folder / "orders.csv", index=False)
    for name in ("projection.csv", "summary.json", "shortage.csv"):
        (plan_folder / name).unlink()
    plan = read_plan(plan_folder)
    assert plan.orders["units"].tolist() == [-3.0]  # judging a plan is not reading it
    assert plan.orders["mode"].tolist() == ["standard"]
    assert plan.projection.empty


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("orders.csv", "order_id\nPO-1\n", "orders row 1, order_date: found nothing, expected a column order_date"),
        ("orders.csv", "", "orders: found 'no byte in orders.csv"),
        ("order.csv", "order_id\n", "order: found 'order', expected a known table"),
        ("orders.parquet", "", "orders: found 'orders.csv and orders.parquet', expected one file"),
        ("summary.json", "{", "summary.json: found"),
        ("summary.json", "[]", "summary.json: found 'list', expected a JSON object"),
        ("summary.json", '{"gap": NaN}', "summary.json: found 'NaN is no finite number'"),
        ("plan.xlsx", "", "plan: found 'no byte in plan.xlsx"),
        ("plan.yaml", "", "plan: found "),
    ],
)
def test_plans_that_cannot_be_read(plan_folder: Path, name: str, content: str, told: str) -> None:
    (plan_folder / name).unlink(missing_ok=True)
    if name == "order.csv":
        (plan_folder / "orders.csv").unlink()
    (plan_folder / name).write_text(content)
    with pytest.raises(PlanError) as caught:
        read_plan(plan_folder)
    assert str(caught.value).startswith(told)


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="it does not exist"):
        read_plan(tmp_path / "nowhere")
    with pytest.raises(PlanError, match="orders and the other tables"):
        read_plan(tmp_path)


def test_a_workbook_alone_is_a_plan(tmp_path: Path) -> None:
    write_plan(a_plan(), tmp_path / "plan", "xlsx")
    assert read_plan(tmp_path / "plan" / "plan.xlsx").summary == SUMMARY
    (tmp_path / "plan" / "summary.json").unlink()
    assert len(read_plan(tmp_path / "plan" / "plan.xlsx").orders) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_problem_is_written_with_its_defaults(tmp_path: Path, kind: Format) -> None:
    problem = build(demand=[1, 2], stock=-3, suppliers=[{"capacity": 1 / 3}], budgets=[{"amount": 1}])
    write_dataset(problem.settings, problem.tables(), where(tmp_path, kind), kind)
    assert read_problem(where(tmp_path, kind)).sha256 == problem.sha256
