from pathlib import Path

import pytest

from api.cli.output import check_output
from models.faults import CallError


def test_what_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    check_output(tmp_path / "plan", force=False)  # an empty folder holds nothing to lose
    (tmp_path / "plan" / "orders.csv").touch()
    with pytest.raises(CallError, match="--force"):
        check_output(tmp_path / "plan", force=False)
    check_output(tmp_path / "plan", force=True)


@pytest.mark.parametrize("place", ["data", ".", "data/../data"])
def test_the_dataset_is_never_overwritten(tmp_path: Path, place: str) -> None:
    dataset = tmp_path / "data"
    dataset.mkdir()
    with pytest.raises(CallError, match="dataset"):
        check_output(tmp_path / place, force=True, dataset=dataset)
    check_output(dataset / "plan", force=True, dataset=dataset)
