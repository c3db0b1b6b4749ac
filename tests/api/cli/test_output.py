from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.output import check_dataset_output, check_model_output, check_plan_output
from models.faults import CallError


def test_a_plan_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "plan"
    out.mkdir()
    (out / "notes.txt").touch()
    check_plan_output(out, tmp_path / "data", force=False)  # notes are not in the way
    (out / "orders.csv").touch()
    with pytest.raises(CallError, match="--force"):
        check_plan_output(out, tmp_path / "data", force=False)
    check_plan_output(out, tmp_path / "data", force=True)


@pytest.mark.parametrize("place", ["data", "data/../data"])
def test_a_plan_never_goes_into_a_dataset(tmp_path: Path, place: str) -> None:
    dataset = tmp_path / "data"
    dataset.mkdir()
    (dataset / "plan.yaml").touch()
    with pytest.raises(CallError, match="dataset"):
        check_plan_output(tmp_path / place, dataset, force=True)
    check_plan_output(dataset / "plan", dataset, force=False)


def test_a_workbook_called_plan_is_not_overwritten_by_its_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").touch()
    with pytest.raises(CallError, match="dataset"):
        check_plan_output(tmp_path, tmp_path / "plan.xlsx", force=True)


@pytest.mark.parametrize(
    "check",
    [
        lambda target: check_plan_output(target, Path("data"), force=True),
        lambda target: check_dataset_output(target, force=True),
        lambda target: check_model_output(target, Path("data"), force=True),
    ],
)
def test_a_place_below_a_file_is_refused_before_any_work(tmp_path: Path, check: Callable[[Path], None]) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CallError, match="no folder"):
        check(tmp_path / "file" / "out")
    check(tmp_path / "new" / "out")


def test_a_model_never_goes_into_the_dataset(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(CallError, match="dataset"):
        check_model_output(tmp_path / "data" / "items.csv", tmp_path / "data", force=True)
    (tmp_path / "model.lp").touch()
    with pytest.raises(CallError, match="--force"):
        check_model_output(tmp_path / "model.lp", tmp_path / "data", force=False)
    check_model_output(tmp_path / "model.lp", tmp_path / "data", force=True)


def test_a_dataset_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    check_dataset_output(tmp_path, force=False)
    (tmp_path / "plan.yaml").touch()
    with pytest.raises(CallError, match="--force"):
        check_dataset_output(tmp_path, force=False)
    check_dataset_output(tmp_path, force=True)
