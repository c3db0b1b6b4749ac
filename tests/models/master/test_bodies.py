"""Rows as they are sent."""

import pytest

from models.checks.report import Report
from models.master import bodies
from models.tables import ITEMS


@pytest.mark.parametrize("kind", ["json", "csv"])
@pytest.mark.parametrize(("rows", "taken"), [(2, True), (3, False)])
def test_a_body_has_so_many_rows_and_no_more(
    monkeypatch: pytest.MonkeyPatch, kind: str, rows: int, *, taken: bool
) -> None:
    monkeypatch.setattr(bodies, "MOST_ROWS", 2)
    report, declared = Report(["items"]), ITEMS
    if kind == "json":
        raw = bodies.read_json_rows(declared, b"[" + b",".join([b'{"item_id": "A"}'] * rows) + b"]", report)
    else:
        raw = bodies.read_csv_rows(declared, b"item_id\n" + b"A\n" * rows, report)
    assert (raw is not None) == taken
    if not taken:
        fault = report.faults()[0]
        assert (fault.value, fault.expected) == ("3 rows", "at most 2 at a time")
