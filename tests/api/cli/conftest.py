import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.app import app
from models.files import write_dataset
from tests.builders import settings, tables
from tests.service import empty_postgres, postgres_server

__all__ = ["empty_postgres", "postgres_server"]

Run = Callable[..., Result]
Dataset = Callable[..., Path]

PATIENCE = 300.0
"""Seconds until a process counts as hung. None takes a tenth of it, so that no clock decides."""


@pytest.fixture
def run() -> Run:
    """A command of this process: `run("check", path)`."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """A folder of CSV files with the problem of `tests.builders.build`; settings are given as `plan`."""

    def write(plan: dict[str, Any] | None = None, **given: Any) -> Path:
        path = tmp_path / "dataset"
        write_dataset(settings(**(plan or {})), tables(**{"demand": [5, 5, 5], **given}), path, "csv")
        return path

    return write


def caselot(*words: object, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a shell runs it."""
    return subprocess.run(
        [sys.executable, "-m", "api", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def json_of(text: str) -> dict[str, Any]:
    """The one JSON object that the text is, strictly: no NaN, nothing before or after it."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    value = json.loads(text, parse_constant=refuse)
    assert isinstance(value, dict)
    return value
