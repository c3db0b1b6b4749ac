"""Text of SQL, formulas and markup in every column that takes text, there and back; and bodies made to be heavy."""

import csv
import io
import json
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from api.documents.cells import FORMULA
from api.downloads import csv_parts, json_parts, workbook_bytes
from models.columns import TEXT_KINDS, Kind, Table
from models.explanation_tables import KEPT_TABLES
from models.master.tables import MASTER_TABLES
from models.tables import DATASET_TABLES
from tests.api.service.planned import EVIL, problem
from tests.api.service.planning import put_dataset
from tests.api.service.test_master import CSV, ITEM, OFFER, put, sample
from tests.service import Served, problem_of

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
JSON = {"Content-Type": "application/json"}
TEXTS = (
    "'; DROP TABLE items; --", "' OR '1'='1", '=cmd|"/c calc"!A0', "+1+1", "-1+1", "@SUM(A1)", "\uff1d1+1", "'=1",
    "<script>alert(1)</script>", "{{7*7}}", "%s%n", "a,b;c\"d'e", "\u202egpj.exe",
)  # fmt: skip
LEADING = tuple(f"{mark}1+1" for mark in FORMULA)
EVERY_TABLE = {table.name: table for table in (*DATASET_TABLES, *KEPT_TABLES)}


@pytest.mark.parametrize("declared", EVERY_TABLE.values(), ids=lambda declared: declared.name)
def test_no_download_of_a_table_has_a_formula_in_it(declared: Table) -> None:
    names = [column.name for column in declared.columns if column.kind in TEXT_KINDS]
    texts = [text for text in (*TEXTS, *LEADING) if "\0" not in text]
    table = pa.table(dict.fromkeys(names, texts) | {"figure": [-1.5] * len(texts)})
    told = b"".join(csv_parts(table)).decode()
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    for row, text in zip(rows, texts, strict=True):
        assert row["figure"] == "-1.5"  # numbers stay numbers
        for name in names:
            assert row[name] == (f"'{text}" if text.startswith(FORMULA) else text)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes({declared.name: table})))[declared.name]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert sum(cell.data_type != "n" for cell in cells) == len(texts) * len(names)
    found = json.loads(b"".join(json_parts(table)))["items"]
    assert [[row[name] for name in names] for row in found] == [[text] * len(names) for text in texts]


def test_every_text_column_of_the_master_data_keeps_text_that_does_nothing(service: Served) -> None:
    erp, admin = service.as_("integration"), service.as_("admin")
    for table, id_ in (("items", "item_id"), ("suppliers", "supplier_id"), ("nodes", "node_id")):
        more = ITEM if table == "items" else {}
        put(erp, table, *({**more, id_: text} for text in TEXTS))
    put(erp, "nodes", {"node_id": "M"})
    put(erp, "items", {**ITEM, "item_id": "B"})
    put(erp, "offers", *({**OFFER, "item_id": text, "supplier_id": text} for text in TEXTS))
    for kept in MASTER_TABLES:
        if kept.name == "settings":  # its keys are a fixed list
            continue
        evil = [name.name for name in kept.declared.columns if name.kind in {Kind.ID, Kind.TEXT}]
        evil = [name for name in evil if name not in {"substitute_id", "to_node"}]
        rows = [{c.name: sample(c) for c in kept.declared.columns} | dict.fromkeys(evil, text) for text in TEXTS]
        who = admin if kept.name == "budgets" else erp
        put(who, kept.name, *rows)
        found = erp.get(f"/v1/master/{kept.name}", params={"limit": 500}).json()["items"]
        for name in evil:
            assert {row[name] for row in found} >= set(TEXTS), (kept.name, name)
            narrowed = erp.get(f"/v1/master/{kept.name}", params={name: TEXTS[1]}).json()["items"]
            assert {row[name] for row in narrowed} == {TEXTS[1]}
        text = erp.get(f"/v1/master/{kept.name}", headers={"Accept": "text/csv"}).text
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(FORMULA)], kept.name
        again = who.put(f"/v1/master/{kept.name}", content=text.encode(), headers=CSV).json()
        assert (again["inserted"], again["changed"]) == (0, 0), kept.name


def test_a_table_of_a_dataset_has_no_formula_in_its_csv(service: Served) -> None:
    # it had: the writer of dataset files marks nothing, as they are read back
    path = f"/v1/datasets/{put_dataset(service.database, problem())}/tables"
    for table in ("items", "offers", "demand"):
        text = service.as_("viewer").get(f"{path}/{table}", headers={"Accept": "text/csv"}).text
        assert f"'{EVIL}" in text
        assert f'"{EVIL}' not in text
        assert f",{EVIL}" not in text
        assert not text.startswith(EVIL)


WIDE = 1_000_000
BOMBS: dict[str, tuple[bytes, dict[str, str], str]] = {
    "a cell of 50 MB": (b'item_id\n"' + b"x" * 50_000_000 + b'"\n', CSV, "cells separated by commas"),
    "a million columns": (b"item_id" + b",c" * WIDE + b"\nA" + b",1" * WIDE, CSV, "at most 1,000"),
    "a million columns without a name": (b"item_id" + b"," * WIDE + b"\nA\n", CSV, "at most 1,000"),
    "an open quote": (b'item_id\n"' + b"x\n" * 5_000_000, CSV, "cells separated by commas"),
    "a million keys": (
        b"[{" + b",".join(b'"k%d":1' % key for key in range(WIDE)) + b"}]", JSON, "at most 1,000",
    ),
    "lists a million deep": (b'[{"item_id":' + b"[" * WIDE + b"]" * WIDE + b"}]", JSON, "a JSON list of rows"),
    "1e308": (b'[{"item_id":"A","unit_cost":1e308,"shortage_cost":1}]', JSON, "a finite number from 0 to"),
    "NaN": (b'[{"item_id":"A","unit_cost":NaN,"shortage_cost":1}]', JSON, ""),
    "Infinity": (b'[{"item_id":"A","unit_cost":Infinity,"shortage_cost":1}]', JSON, ""),
    "1e999": (b"item_id,unit_cost,shortage_cost\nA,1e999,1\n", CSV, "a finite number from 0 to"),
    "NaN in CSV": (b"item_id,unit_cost,shortage_cost\nA,NaN,1\n", CSV, "a finite number from 0 to"),
    "a number of a million digits": (
        b'[{"item_id":"A","unit_cost":' + b"9" * WIDE + b',"shortage_cost":1}]', JSON, "a finite number from 0 to",
    ),
}  # fmt: skip


@ON_SQLITE
def test_heavy_bodies_are_refused_in_few_words(service: Served) -> None:
    erp = service.as_("integration")
    for name, (content, headers, expected) in BOMBS.items():
        answer = erp.put("/v1/master/items", content=content, headers=headers)
        problem: dict[str, Any] = problem_of(answer, 422, "dataset-faulty")
        assert any(expected in fault["expected"] for fault in problem["faults"]), name
        assert len(answer.content) < 5_000, name
    assert erp.get("/v1/master/items").json()["items"] == []
    most = {
        f"c{number}": 1 for number in range(997)
    }  # 1,000 columns with the three that items need: read, then refused
    refused = problem_of(
        erp.put("/v1/master/items", json=[{**ITEM, **most}, *({} for _ in range(9))]), 422, "dataset-faulty"
    )
    assert refused["fault_count"] > 997
