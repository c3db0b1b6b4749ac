import json
from pathlib import Path

import pandas as pd
import pytest

from api.cli.compare import names_of
from models.faults import CallError
from tests.api.cli.conftest import Dataset, Run, json_of


@pytest.fixture
def compared(run: Run, dataset: Dataset, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A dataset of 5 units a week at 2, one plan that buys them week by week and one that buys none."""
    path = dataset(offers=[{"unit_price": 2.0}])
    plans = tmp_path / "weekly", tmp_path / "nothing"
    for plan, safety in zip(plans, ("safety_periods=0", "safety_periods=-9"), strict=True):
        words = ("--policy", "min-max", "--set", "lot_factor=0", "--set", safety)
        assert run("baseline", path, *words, "--out", plan).exit_code == 0
    return path, *plans


def test_money_service_orders_and_suppliers_side_by_side(run: Run, compared: tuple[Path, Path, Path]) -> None:
    ended = run("compare", *compared)
    assert ended.exit_code == 0
    lines = {line.split()[0]: line.split() for line in ended.stdout.splitlines() if line.strip()}
    assert lines["purchase"] == ["purchase", "30.00", "0.00", "-30.00"]
    assert lines["shortage"] == ["shortage", "0.00", "1,500.00", "+1,500.00"]  # 15 lost at 100
    assert lines["total"] == ["total", "30.00", "1,500.00", "+1,470.00"]
    assert lines["all"] == ["all", "100", "%", "0", "%", "-100.00", "points"]
    assert lines["N"] == ["N", "100", "%", "0", "%", "-100.00", "points"]
    assert lines["nothing"] == ["nothing", "0", "0", "0", "3", "0"]  # three lines are dropped


def test_json_is_one_object_and_files_are_tables(
    run: Run, compared: tuple[Path, Path, Path], tmp_path: Path
) -> None:  # fmt: skip
    out = tmp_path / "tables"
    told = json_of(run("compare", *compared, "--out", out, "--json").stdout)
    assert told["compared_with"] == "weekly"
    assert [row["strategy"] for row in told["plans"]] == ["baseline min-max"] * 2
    assert told["order_lines"]["nothing"]["dropped"] == 3 == len(told["changes"])
    assert sorted(path.stem for path in out.iterdir()) == ["changes", "costs", "service", "spend", "suppliers"]
    costs = pd.read_csv(out / "costs.csv").set_index(["plan", "term"])
    assert costs.loc[("nothing", "total"), "difference"] == pytest.approx(1470)
    assert pd.read_csv(out / "spend.csv")["date"].iloc[0] == "2024-01-01"
    again = run("compare", *compared, "--out", out)
    assert (again.exit_code, "already; --force overwrites it" in again.stderr) == (2, True)
    assert run("compare", *compared, "--out", out, "--force").exit_code == 0


def test_a_dataset_is_no_place_for_tables(run: Run, compared: tuple[Path, Path, Path]) -> None:
    ended = run("compare", *compared, "--out", compared[0], "--force")
    assert (ended.exit_code, "holds a dataset" in ended.stderr) == (2, True)


def test_a_plan_of_another_dataset_is_refused(run: Run, compared: tuple[Path, Path, Path]) -> None:
    summary = compared[2] / "summary.json"
    told = json.loads(summary.read_text(encoding="utf-8"))
    summary.write_text(json.dumps(told | {"dataset_sha256": "0"}), encoding="utf-8")
    ended = run("compare", *compared)
    assert (ended.exit_code, "another version of the dataset" in ended.stderr) == (2, True)


def test_a_plan_that_breaks_rules_is_compared_and_says_so(run: Run, compared: tuple[Path, Path, Path]) -> None:
    orders = compared[1] / "orders.csv"
    orders.write_text("\n".join(orders.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    ended = run("compare", *compared)
    assert ended.exit_code == 0
    assert "weekly breaks rules" in ended.stdout


def test_plans_are_named_by_what_tells_them_apart() -> None:
    assert names_of([Path("a/plan"), Path("b/other")]) == ["plan", "other"]
    assert names_of([Path("a/plan"), Path("b/plan")]) == ["a/plan", "b/plan"]
    with pytest.raises(CallError, match="given twice"):
        names_of([Path("a/plan"), Path("a/../a/plan")])


def test_one_plan_is_refused(run: Run, compared: tuple[Path, Path, Path]) -> None:
    assert run("compare", *compared[:2]).exit_code == 2
