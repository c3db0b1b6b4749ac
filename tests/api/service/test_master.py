"""Master data over HTTP, on both databases."""

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.auth.caller import console
from api.auth.permissions import MASTER_WRITERS
from api.services.live_data import live_problem
from api.services.master import load
from models.columns import Column, Kind
from models.db.repositories import audit, master_history
from models.db.rows.master import MASTER_ROWS, MasterChangeRow
from models.db.sessions import act_for
from models.files import write_dataset
from models.files.datasets import read_checked
from models.master.tables import MASTER_TABLES, MasterTable
from models.tables import DATASET_TABLES
from optimizer.generate import GenerateOptions, generate
from tests.api.service.matrix.master import WRITERS
from tests.service import MAIN, OTHER, As, Served, problem_of

ITEM = {"item_id": "A", "unit_cost": 1, "shortage_cost": 9}
OFFER = {"item_id": "A", "supplier_id": "S", "unit_price": "1.25"}
CSV = {"Content-Type": "text/csv"}


def put(who: As, table: str, *rows: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = who.put(f"/v1/master/{table}", json=list(rows))
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def basics(service: Served, organisation: str = MAIN) -> As:
    erp = service.as_("integration", organisation)
    put(erp, "items", ITEM)
    put(erp, "suppliers", {"supplier_id": "S"})
    put(erp, "nodes", {"node_id": "N"})
    return erp


def test_every_table_and_column_of_the_dataset_is_kept() -> None:
    assert MASTER_WRITERS.keys() == {kept.name for kept in MASTER_TABLES} == WRITERS.keys()
    assert {kept.name for kept in MASTER_TABLES} - {"settings"} == {table.name for table in DATASET_TABLES}
    for declared in DATASET_TABLES:
        assert set(declared.names) <= set(MASTER_ROWS[declared.name].__table__.columns.keys())


def sample(column: Column) -> Any:
    by_name = {"key": "currency", "value": "EUR", "from_node": "N", "to_node": "M", "last_date": "2031-01-02"}
    ids = {"items.item_id": "A", "suppliers.supplier_id": "S", "nodes.node_id": "N"}
    ids |= {"offers.item_id": "A", "offers.supplier_id": "S"}
    if column.name == "substitute_id":
        return "B"
    if column.name in by_name:
        return by_name[column.name]
    if column.references:
        return ids[column.references]
    values = {Kind.ID: "=1+1", Kind.TEXT: "'; DROP TABLE items; --", Kind.DAY: "2030-01-02", Kind.YES_NO: True}
    if column.kind is Kind.CHOICE:
        return column.choices[-1]
    if column.high == 1:
        return 0.5
    return values.get(column.kind, 3)


@pytest.mark.parametrize("kept", MASTER_TABLES, ids=lambda kept: kept.name)
def test_every_column_comes_back_as_it_was_sent(service: Served, kept: MasterTable) -> None:
    erp = basics(service)
    put(erp, "items", {**ITEM, "item_id": "B"})
    put(erp, "nodes", {"node_id": "M"})
    put(erp, "offers", OFFER)
    who = service.as_("admin") if kept.name == "budgets" else erp
    row = {column.name: sample(column) for column in kept.declared.columns}
    assert put(who, kept.name, row)["inserted"] == 1
    told = who.get(f"/v1/master/{kept.name}/row", params={name: str(row[name]) for name in kept.key}).json()
    assert told == {name: str(value) if name in kept.exact else value for name, value in row.items()}
    text = who.get(f"/v1/master/{kept.name}", headers={"Accept": "text/csv"}).text
    assert '"=1' not in text
    again = who.put(f"/v1/master/{kept.name}", content=text.encode(), headers=CSV)
    assert again.status_code == 200, again.text
    assert (again.json()["change"], again.json()["inserted"], again.json()["changed"]) == (None, 0, 0)
    gone = who.delete(f"/v1/master/{kept.name}/row", params={name: str(row[name]) for name in kept.key})
    assert gone.json()["deleted"] == 1, gone.text


def test_all_faults_of_a_body_are_told_and_nothing_is_changed(service: Served) -> None:
    erp = basics(service)
    rows = [
        {**OFFER, "unit_price": "1e308"}, {**OFFER, "item_id": "B", "unit_price": "1.0000001"},
        {**OFFER, "item_id": "C", "case_pack": 1.5, "price": 3}, {**OFFER, "item_id": "nul\0"}, 7,
        {**OFFER, "item_id": {"a": []}}, {**OFFER, "item_id": "\ud800"},
    ]  # fmt: skip
    sent = json.dumps(rows).encode()  # httpx cannot send half a character
    answer = erp.put("/v1/master/offers", content=sent, headers={"Content-Type": "application/json"})
    found = {(fault["row"], fault["column"]) for fault in problem_of(answer, 422, "dataset-faulty")["faults"]}
    assert found >= {
        (1, "unit_price"), (2, "unit_price"), (3, "case_pack"), (1, "price"), (4, "item_id"), (5, ""), (6, "item_id"),
        (7, "item_id"),
    }  # fmt: skip
    dangling = erp.put("/v1/master/offers", json=[OFFER, {**OFFER, "item_id": "B"}, {**OFFER, "supplier_id": "T"}])
    faults = problem_of(dangling, 422, "dataset-faulty")["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [(2, "item_id"), (3, "supplier_id")]
    assert erp.get("/v1/master/offers").json()["items"] == []


@pytest.mark.parametrize(
    "body", ["[NaN]", '[{"units": NaN}]', "[" * 100_000, "{", "null", '[{"a": 1, "a": 2}]', "\xff"]
)
def test_what_is_no_list_of_rows_is_refused(service: Served, body: str) -> None:
    as_json = {"Content-Type": "application/json"}
    answer = service.as_("integration").put("/v1/master/stock", content=body.encode("latin-1"), headers=as_json)
    problem_of(answer, 422, "dataset-faulty")


def test_csv_marks_text_that_would_be_a_formula_and_takes_it_back(service: Served) -> None:
    erp = service.as_("integration")
    names = ["=A", "'=A", "''=A", "'A", "+1", "\tA", 'a"b\r\nc', "-"]
    put(erp, "items", *({**ITEM, "item_id": f"I{place}", "name": name} for place, name in enumerate(names)))
    text = erp.get("/v1/master/items", headers={"Accept": "text/csv"}).content
    assert b'"\'=A"' in text
    assert b'"=A"' not in text
    assert erp.put("/v1/master/items", content=text, headers=CSV).json()["unchanged"] == len(names)


def test_history_tells_who_changed_what_and_how_it_was(service: Served) -> None:
    erp, buyer = basics(service), service.as_("buyer")
    put(erp, "offers", OFFER)
    assert put(buyer, "offers", {**OFFER, "unit_price": 2})["changed"] == 1
    erp.delete("/v1/master/offers/row", params={"item_id": "A", "supplier_id": "S"})
    found = erp.get("/v1/master/offers/history", params={"item_id": "A"}).json()["items"]
    assert [(entry["what"], entry["user_name"]) for entry in found] == [
        ("delete", "the integration"), ("change", "the buyer"), ("insert", "the integration"),
    ]  # fmt: skip
    assert (found[1]["before"]["unit_price"], found[1]["after"]["unit_price"]) == ("1.25", "2")
    assert (found[0]["after"], found[2]["before"]) == (None, None)
    first = erp.get("/v1/master/offers/history", params={"limit": 2}).json()
    rest = erp.get("/v1/master/offers/history", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [*first["items"], *rest["items"]] == found
    assert rest["next_cursor"] is None
    with service.database.read() as session:
        act_for(session, MAIN)
        keepers = master_history.keepers(session, "S")
        assert len(keepers) == 2
        assert erp.get("/v1/me").json()["user_id"] in keepers
        rows = list(session.scalars(select(MasterChangeRow)))
        assert all(master_history.verify(session, row) for row in rows)
        assert audit.verify(session, MAIN).fault == ""


def test_what_others_refer_to_stays_and_what_is_not_there_cannot_go(service: Served) -> None:
    erp = basics(service)
    put(erp, "offers", OFFER)
    fault = problem_of(erp.delete("/v1/master/items/row?item_id=A"), 422, "dataset-faulty")["faults"][0]
    assert "offers has it in item_id" in fault["expected"]
    problem_of(erp.delete("/v1/master/items/row?item_id=B"), 404, "not-found")
    both = erp.post("/v1/master/offers/deletions", json=[{"item_id": "A", "supplier_id": "S"},
                                                         {"item_id": "B", "supplier_id": "S"}])  # fmt: skip
    assert [fault["row"] for fault in problem_of(both, 422, "dataset-faulty")["faults"]] == [2]
    assert len(erp.get("/v1/master/offers").json()["items"]) == 1


def test_organisations_do_not_see_each_other(service: Served) -> None:
    own, other = basics(service), service.as_("integration", OTHER)
    for end in ("", "/history"):
        assert other.get(f"/v1/master/items{end}").json()["items"] == []
    problem_of(other.get("/v1/master/items/row?item_id=A"), 404, "not-found")
    problem_of(
        other.put("/v1/master/stock", json=[{"item_id": "A", "node_id": "N", "on_hand": 1}]), 422, "dataset-faulty"
    )
    problem_of(other.delete("/v1/master/items/row?item_id=A"), 404, "not-found")
    put(other, "items", {**ITEM, "unit_cost": 5})
    assert own.get("/v1/master/items/row?item_id=A").json()["unit_cost"] == 1
    assert "5.0" not in own.get("/v1/master/items", headers={"Accept": "text/csv"}).text


def test_a_stale_table_is_not_changed_and_a_key_has_one_effect(service: Served) -> None:
    erp = basics(service)
    version = int(erp.get("/v1/master/items").headers["etag"].strip('"'))
    assert erp.put("/v1/master/items", json=[{**ITEM, "unit_cost": 2}], version=version, key="k").status_code == 200
    again = erp.put("/v1/master/items", json=[{**ITEM, "unit_cost": 2}], version=version, key="k")
    assert again.headers["idempotency-replayed"] == "true"
    problem_of(erp.put("/v1/master/items", json=[ITEM], version=version), 412, "version-stale")
    problem_of(erp.get("/v1/master/items?colour=red"), 422, "dataset-faulty")
    assert erp.get("/v1/master/items?unit_cost=2").json()["items"][0]["item_id"] == "A"


def test_a_loaded_dataset_is_the_live_problem_to_the_last_bit(service: Served, tmp_path: Path) -> None:
    options = GenerateOptions(
        items=12, suppliers=3, zones=True, transfers=True, channels=True, kits=0.2, substitutes=0.3, breaks=0.5,
        budgets="mixed", cover=0.2,
    )  # fmt: skip
    settings, tables = generate(options)
    write_dataset(settings, tables, tmp_path / "data", "parquet")
    checked = read_checked(tmp_path / "data")
    with service.database.write.begin() as session:
        act_for(session, MAIN)
        first = load(session, console(MAIN), checked)
        second = load(session, console(MAIN), checked)
    assert first["demand"].inserted == len(tables["demand"])
    assert all(effect.change is None for effect in second.values())
    with service.database.read() as session:
        assert live_problem(session, MAIN, start=checked.settings.start).sha256 == checked.sha256


def test_terms_hold_from_their_day_on(service: Served) -> None:
    erp = basics(service)
    put(erp, "lanes", {"supplier_id": "S", "node_id": "N", "lead_time_days": 1})
    put(erp, "offers", OFFER, {**OFFER, "unit_price": 2, "valid_from": "2026-03-01"})
    put(erp, "stock", {"item_id": "A", "node_id": "N", "on_hand": 5, "reserved": 1})
    prices = {}
    for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1)):
        with service.database.read() as session:
            problem = live_problem(session, MAIN, start=day, periods=2)
        prices[day.month] = problem.offers["unit_price"].tolist()
    assert prices == {2: [1.25], 3: [2.0]}
    # From May on nobody sells A any more; B, which is sold always, stays, so that there is something to plan.
    put(erp, "items", {**ITEM, "item_id": "B"})
    put(erp, "offers", {**OFFER, "valid_from": "2026-05-01", "withdrawn": True}, {**OFFER, "item_id": "B"})
    with service.database.read() as session:
        after = live_problem(session, MAIN, start=dt.date(2026, 5, 1), periods=2)
    assert after.offers["item_id"].tolist() == ["B"]
    assert after.stock[["on_hand", "reserved"]].to_numpy().tolist() == [[5, 1]]


def test_a_list_of_nothing_changes_nothing(service: Served) -> None:
    nothing = {"change": None, "inserted": 0, "changed": 0, "deleted": 0, "unchanged": 0}
    assert put(service.as_("integration"), "items") == nothing


def test_a_packed_body_is_told_to_be_sent_unpacked(service: Served) -> None:
    erp, text = service.as_("integration"), b"item_id,unit_cost,shortage_cost\nA,1,9\n"
    path = "/v1/master/items"
    headers = {"Content-Type": "text/csv", "Content-Encoding": "gzip"}
    told = problem_of(erp.put(path, content=gzip.compress(text), headers=headers), 415, "form-not-taken")
    assert "unpacked" in told["detail"]
    headers["Content-Encoding"] = "identity"
    assert erp.put(path, content=text, headers=headers).status_code == 200
