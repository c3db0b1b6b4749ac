"""Datasets that the service has, under a scenario file."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from api.auth.caller import console
from api.cli import service
from api.services.live import keep_snapshot, take_snapshot
from models.db.sessions import act_for
from models.files import write_dataset
from tests.api.cli.conftest import Run, json_of
from tests.builders import settings, tables
from tests.scenarios.files import written

FILE = """
dataset: stored:live
scenarios:
  - name: twice
    edits:
      - {scale: stock.on_hand, by: 2}
"""


@pytest.fixture
def loaded(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stock and tomorrow's demand in a database of its own."""
    monkeypatch.setenv("CASELOT_DATABASE_URL", f"sqlite:///{tmp_path / 'caselot.db'}")
    day = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)).isoformat()
    demand = pd.DataFrame([{"item_id": "A", "zone_id": "N", "date": day, "units": 3}])
    write_dataset(settings(start=day), tables(stock=4, demand=demand), tmp_path / "data", "csv")
    assert run("load", str(tmp_path / "data")).exit_code == 0


@pytest.fixture
def stored(loaded: None) -> str:  # noqa: ARG001 - there is something to keep
    """The ID of a snapshot that the service has kept."""
    with service.opened() as database, database.write.begin() as session:
        act_for(session, "main")
        return keep_snapshot(session, console("main"), take_snapshot(console("main"), database)).id


@pytest.mark.usefixtures("loaded")
def test_a_scenario_begins_with_live_data(run: Run, tmp_path: Path) -> None:
    done = run("scenarios", "check", str(written(tmp_path, FILE)), "--json")
    assert done.exit_code == 0, done.output
    assert json_of(done.stdout)["scenarios"][0]["name"] == "twice"


def test_a_scenario_begins_with_a_stored_dataset(run: Run, stored: str, tmp_path: Path) -> None:
    file = written(tmp_path, FILE)
    live = json_of(run("scenarios", "check", str(file), "--json").stdout)
    kept = json_of(run("scenarios", "check", str(file), "--dataset", f"stored:{stored}", "--json").stdout)
    assert kept["scenarios"][0]["dataset_sha256"] == live["scenarios"][0]["dataset_sha256"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("name", "organisation"), [("stored:no-such", "main"), ("stored:live", "elsewhere")])
def test_what_the_service_does_not_have_is_refused(run: Run, tmp_path: Path, name: str, organisation: str) -> None:
    file = written(tmp_path, FILE)
    done = run("scenarios", "check", str(file), "--dataset", name, "--organisation", organisation, "--json")
    assert done.exit_code == 2
    assert name in json_of(done.stdout)["error"]["message"]


def test_a_stored_dataset_of_another_organisation_is_not_found(run: Run, stored: str, tmp_path: Path) -> None:
    file = written(tmp_path, FILE)
    done = run("scenarios", "check", str(file), "--dataset", f"stored:{stored}", "--organisation", "other", "--json")
    assert done.exit_code == 2
    assert "stored:" in json_of(done.stdout)["error"]["message"]
