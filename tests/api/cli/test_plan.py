import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Dataset, Run, json_of

PRICED = {"offers": [{"unit_price": 2.0}]}


def test_a_plan_is_written_verified_and_told(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(**PRICED), tmp_path / "plan"
    ended = run("plan", path, "--out", out)
    assert ended.exit_code == 0
    assert "purchase" in ended.stdout
    assert "30.00" in ended.stdout  # 15 units at 2
    assert "Nothing runs short." in ended.stdout
    assert str(out) in ended.stdout.replace("\n", "")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["status"] == "optimal"
    assert summary["objective"] == pytest.approx(30)
    assert summary["options"]["gap"] == 1e-6
    assert {"read", "build", "solve", "check", "total"} <= set(summary["seconds"])
    assert run("verify", path, out).exit_code == 0


def test_json_is_the_summary_and_the_story(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    told = json_of(run("plan", dataset(**PRICED), "--out", tmp_path / "plan", "--json").stdout)
    assert told["status"] == "optimal"
    assert told["costs"]["purchase"] == pytest.approx(30)
    assert [row["supplier_id"] for row in told["largest_orders"]]
    assert told["short"] == []


def test_what_runs_short_is_told_with_its_cause(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    # received in the second week at the earliest: 5 units of the first are lost
    path = dataset(lanes=[{"lead_time_days": 7}])
    ended = run("plan", path, "--out", tmp_path / "plan")
    assert "no order can arrive before 2024-01-08" in ended.stdout


def test_a_plan_that_exists_is_kept(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path, out = dataset(), tmp_path / "plan"
    out.mkdir()
    (out / "orders.csv").write_text("kept", encoding="utf-8")
    ended = run("plan", path, "--out", out)
    assert ended.exit_code == 2
    assert "--force" in ended.stderr
    assert (out / "orders.csv").read_text(encoding="utf-8") == "kept"


def test_the_dataset_is_not_overwritten_even_when_forced(run: Run, dataset: Dataset) -> None:
    path = dataset()
    assert run("plan", path, "--out", path, "--force").exit_code == 2
    assert (path / "items.csv").exists()


def test_no_plan_exists(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    offers = [{"supplier_id": "S", "min_share": 0.6}, {"supplier_id": "U", "min_share": 0.6}]
    path = dataset(suppliers=["S", "U"], offers=offers)
    ended = run("plan", path, "--out", tmp_path / "plan", "--json")
    assert ended.exit_code == 1
    told = json_of(ended.stdout)
    assert told["status"] == "infeasible"
    assert told["objective"] is None
    assert told["reasons"]
    assert not (tmp_path / "plan" / "orders.csv").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--time-limit", "0"],
        ["--time-limit", "nan"],
        ["--gap", "-1"],
        ["--gap", "inf"],
        ["--workers", "0"],
        ["--cluster", "here"],
        ["--cluster", "tcp://127.0.0.1:99999"],
        ["--cluster", "tcp://127.0.0.1:1"],
        ["--cluster", "tcp://127.0.0.1:8786", "--workers", "2"],
        ["--cluster", "tcp://127.0.0.1:8786", "--strategy", "exact"],
        ["--seed", "x"],
        ["--strategy", "guess"],
        ["--format", "pdf"],
        ["--backend", "abacus"],
        ["--nonsense"],
    ],
)
def test_a_call_that_makes_no_sense(run: Run, dataset: Dataset, tmp_path: Path, words: list[str]) -> None:
    ended = run("plan", dataset(), "--out", tmp_path / "plan", *words, "--json")
    assert ended.exit_code == 2
    assert json_of(ended.stdout)["error"]["kind"] == "call"
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("file_format", ["csv", "parquet", "xlsx"])
def test_plans_are_read_back_in_every_format(run: Run, dataset: Dataset, tmp_path: Path, file_format: str) -> None:
    path, out = dataset(**PRICED), tmp_path / "plan"
    assert run("plan", path, "--out", out, "--format", file_format).exit_code == 0
    ended = run("verify", path, out)
    assert ended.exit_code == 0, ended.output
    assert "every rule holds" in ended.stdout


def test_a_plan_can_start_from_another(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    path = dataset(**PRICED)
    assert run("plan", path, "--out", tmp_path / "first").exit_code == 0
    assert run("plan", path, "--out", tmp_path / "second", "--start", tmp_path / "first").exit_code == 0


def test_a_model_is_written(run: Run, dataset: Dataset, tmp_path: Path) -> None:
    model = tmp_path / "model.lp"
    assert run("plan", dataset(), "--out", tmp_path / "plan", "--write-model", model).exit_code == 0
    assert "stock_balance" in model.read_text(encoding="utf-8")
