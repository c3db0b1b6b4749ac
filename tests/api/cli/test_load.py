"""`caselot load`."""

from pathlib import Path

import pytest

from models.files import write_dataset
from tests.api.cli.conftest import Run, json_of
from tests.builders import settings, tables


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", f"sqlite:///{tmp_path / 'caselot.db'}")


def test_a_dataset_is_loaded_once_and_the_same_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    write_dataset(settings(), tables(demand=[0, 5, 0], stock=4), tmp_path / "data", "csv")
    first = run("load", str(tmp_path / "data"), "--json")
    assert first.exit_code == 0, first.output
    assert json_of(first.stdout)["tables"]["demand"] == {"inserted": 1, "changed": 0, "unchanged": 0}
    again = run("load", str(tmp_path / "data"), "--json")
    assert json_of(again.stdout)["tables"]["demand"] == {"inserted": 0, "changed": 0, "unchanged": 1}
    assert run("audit", "verify").exit_code == 0


def test_a_price_with_seven_decimals_is_refused_and_nothing_is_loaded(run: Run, tmp_path: Path) -> None:
    write_dataset(settings(), tables(offers=[{"unit_price": 1.0000001}]), tmp_path / "data", "csv")
    done = run("load", str(tmp_path / "data"), "--json")
    assert done.exit_code == 2
    assert "at most six decimals" in json_of(done.stdout)["error"]["message"]
    write_dataset(settings(), tables(offers=[{"unit_price": 1.000001}]), tmp_path / "data", "csv", force=True)
    assert json_of(run("load", str(tmp_path / "data"), "--json").stdout)["tables"]["items"]["inserted"] == 1
