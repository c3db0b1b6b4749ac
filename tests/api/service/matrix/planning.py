"""What is planned, and the runs that plan it."""

from tests.api.service.matrix import Row
from tests.api.service.planning import queued, stored
from tests.service import MAIN, Served

READERS = "planner buyer admin integration viewer"


def dataset(service: Served) -> str:
    return f"/v1/datasets/{stored(service)}"


def run(service: Served) -> str:
    return f"/v1/runs/{queued(service, organisation=MAIN)}"


ROWS = {
    "POST /v1/datasets": Row("planner integration"),
    "GET /v1/datasets": Row(READERS),
    "GET /v1/datasets/{dataset_id}": Row(READERS, dataset),
    "GET /v1/datasets/{dataset_id}/content": Row(READERS, lambda service: f"{dataset(service)}/content"),
    "GET /v1/datasets/{dataset_id}/tables/{table}": Row(READERS, lambda service: f"{dataset(service)}/tables/items"),
    "POST /v1/runs": Row("planner integration"),
    "GET /v1/runs": Row(f"{READERS} approver"),
    "GET /v1/runs/{run_id}": Row(f"{READERS} approver", run),
    "GET /v1/runs/{run_id}/events": Row(f"{READERS} approver", lambda service: f"{cancelled(service)}/events"),
    "POST /v1/runs/{run_id}/cancel": Row("planner integration admin", lambda service: f"{run(service)}/cancel"),
}


def cancelled(service: Served) -> str:
    """A run whose stream of events ends."""
    path = run(service)
    answer = service.as_("planner").post(f"{path}/cancel")
    assert answer.status_code == 200, answer.text
    return path
