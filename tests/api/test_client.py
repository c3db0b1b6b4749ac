"""The Python client is what the document of the service gives; with it a story is told, and a refusal read."""

import io
from pathlib import Path

from api import client as written
from api.client import FOLDER, document, write
from caselot_client import AuthenticatedClient
from caselot_client.api.planning import list_runs, queue_run, read_dataset, release_lines, stop_run, store_dataset
from caselot_client.api.purchase_orders import create_order, issue_order, read_feed
from caselot_client.api.who_is_who import read_me
from caselot_client.models import (
    Dataset,
    Feed,
    Me,
    NewLine,
    NewOrder,
    NewRun,
    Order,
    PageRun,
    Problem,
    Release,
    Released,
    Run,
)
from caselot_client.types import File
from tests.api.service.planned import put_plan
from tests.models.uploads.forms import files, packed
from tests.service import *  # noqa: F403 - its __all__ are the fixtures
from tests.service import Served


def content(folder: Path) -> dict[str, str]:
    kinds = (".py", ".typed")
    paths = [path for path in folder.rglob("*") if path.suffix in kinds]
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


def test_the_client_is_what_the_document_gives(tmp_path: Path) -> None:
    (tmp_path / "caselot_client").mkdir()
    (tmp_path / "caselot_client" / "stale.py").touch()  # of a route that is gone
    write(tmp_path / "caselot_client")
    made, kept = content(tmp_path / "caselot_client"), content(FOLDER)
    assert sorted(made) == sorted(kept), "run `make client`"
    assert [name for name, text in made.items() if text != kept[name]] == [], "run `make client`"
    assert written.__doc__


def test_no_two_operations_have_one_name() -> None:
    names = [each["operationId"] for path in document()["paths"].values() for each in path.values()]
    assert len(names) == len(set(names))


def speaking(service: Served, role: str, secret: str | None = None) -> AuthenticatedClient:
    """The client in this process, without a socket; what it does not know raises."""
    token = secret or service.as_(role).secret or ""
    found = AuthenticatedClient("http://testserver", token, raise_on_unexpected_status=True)
    inner = type(service.client)(service.app, headers={"Authorization": f"Bearer {token}"}, follow_redirects=False)
    return found.set_httpx_client(inner)


def test_from_a_dataset_to_a_run_that_is_called_off(service: Served) -> None:
    planner = speaking(service, "planner")
    me = read_me.sync(client=planner)
    assert isinstance(me, Me)
    assert me.roles == ["planner"]
    data = packed(files())
    first = store_dataset.sync_detailed(client=planner, body=File(io.BytesIO(data)))
    again = store_dataset.sync_detailed(client=planner, body=File(io.BytesIO(data)))
    assert (first.status_code, again.status_code) == (201, 200)
    assert isinstance(first.parsed, Dataset)
    assert first.parsed == again.parsed == read_dataset.sync(first.parsed.id, client=planner)
    run = queue_run.sync(client=planner, idempotency_key="1", body=NewRun(first.parsed.id, tags=["weekly"]))
    assert isinstance(run, Run)
    assert queue_run.sync(client=planner, idempotency_key="1", body=NewRun(first.parsed.id, tags=["weekly"])) == run
    page = list_runs.sync(client=planner, tag="weekly")
    assert isinstance(page, PageRun)
    assert [each.id for each in page.items] == [run.id]
    stopped = stop_run.sync(run.id, client=planner)
    assert isinstance(stopped, Run)
    assert (run.state, stopped.state) == ("queued", "cancelled")


def test_refusals_are_problems_with_their_faults(service: Served) -> None:
    planner = speaking(service, "planner")
    missing = read_dataset.sync("nothing", client=planner)
    assert isinstance(missing, Problem)
    assert (missing.status, missing.type_) == (404, "urn:caselot:problem:not-found")
    faulty = store_dataset.sync(client=planner, body=File(io.BytesIO(b'{"settings": {}, "tables": {}}')))
    assert isinstance(faulty, Problem)
    assert faulty.status == 422
    assert faulty.faults
    unknown = read_me.sync(client=speaking(service, "planner", "caselot_000000000000_" + "0" * 64))
    assert isinstance(unknown, Problem)
    assert unknown.status == 401


def test_a_draft_that_nobody_approved_is_not_issued_nor_fed(service: Served) -> None:
    buyer = speaking(service, "buyer")
    line = NewLine.from_dict(
        {"item_id": "A", "node_id": "N", "units": 100, "cases": 10, "unit_price": "2.50", "need_by": "2024-02-01"}
    )
    wanted = NewOrder.from_dict({"supplier_id": "S", "currency": "EUR", "order_date": "2024-01-01", "lines": []})
    wanted.lines = [line]
    order = create_order.sync(client=buyer, idempotency_key="1", body=wanted)
    assert isinstance(order, Order)
    assert order.total.amount == "250.00"  # 100 units at 2.50
    refused = issue_order.sync(order.id, client=buyer, idempotency_key="2", if_match=f'"{order.version}"')
    assert isinstance(refused, Problem)
    assert refused.status == 409
    feed = read_feed.sync(client=speaking(service, "integration"))
    assert isinstance(feed, Feed)
    assert feed.items == []


def test_what_a_release_made_is_read_and_what_was_there_already_too(service: Served) -> None:
    planner, plan = speaking(service, "planner"), put_plan(service.database)
    first = release_lines.sync_detailed(plan, client=planner, idempotency_key="1", body=Release())
    again = release_lines.sync_detailed(plan, client=planner, idempotency_key="2", body=Release())
    assert (first.status_code, again.status_code) == (201, 200)
    assert isinstance(first.parsed, Released)  # 201 was in no document: the client raised
    assert isinstance(again.parsed, Released)
    assert (first.parsed.lines, again.parsed.lines, again.parsed.before_count) == (4, 0, 4)
