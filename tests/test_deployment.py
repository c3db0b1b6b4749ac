"""What starts the service elsewhere names settings that exist, pins what it builds on, and holds no secret."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.cli.app import app
from api.settings import PREFIX, Settings, read_settings

ROOT = Path(__file__).parents[1]
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
OF_COMPOSE = {"CASELOT_DATABASE_PASSWORD"}  # a word of compose.yaml, put into the URL; the service never sees it
PAGE = ROOT / "docs" / "how-to" / "deploy.md"


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


@pytest.mark.parametrize("path", [ROOT / "compose.yaml", ROOT / "Dockerfile", PAGE], ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"CASELOT_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
    assert named - SETTINGS - OF_COMPOSE == set()


def test_every_container_of_ours_is_locked_down_and_runs_a_command_that_exists() -> None:
    ours = {name: each for name, each in services().items() if name != "database"}
    assert ours.keys() == {"migrate", "api", "worker"}
    known = {str(each.name or getattr(each.callback, "__name__", "")) for each in app.registered_commands}
    known |= {str(each.name) for each in app.registered_groups}
    for name, each in ours.items():
        assert each["read_only"], name
        assert each["cap_drop"] == ["ALL"], name
        assert each["command"][0] in known, name
        read_settings(each["environment"])  # raises where a value will not do
    assert services()["worker"]["deploy"]["replicas"] == 2


def test_no_secret_stands_in_the_files_and_versions_are_pinned() -> None:
    password = services()["database"]["environment"]["POSTGRES_PASSWORD"]
    assert password.startswith("${CASELOT_DATABASE_PASSWORD:?")
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\d+)$", image, re.MULTILINE) == ["10001"]
    tags = [*re.findall(r"^FROM \S+:(\S+)", image, re.MULTILINE), services()["database"]["image"].split(":")[1]]
    assert len(tags) == 3
    assert all(re.match(r"\d+\.\d+", tag) for tag in tags)
