"""Datasets from elsewhere are read without a fault, where they are at hand."""

from pathlib import Path

import pytest

from models.files import read_problem

DATA = Path(__file__).parents[4] / "shared" / "data"
FOLDERS = sorted(
    path.parent for pattern in ("known/*/plan.yaml", "online_retail/plan.yaml") for path in DATA.glob(pattern)
)

pytestmark = pytest.mark.skipif(not FOLDERS, reason=f"no datasets below {DATA}")


@pytest.mark.parametrize("folder", FOLDERS or [DATA], ids=lambda folder: folder.name)
def test_it_is_read_without_a_fault(folder: Path) -> None:
    problem = read_problem(folder)
    lines = (folder / "demand.csv").read_text(encoding="utf-8").splitlines()
    assert len(problem.demand) == len(lines) - 1
    assert problem.notices == ()
