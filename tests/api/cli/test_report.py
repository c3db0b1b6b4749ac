from pathlib import Path

import pandas as pd
import pytest

from api.cli.output import check_page_output
from models.faults import CallError
from tests.api.cli.conftest import Dataset, Run, json_of


@pytest.fixture
def planned(run: Run, dataset: Dataset, tmp_path: Path) -> tuple[Path, Path]:
    path, out = dataset(offers=[{"unit_price": 2.0}]), tmp_path / "plan"
    assert run("plan", path, "--out", out).exit_code == 0
    return path, out


def test_a_page_is_written_and_its_costs_are_the_plans(run: Run, planned: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "new" / "page.html"
    told = json_of(run("report", *planned, "--out", file, "--item", "A", "--json").stdout)
    assert told["objective"] == sum(told["costs"].values()) == pytest.approx(30)  # 15 units at 2
    assert (told["report"], told["bytes"], told["accepted"]) == (str(file), file.stat().st_size, True)
    assert {"costs", "spend", "orders", "largest", "service", "stock", "containers", "making"} == set(told["sections"])
    assert "30.00" in file.read_text(encoding="utf-8")
    assert told["bytes"] < 2_000_000
    assert [path.name for path in file.parent.iterdir()] == ["page.html"]


def test_a_page_that_exists_is_kept_unless_forced(run: Run, planned: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("mine", encoding="utf-8")
    kept = run("report", *planned, "--out", file)
    assert (kept.exit_code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in kept.stderr
    assert run("report", *planned, "--out", file, "--force").exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_item_that_is_none_is_refused_with_the_nearest(run: Run, planned: tuple[Path, Path], tmp_path: Path) -> None:
    ended = run("report", *planned, "--out", tmp_path / "page.html", "--item", "AA")
    assert ended.exit_code == 2
    assert "'AA'" in ended.stderr
    assert "the nearest is 'A'" in ended.stderr
    assert not (tmp_path / "page.html").exists()


def test_a_plan_for_another_version_is_warned_of(run: Run, planned: tuple[Path, Path], tmp_path: Path) -> None:
    path, out = planned
    demand = pd.read_csv(path / "demand.csv")
    demand.assign(units=demand["units"] + 1).to_csv(path / "demand.csv", index=False)
    ended = run("report", path, out, "--out", tmp_path / "page.html")
    assert ended.exit_code == 0
    assert "another version" in ended.stderr
    assert "breaks rules" in ended.stderr
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "made for another version of the dataset" in html
    assert "This plan breaks rules" in html


@pytest.mark.parametrize("place", ["data/page.html", "plan/orders.csv", "plan"])
def test_a_page_never_goes_over_a_dataset_or_a_plan(tmp_path: Path, place: str) -> None:
    for name in ("data", "plan"):
        (tmp_path / name).mkdir()
    with pytest.raises(CallError, match="choose another place"):
        check_page_output(tmp_path / place, tmp_path / "data", tmp_path / "plan", force=True)
    check_page_output(tmp_path / "plan" / "page.html", tmp_path / "data", tmp_path / "plan", force=True)
