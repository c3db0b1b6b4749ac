"""Scenario files for tests: text in, scenarios or faults out."""

import textwrap
from pathlib import Path

import pandas as pd
import pytest

from models.faults import ScenarioError
from models.problem import Problem
from scenarios.edits import Edited, edited
from scenarios.form.faults import Faults
from scenarios.schema import Scenario, read_scenarios


def written(folder: Path, text: str) -> Path:
    """A scenario file with the text; its first line is line 1."""
    path = folder / "what-if.yaml"
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def scenarios_of(folder: Path, text: str) -> tuple[Scenario, ...]:
    """The scenarios of a file with the text."""
    return read_scenarios(written(folder, text)).scenarios


def faults_of(folder: Path, text: str) -> list[str]:
    """The sentences of the faults of a file with the text."""
    with pytest.raises(ScenarioError) as error:
        scenarios_of(folder, text)
    return str(error.value).splitlines()


def edits(text: str) -> str:
    """A file of one scenario with the edits; the first of them stands in line 4."""
    return "scenarios:\n  - name: one\n    edits:\n" + textwrap.indent(textwrap.dedent(text).strip("\n"), " " * 6)


def done(folder: Path, problem: Problem, text: str) -> Edited:
    """What the edits make of a problem."""
    faults = Faults("what-if.yaml")
    (scenario,) = scenarios_of(folder, edits(text))
    found = edited(problem, scenario.edits, folder, faults)
    faults.settle()
    assert found is not None
    return found


def table(folder: Path, problem: Problem, text: str, name: str) -> pd.DataFrame:
    """One table after the edits."""
    frame = done(folder, problem, text).problem.tables()[name]
    assert isinstance(frame, pd.DataFrame)
    return frame


def refused(folder: Path, problem: Problem, text: str) -> str:
    """The one fault of edits that cannot be made."""
    with pytest.raises(ScenarioError) as error:
        done(folder, problem, text)
    (line,) = str(error.value).splitlines()
    return line
