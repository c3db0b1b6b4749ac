"""The tables of a plan over HTTP: pages, filters, order, and files in every form."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from openpyxl import load_workbook

from models.files import read_plan
from tests.api.service.orders import taken
from tests.api.service.planned import EVIL, PATH, put_plan, solved
from tests.service import Served, problem_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"


def test_a_table_comes_page_by_page(service: Served) -> None:
    path, viewer = f"{PATH}/{put_plan(service.database)}/orders", service.as_("viewer")
    page = taken(viewer.get(path, params={"limit": 3}))
    rest = taken(viewer.get(path, params={"limit": 3, "cursor": page["next_cursor"]}))
    assert (page["total"], len(page["items"]), len(rest["items"]), rest["next_cursor"]) == (4, 3, 1, None)
    whole = solved()[1].orders
    assert [row["units"] for row in page["items"] + rest["items"]] == whole["units"].tolist()
    assert page["items"][0]["order_date"] == "2024-01-01"
    problem_of(viewer.get(path, params={"item_id": "A", "cursor": page["next_cursor"]}), 400, "cursor-invalid")


def test_rows_are_found_and_sorted_by_the_columns_of_the_table(service: Served) -> None:
    path, viewer = f"{PATH}/{put_plan(service.database)}/orders", service.as_("viewer")

    def units(**asked: Any) -> list[float]:
        return [row["units"] for row in taken(viewer.get(path, params=asked))["items"]]

    # Bought: 5 A and 7 B in the first week, 6 of the third item in the second, 4 A in the third.
    assert units(sort="-units") == [7.0, 6.0, 5.0, 4.0]
    assert units(item_id="A", sort="units") == [4.0, 5.0]
    assert units(item_id=["A", "B"], sort="units") == [4.0, 5.0, 7.0]
    assert units(units_from=5, units_to=6, sort="units") == [5.0, 6.0]
    assert units(order_date_from="2024-01-08", sort="order_date") == [6.0, 4.0]
    assert units(item_id="none") == []
    for column, value in (("colour", "red"), ("units_from", "many"), ("sort", "x")):
        answer = problem_of(viewer.get(path, params={column: value}), 422, "invalid")
        assert [fault["column"] for fault in answer["faults"]] == [column]


def test_a_table_is_a_file_of_the_form_that_is_accepted(service: Served) -> None:
    plan_id = put_plan(service.database)
    path, viewer = f"{PATH}/{plan_id}/orders", service.as_("viewer")
    by_accept = viewer.get(path, headers={"Accept": "text/csv"})
    assert by_accept.headers["content-disposition"] == f'attachment; filename="{plan_id}-orders.csv"'
    assert by_accept.content == viewer.get(f"{path}.csv").content
    rows = list(csv.DictReader(io.StringIO(by_accept.text)))
    assert sorted(row["item_id"] for row in rows) == ["'" + EVIL, "A", "A", "B"]  # no cell is a formula
    table = pq.read_table(io.BytesIO(viewer.get(path, headers={"Accept": PARQUET}).content))
    assert sorted(table.column("item_id").to_pylist()) == [EVIL, "A", "A", "B"]
    only = pq.read_table(io.BytesIO(viewer.get(f"{path}.parquet", params={"item_id": "B"}).content))
    assert only.column("units").to_pylist() == [7.0]
    sheet = load_workbook(io.BytesIO(viewer.get(path, headers={"Accept": XLSX}).content))["orders"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == EVIL]
    assert [cell.data_type for cell in cells] == ["s"]
    assert len(taken(viewer.get(f"{path}.json"))["items"]) == 4


def test_what_is_not_there_is_told(service: Served) -> None:
    path, viewer = f"{PATH}/{put_plan(service.database)}", service.as_("viewer")
    problem_of(viewer.get(f"{path}/colours"), 404, "not-found")
    problem_of(viewer.get(f"{path}/items"), 404, "not-found")  # a table of datasets
    assert viewer.get(f"{path}/orders.pdf").status_code == 404
    for end in ("orders", "content"):
        assert viewer.get(f"{path}/{end}", headers={"Accept": "image/png"}).status_code == 406
    assert taken(viewer.get(f"{path}/transfers")) == {"items": [], "total": 0, "next_cursor": None}


def test_all_of_a_plan_is_a_plan_for_every_command(service: Served, tmp_path: Path) -> None:
    path, viewer = f"{PATH}/{put_plan(service.database)}/content", service.as_("viewer")
    _, plan = solved()
    zipfile.ZipFile(io.BytesIO(viewer.get(path).content)).extractall(tmp_path / "plan")
    found = read_plan(tmp_path / "plan")
    assert found.orders.to_dict("records") == plan.orders.to_dict("records")
    assert found.summary["objective"] == plan.summary["objective"]
    book = load_workbook(io.BytesIO(viewer.get(path, headers={"Accept": XLSX}).content))
    assert {"orders", "pegging"} <= set(book.sheetnames)
