"""Datasets over HTTP."""

import io
import json
import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest
import structlog
import structlog.testing

from api.services import datasets as service_of_datasets
from models.uploads import content_id, read_upload, stored_form
from tests.api.service.planning import put_dataset
from tests.builders import build
from tests.models.uploads.forms import GIVEN, as_json, files, packed
from tests.service import OTHER, Served, problem_of

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what asks nothing of the database."""


def test_the_same_content_is_stored_once_in_each_organisation(service: Served) -> None:
    planner = service.as_("planner")
    first = planner.post("/v1/datasets", content=packed(files("csv")), headers={"Content-Type": "application/zip"})
    assert first.status_code == 201, first.text
    body = first.json()
    assert body["id"] == content_id(build(**GIVEN))
    assert first.headers["location"] == f"/v1/datasets/{body['id']}"
    assert (body["rows"]["demand"], body["currency"], body["start"], body["source"]) == (
        3,
        "USD",
        "2024-01-01",
        "upload",
    )
    again = service.as_("integration").post("/v1/datasets", content=as_json())
    assert (again.status_code, again.json()) == (200, body)
    assert planner.get("/v1/datasets").json()["items"] == [body]
    other = service.as_("planner", OTHER)
    problem_of(other.get(f"/v1/datasets/{body['id']}"), 404, "not-found")
    assert put_dataset(service.database, build(**GIVEN), OTHER) == body["id"]
    assert other.get(f"/v1/datasets/{body['id']}").status_code == 200
    assert planner.get("/v1/audit").status_code == 403
    log = service.as_("admin").get("/v1/audit").json()["items"]
    assert [entry["action"] for entry in log if entry["kind"] == "dataset"] == ["store"]


@ONE
def test_every_fault_is_told(service: Served) -> None:
    data = as_json().replace(b'"units": 5', b'"units": 1e999')
    body = problem_of(service.as_("planner").post("/v1/datasets", content=data), 422, "dataset-faulty")
    assert body["fault_count"] == 1
    assert body["faults"] == [
        {
            "table": "demand", "row": 1, "column": "units", "value": "1e999",
            "expected": "a finite number from 0 to 1,000,000,000",
        }
    ]  # fmt: skip


@ONE
def test_a_reading_that_takes_too_much_is_told_so(service: Served) -> None:
    service.configure(read_seconds=0.01)
    answer = service.as_("planner").post("/v1/datasets", content=as_json())
    assert "a dataset that is read within 0.01 s" in problem_of(answer, 422, "dataset-faulty")["detail"]


@ONE
def test_no_more_than_so_many_are_read_at_a_time_and_none_is_larger_than_may_be(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.configure(max_upload_bytes=1000, reads_at_a_time=1)
    planner = service.as_("planner")
    problem_of(planner.post("/v1/datasets", content=b"x" * 1001), 413, "too-large")
    monkeypatch.setattr(service.state, "reads", SimpleNamespace(available_tokens=0))  # somebody else has the last
    answer = planner.post("/v1/datasets", content=b"x")
    assert "As many uploads as may be read" in problem_of(answer, 503, "busy")["detail"]
    assert answer.headers["retry-after"] == "1"


def test_all_of_it_can_be_had_again(service: Served) -> None:
    problem = build(**GIVEN)
    planner = service.as_("planner")
    path = f"/v1/datasets/{put_dataset(service.database, problem)}"
    whole = planner.get(f"{path}/content")
    assert whole.headers["content-type"] == "application/zip"
    assert whole.content == stored_form(problem)
    assert content_id(read_upload(whole.content)) == content_id(problem)
    assert zipfile.ZipFile(io.BytesIO(whole.content)).testzip() is None


def test_a_table_in_every_form(service: Served) -> None:
    planner = service.as_("viewer")
    path = f"/v1/datasets/{put_dataset(service.database, build(**GIVEN))}/tables"
    first = planner.get(f"{path}/demand", params={"limit": 2}).json()
    rest = planner.get(f"{path}/demand", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert rest["next_cursor"] is None
    found = [(row["item_id"], row["date"], row["units"]) for row in [*first["items"], *rest["items"]]]
    assert found == [("A", "2024-01-01", 5.0), ("A", "2024-01-15", 2.0), ("B", "2024-01-08", 7.0)]
    text = planner.get(f"{path}/demand", headers={"Accept": "text/csv"})
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(pd.read_csv(io.StringIO(text.text))["units"]) == [5, 2, 7]
    sent = planner.get(f"{path}/demand", headers={"Accept": "application/vnd.apache.parquet"})
    assert list(pd.read_parquet(io.BytesIO(sent.content))["units"]) == [5.0, 2.0, 7.0]
    assert planner.get(f"{path}/kits").json() == {"items": [], "next_cursor": None}
    problem_of(planner.get(f"{path}/orders"), 404, "not-found")
    problem_of(planner.get(f"{path}/demand", params={"cursor": "e30"}), 400, "cursor-invalid")
    assert planner.get(f"{path}/demand", headers={"Accept": "image/png"}).status_code == 406


def test_lists_come_page_by_page_and_by_field(service: Served) -> None:
    planner = service.as_("planner")
    ids = [put_dataset(service.database, build(demand=[units])) for units in (1, 2, 3)]
    first = planner.get("/v1/datasets", params={"limit": 2}).json()
    second = planner.get("/v1/datasets", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [row["id"] for row in [*first["items"], *second["items"]]] == ids[::-1]
    assert planner.get("/v1/datasets", params={"source": "live"}).json()["items"] == []
    assert len(json.loads(planner.get("/v1/datasets", params={"start": "2024-01-01"}).text)["items"]) == 3
    problem_of(planner.get("/v1/datasets", params={"start": "yesterday"}), 422, "invalid")


@ONE
def test_a_bomb_that_no_count_foresees_ends_the_process_that_reads_it(
    service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_of_datasets, "READ", "tests.api.apart.works:greedy")
    service.configure(read_memory_bytes=200_000_000)
    body = problem_of(service.as_("planner").post("/v1/datasets", content=b"x"), 422, "dataset-faulty")
    assert body["faults"][0]["expected"] == "a dataset that is read with 200,000,000 bytes of memory"


@ONE
@pytest.mark.parametrize("work", ["raises", "dies"])
def test_a_reader_that_breaks_is_noticed_by_whoever_runs_the_service(
    service: Served, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    planner = service.as_("planner")
    with structlog.testing.capture_logs() as before:
        problem_of(planner.post("/v1/datasets", content=b"x"), 422, "dataset-faulty")
    monkeypatch.setattr(service_of_datasets, "READ", f"tests.api.apart.works:{work}")
    with structlog.testing.capture_logs() as after:
        problem_of(planner.post("/v1/datasets", content=b"x"), 422, "dataset-faulty")
    noted = [[each for each in told if each["log_level"] == "error"] for told in (before, after)]
    assert [len(each) for each in noted] == [0, 1]
    assert {"raises": "two lines", "dies": "SIGSEGV"}[work] in noted[1][0]["sentence"]
