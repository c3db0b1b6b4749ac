"""The registry names every backend, and imports none before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from models.faults import CallError
from optimizer.backends.registry import BACKENDS, RELAXATION_ONLY, backend


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(CallError, match="no solver called 'cplx'; known are highs, scip, cp-sat, pdlp, glop, pyomo:"):
        backend("cplx")
    with pytest.raises(CallError, match="no solver called 'pyomo:'"):
        backend("pyomo:")


@pytest.mark.parametrize("name", BACKENDS)
def test_every_name_has_a_backend(name: str) -> None:
    assert callable(backend(name))


def test_what_solves_relaxations_only_is_a_backend() -> None:
    assert set(BACKENDS) >= RELAXATION_ONLY


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = "{'ortools', 'pyomo', 'highspy'}"
    modules = "sys, optimizer.backends.registry, optimizer.backends.export"
    code = f"import {modules}; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("order", [("highs", "scip"), ("scip", "highs")])
def test_highs_and_or_tools_live_in_one_process(order: tuple[str, str]) -> None:
    # OR-Tools brings a HiGHS library of its own. highspy 1.15 loads one of the same name, and whichever comes second
    # fails with "undefined symbol"; other versions of highspy have theirs built in.
    code = f"from optimizer.backends.registry import backend; [backend(name) for name in {order}]"
    finished = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
