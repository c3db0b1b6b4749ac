import re
from pathlib import Path

import pytest

from api.cli import demo_service
from api.cli.demo_service import buy
from models.faults import CallError
from models.files import write_dataset
from tests.builders import settings, tables


def small(folder: Path) -> Path:
    """Five units of one item at 2.00 in each of three weeks."""
    path = folder / "dataset"
    write_dataset(settings(currency="EUR"), tables(demand=[5, 5, 5], offers=[{"unit_price": 2}]), path, "csv")
    return path


@pytest.mark.slow
def test_orders_go_from_the_load_to_the_erp_and_the_log_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert buy(small(tmp_path), 5.0) == 0
    told = capsys.readouterr().out
    assert "  ended (succeeded)\n" in told
    assert "Ada releases what is to be ordered on 2024-01-01: 1 draft of 1 line." in told
    # the whole demand is bought at once where nothing is carried at a cost: 15 units at 2.00, else 5 of them
    assert re.search(r"  PO-000001  S  1 line  [13]0\.00 EUR  issued\n", told)
    assert "The ERP books 1 issued order and keeps the cursor" in told
    assert "From there on 0 more" in told
    assert "main: every entry is as it was written" in told
    assert not re.search(r"caselot_[0-9a-f]{12}_", told)  # no key is printed


def test_a_service_that_does_not_begin_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_WORKERS", "many")
    with pytest.raises(CallError, match=r"the service did not begin: .*CASELOT_WORKERS"):
        demo_service.buy(tmp_path, 5.0)
