"""Nothing of the model is half there: every rule has its parts, its place in the table of contents and its tests."""

import importlib
import inspect
from pathlib import Path
from types import ModuleType

import pytest

import optimizer.formulation.constraints as constraints_package
import optimizer.formulation.objective as objective_package
from optimizer import verify
from optimizer.formulation.build import FAMILIES, TERMS
from tests.optimizer.formulation.conftest import GOLDEN

HERE = Path(__file__).parent
KINDS = {"constraints": (constraints_package, FAMILIES), "objective": (objective_package, TERMS)}


def modules(kind: str) -> list[ModuleType]:
    """Every module of a folder of rules, registered or not."""
    package = KINDS[kind][0]
    files = sorted(Path(inspect.getfile(package)).parent.glob("*.py"))
    return [importlib.import_module(f"{package.__name__}.{path.stem}") for path in files if path.stem != "__init__"]


EVERY = [pytest.param(kind, module, id=f"{kind} {module.NAME}") for kind in KINDS for module in modules(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_registered_once_with_the_model_and_with_the_check(kind: str) -> None:
    registered = KINDS[kind][1]
    assert sorted(module.__name__ for module in registered) == sorted(module.__name__ for module in modules(kind))
    checked = verify.FAMILIES if kind == "constraints" else verify.TERMS
    assert set(checked) == set(registered)


@pytest.mark.parametrize(("kind", "module"), EVERY)
def test_a_rule_has_its_parts(kind: str, module: ModuleType) -> None:
    parts = ("applies", "add", "violations") if kind == "constraints" else ("add", "cost")
    for part in parts:
        function = getattr(module, part)
        assert inspect.isfunction(function)
        assert function.__module__ == module.__name__
        assert inspect.getdoc(function)
    assert module.__name__.endswith(f".{module.NAME}")


@pytest.mark.parametrize(("kind", "module"), EVERY)
def test_a_rule_is_told_as_a_formula_and_in_words(kind: str, module: ModuleType) -> None:
    text = inspect.getdoc(module) or ""
    assert text.startswith(module.NAME.replace("_", " ").capitalize())
    assert [line for line in text.splitlines() if line.startswith("    ")], f"no formula: {kind}"
    assert "In a planner's words: " in text


@pytest.mark.parametrize(("kind", "module"), EVERY)
def test_a_rule_has_its_test_and_its_golden_file(kind: str, module: ModuleType) -> None:
    assert (HERE / kind / f"test_{module.NAME}.py").exists()
    assert (GOLDEN / kind / f"{module.NAME}.lp").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_no_test_or_golden_file_outlives_its_rule(kind: str) -> None:
    names = {module.NAME for module in modules(kind)}
    assert {path.stem.removeprefix("test_") for path in (HERE / kind).glob("test_*.py")} == names
    assert {path.stem for path in (GOLDEN / kind).glob("*")} == names


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.NAME))
def test_a_familys_rows_bear_its_name_and_its_golden_file_shows_them(family: ModuleType) -> None:
    lines = (GOLDEN / "constraints" / f"{family.NAME}.lp").read_text(encoding="ascii").splitlines()
    assert any(line.startswith(f"\\ {family.NAME}") for line in lines)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term.NAME))
def test_a_terms_golden_file_charges_something(term: ModuleType) -> None:
    lines = (GOLDEN / "objective" / f"{term.NAME}.lp").read_text(encoding="ascii").splitlines()
    cost = next(line for line in lines if line.startswith(" cost:"))
    assert cost != " cost: 0"
