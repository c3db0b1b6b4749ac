from pathlib import Path

import pytest

from optimizer.formulation import reference
from optimizer.formulation.build import FAMILIES, TERMS

FORMULATION = Path(reference.__file__).parent


def test_the_page_is_what_the_docstrings_say() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "run `make docs`"


@pytest.mark.parametrize(("folder", "registered"), [("constraints", FAMILIES), ("objective", TERMS)])
def test_every_module_of_a_rule_is_registered(folder: str, registered: tuple[object, ...]) -> None:
    files = {path.stem for path in (FORMULATION / folder).glob("*.py")} - {"__init__"}
    assert files == {str(module.NAME) for module in registered}  # type: ignore[attr-defined] # a module has its names


@pytest.mark.parametrize("module", [*FAMILIES, *TERMS], ids=lambda module: module.__name__)
def test_every_rule_has_a_formula_and_a_planners_words(module: object) -> None:
    text = module.__doc__ or ""
    formulas = [line for line in text.splitlines() if line.startswith("  ") and line.strip()]
    assert formulas
    assert "In a planner's words:" in text
