"""Golden LP files: how a rule looks as rows, on a case small enough to be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.problem import Problem
from tests.optimizer.planning import lp_of

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Problem], None]:
    """Compare a problem's model with the LP file named after the test's module.

    A change of the formulation that is meant: `pytest tests/optimizer/formulation --golden-update`, then read what git
    shows as changed.
    """
    module = Path(request.path)
    path = GOLDEN / module.parent.name / f"{module.stem.removeprefix('test_')}.lp"

    def compare(problem: Problem) -> None:
        text = lp_of(problem)
        if request.config.getoption("--golden-update"):
            path.write_text(text, encoding="ascii")
        assert path.read_text(encoding="ascii") == text, f"the model differs from {path.name}; see `golden`"

    return compare
