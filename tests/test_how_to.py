"""The pages that show how to use the service are run as they stand."""

import shutil
from collections.abc import Iterator

import pytest

from tests.api.cli.test_serve import serving
from tests.api.service.orders import Orders
from tests.live import Live
from tests.models.uploads.forms import files, packed

needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")), reason="curl and jq are not on this machine"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("live")
    (folder / "data.zip").write_bytes(packed(files()))
    with serving(folder) as (_, address):
        found = Live(folder, address)
        orders = Orders(found)  # type: ignore[arg-type] # all that it asks for is `as_`
        orders.issued()
        yield found
        found.client.close()


def test_a_run_is_submitted_and_watched_with_the_client(live: Live) -> None:
    told = live.script("submit-a-run.md", "python", "integration")
    assert "event: ended" in told
    assert "succeeded PLN-" in told


@needs_curl
def test_a_run_is_submitted_and_watched_with_curl(live: Live) -> None:
    told = live.script("submit-a-run.md", "sh", "planner")
    assert "event: ended" in told
    assert '"state": "succeeded"' in told


def test_an_erp_pulls_with_the_client_and_books_once(live: Live) -> None:
    assert live.script("erp-pull-loop.md", "python", "integration") == "1 booked\n0 booked the second time\n"


@needs_curl
def test_an_erp_pulls_with_curl(live: Live) -> None:
    told = live.script("erp-pull-loop.md", "sh", "integration")
    assert told.startswith("purchase_order.issued\tPO-000001\t1\t250.00\n")
    assert (live.folder / "orders.csv").read_text(encoding="utf-8").count("PO-000001") == 1
    assert "next-cursor: " in told.lower()
