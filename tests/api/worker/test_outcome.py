"""From the end of a child to the end of a run."""

import io
from typing import Any

import pandas as pd
import pytest

from api.apart.watch import End
from api.worker.found import TooLargeError, lines_of
from api.worker.outcome import ended

PLANNED = {"status": "feasible"}
NOTHING = {"status": "no_plan_in_time", "reasons": []}
INFEASIBLE = {"status": "infeasible", "reasons": ["A cannot be had.", "B neither."]}
REFUSED = {"sentence": "what is wrong", "faults": [{"table": "items"}]}


@pytest.mark.parametrize(
    ("end", "state", "reason", "planned"),
    [
        (End("planned", PLANNED), "succeeded", "", True),
        (End("planned", PLANNED, why="memory"), "succeeded", "memory", True),
        (End("planned", PLANNED, why="time"), "succeeded", "time", True),
        (End("planned", PLANNED, why="cancelled"), "cancelled", "cancelled", True),
        (End("no_plan", {"status": "cancelled"}, why="cancelled"), "cancelled", "cancelled", False),
        (End("killed", why="cancelled"), "cancelled", "cancelled", False),
        (End("no_plan", INFEASIBLE), "failed", "infeasible", False),
        (End("no_plan", NOTHING), "failed", "no_plan_in_time", False),
        (End("no_plan", {"status": "cancelled", "reasons": []}, why="memory"), "failed", "memory", False),
        (End("killed", why="memory"), "failed", "memory", False),
        (End("killed", why="time"), "failed", "time", False),
        (End("memory"), "failed", "memory", False),
        (End("refused", REFUSED), "failed", "refused", False),
        (End("unverified", {"sentence": "x"}), "failed", "unverified", False),
        (End("unexpected", {"sentence": "RuntimeError: x"}), "failed", "unexpected", False),
    ],
)
def test_every_end_of_a_child_is_one_of_a_run(end: End, state: str, reason: str, *, planned: bool) -> None:
    outcome = ended(end)
    assert outcome is not None
    assert (outcome.state, outcome.reason, outcome.planned) == (state, reason, planned)
    assert outcome.sentence or outcome.reason == ""


def test_a_child_that_broke_down_is_tried_again() -> None:
    assert ended(End("crashed", {"sentence": "the process was ended by signal SIGSEGV"})) is None


def test_reasons_and_faults_are_told() -> None:
    outcome = ended(End("no_plan", INFEASIBLE))
    assert outcome is not None
    assert outcome.sentence == "A cannot be had. B neither."
    outcome = ended(End("refused", REFUSED))
    assert outcome is not None
    assert (outcome.sentence, outcome.faults) == ("what is wrong", [{"table": "items"}])


def _orders(**given: Any) -> bytes:
    day = pd.Timestamp("2024-01-01")
    row = {
        "order_id": "PO-1", "order_date": day, "supplier_id": "S", "item_id": "A", "node_id": "N", "mode": "standard",
        "cases": 1.0, "units": 12.0, "unit_price": 0.1234565, "duty": 0.125, "value": 1.005, "arrival_date": day,
        "payment_date": day, "reason": None,
    } | given  # fmt: skip
    buffer = io.BytesIO()
    pd.DataFrame([row, row | {"item_id": "B"}]).to_parquet(buffer)
    return buffer.getvalue()


def test_lines_have_whole_numbers_and_stable_ids() -> None:
    # 1.005 is stored as 1.00499999999999989...: its cents are 101 all the same, half up; 0.125 EUR is 13 cents.
    first, second = lines_of(_orders(), "PLN-1", "EUR", {"organisation_id": "main"})
    assert (first["id"], second["id"]) == ("PLN-1-000001", "PLN-1-000002")
    assert (first["units"], first["value"], first["duty"], first["unit_price"]) == (12, 101, 13, 123457)
    assert (first["reason"], str(first["order_date"])[:10]) == ("", "2024-01-01")
    (yen, _) = lines_of(_orders(value=1.5), "PLN-1", "JPY", {})
    assert yen["value"] == 2


def test_what_no_ledger_holds_is_refused() -> None:
    with pytest.raises(TooLargeError, match=r"orders\.value is beyond what a ledger can hold: 1e\+18"):
        lines_of(_orders(value=1e18), "PLN-1", "EUR", {})
    assert lines_of(_orders(value=1e16), "PLN-1", "EUR", {})[0]["value"] == 10**18
