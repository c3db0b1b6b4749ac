"""What starts the service elsewhere names settings that exist, pins what it builds on, and holds no secret."""

import re
import tomllib
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

PIN = re.compile(r"^([a-z][a-z0-9.-]*)\S*==(\S+).*\\\n((?: +--hash=.*\n)+)", re.MULTILINE)


def pins(name: str) -> dict[tuple[str, str], frozenset[str]]:
    """Hashes of each package and version of a lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = {(each[1], each[2]): frozenset(re.findall(r"sha256:\w+", each[3])) for each in PIN.finditer(text)}
    assert len(found) == len(re.findall(r"^[a-z]", text, re.MULTILINE))  # no line is passed over
    return found


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


@pytest.mark.parametrize("name", ["requirements.service.lock", "requirements.build.lock"])
def test_an_image_is_made_of_the_very_packages_that_are_tested(name: str) -> None:
    assert pins(name).items() <= pins("requirements.lock").items()
    assert f"--require-hashes -r {name}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"!{name}" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_an_image_holds_what_the_service_asks_for_and_no_tool_of_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(given: list[str]) -> set[str]:
        return {re.split(r"[\[<>=]", each)[0].lower() for each in given}

    wanted = names([*project["dependencies"], *extras["client"], *extras["edi"]])
    held = {package for package, _ in pins("requirements.service.lock")}
    assert wanted <= held
    assert held & (names([*extras["dev"], *extras["bench"], *extras["cluster"]]) - wanted) == set()
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"-r (\S+)", image) == ["requirements.service.lock", "requirements.build.lock"]


def test_an_image_holds_compiled_kernels_and_says_nothing_of_where_they_are() -> None:
    _, built, run = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")
    assert "/opt/caselot/bin/python -P -m optimizer.strategies.decomposed" in built
    assert built.index("/wheels/*.whl") < built.index("optimizer.strategies.decomposed")
    # An empty folder in memory would be preferred to the one that came with the image.
    assert "NUMBA_CACHE_DIR" not in run
    assert "COPY --from=build /opt/caselot /opt/caselot" in run
