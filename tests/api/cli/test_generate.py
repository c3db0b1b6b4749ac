from pathlib import Path

import pytest

from tests.api.cli.conftest import Run, json_of

SMALL = ("--items", "5", "--suppliers", "3", "--nodes", "2")
EVERYTHING = (
    *("--zones", "--transfers", "--channels", "--inbound-limits", "--storage", "hard", "--budgets", "mixed"),
    *("--backorder", "0.5", "--kits", "0.4", "--substitutes", "0.5", "--breaks", "0.5", "--shares", "0.5"),
    *("--cover", "0.5", "--bucket", "week", "--frozen-periods", "1", "--discount-rate", "0.1"),
)


@pytest.mark.parametrize("switches", [(), EVERYTHING])
def test_what_is_generated_can_be_planned(run: Run, tmp_path: Path, switches: tuple[str, ...]) -> None:
    ended = run("generate", tmp_path / "made", *SMALL, *switches, "--json")
    assert ended.exit_code == 0, ended.stderr
    assert json_of(ended.stdout)["rows"]["nodes"] == 2
    assert run("check", tmp_path / "made").exit_code == 0


def test_the_same_seed_makes_the_same_dataset(run: Run, tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("same", "1"), ("other", "2")):
        assert run("generate", tmp_path / name, *SMALL, "--seed", seed).exit_code == 0
    one, same, other = ((tmp_path / name / "demand.csv").read_bytes() for name in ("one", "same", "other"))
    assert one == same
    assert one != other


def test_what_stands_there_is_kept_unless_forced(run: Run, tmp_path: Path) -> None:
    assert run("generate", tmp_path / "made", *SMALL).exit_code == 0
    before = (tmp_path / "made" / "demand.csv").read_bytes()
    ended = run("generate", tmp_path / "made", *SMALL, "--seed", "5")
    assert ended.exit_code == 2
    assert (tmp_path / "made" / "demand.csv").read_bytes() == before
    assert run("generate", tmp_path / "made", *SMALL, "--seed", "5", "--force").exit_code == 0
    assert (tmp_path / "made" / "demand.csv").read_bytes() != before


BAD = (["--items", "0"], ["--start", "soon"], ["--kits", "2"], ["--nodes", "1", "--transfers"])


@pytest.mark.parametrize("words", BAD)
def test_what_cannot_be_generated_is_refused(run: Run, tmp_path: Path, words: list[str]) -> None:
    ended = run("generate", tmp_path / "made", *words)
    assert ended.exit_code == 2
    assert "Traceback" not in ended.output
