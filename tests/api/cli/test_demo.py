from pathlib import Path

import pytest

from api.cli import demo_service
from tests.api.cli.conftest import Run


@pytest.mark.slow
def test_the_demo_makes_plans_verifies_and_tells(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Path, float]] = []

    def buy(dataset: Path, seconds: float) -> int:
        served.append((dataset, seconds))
        return 0

    monkeypatch.setattr(demo_service, "buy", buy)  # test_demo_service.py has it
    ended = run("demo", "--out", tmp_path / "demo", "--time-limit", "8")
    assert ended.exit_code == 0, ended.output
    for words in ("Cost by term", "Fill rate", "Spend by week against budget", "What runs short", "every rule holds"):
        assert words in ended.stdout
    assert (tmp_path / "demo" / "plan" / "orders.csv").exists()
    page = (tmp_path / "demo" / "report.html").read_text(encoding="utf-8")  # beside its plan
    assert page.startswith("<!doctype html>")
    assert "Purchase plan" in page
    assert served == [(tmp_path / "demo" / "dataset", 4.0)]
    assert run("demo", "--out", tmp_path / "demo").exit_code == 2  # it is there already
