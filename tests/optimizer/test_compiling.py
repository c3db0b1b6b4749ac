"""Kernels are compiled before the clock of a search starts, once, and progress says so."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numba
import pytest

from models.result import COMPILING, Progress, Result, Termination
from optimizer import compiling
from optimizer import solve as recipe
from optimizer.options import Options
from optimizer.strategies.outcome import Outcome
from tests.builders import build


class Search:
    """Notes what it is asked for and finds nothing; the first one takes 100 s, as compiling does."""

    def __init__(self) -> None:
        self.items: list[int] = []
        self.left: list[float] = []
        self.at = 0.0

    def __call__(self, problem: Any, _options: Options, *, deadline: float, **_: Any) -> Outcome:
        self.left.append(deadline - self.at)
        self.at += 0 if self.items else 100
        self.items.append(len(problem.items))
        return Outcome([], None, Termination.TIME_LIMIT, {}, 0.0)


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Search:
    made = Search()
    monkeypatch.setattr(recipe, "time", SimpleNamespace(monotonic=lambda: made.at))
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 0)
    monkeypatch.setattr(compiling, "_begun", [])
    for name in ("decomposed", "exact"):
        monkeypatch.setitem(recipe.STRATEGIES, name, made)
    return made


def phases(options: Options) -> list[str]:
    heard: list[Progress] = []
    result = recipe.solve(build(), options, progress=heard.append)
    assert isinstance(result, Result)
    return [each.phase for each in heard]


def test_a_search_has_all_of_its_time_after_compiling(search: Search) -> None:
    # Compiling takes 100 s; of the 10 s of the search that follows none is gone before it begins.
    assert phases(Options(strategy="decomposed", time_limit=10)) == [COMPILING, "building"]
    assert search.items == [12, 1]
    assert search.left[1] == 10
    assert phases(Options(strategy="decomposed")) == ["building"]
    assert search.items == [12, 1, 1]


def test_another_process_does_not_compile_again(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    phases(Options(strategy="decomposed"))
    monkeypatch.setattr(compiling, "_begun", [])
    assert phases(Options(strategy="decomposed")) == ["building"]
    assert search.items == [12, 1, 1]


def test_what_needs_no_kernels_compiles_none(search: Search) -> None:
    assert phases(Options(strategy="exact")) == ["building"]
    assert search.items == [1]
