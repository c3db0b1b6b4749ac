"""Commands of the service: settings, db, key, user, audit."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.db.engine import make_engine
from models.db.upgrade import newest
from tests.api.cli.conftest import Run, json_of


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a database that is not there yet."""
    found = f"sqlite:///{tmp_path / 'caselot.db'}"
    monkeypatch.setenv("CASELOT_DATABASE_URL", found)
    return found


def told(run: Run, *words: str, code: int = 0) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.exit_code == code, done.output
    return json_of(done.stdout)


def test_a_key_is_printed_once_and_alone(run: Run) -> None:
    done = run("key", "create", "--name", "erp", "--role", "integration")
    assert done.exit_code == 0, done.output
    secret = done.stdout.strip()
    assert secret.startswith("caselot_")
    assert len(secret.splitlines()) == 1
    listed = run("key", "list")
    assert "erp" in listed.stdout
    assert secret not in listed.stdout
    assert secret.split("_")[1] in listed.stdout


def test_keys_of_one_name_are_of_one_user(run: Run) -> None:
    first = told(run, "key", "create", "--name", "erp", "--role", "planner")
    second = told(run, "key", "create", "--name", "erp", "--role", "buyer")
    assert first["user_id"] == second["user_id"]
    assert (first["roles"], second["roles"]) == (["planner"], ["buyer"])
    assert told(run, "user", "list")["users"][0]["roles"] == ["buyer", "planner"]


def test_a_person_has_the_roles_they_were_given_and_no_others(run: Run) -> None:
    told(run, "user", "add", "--name", "Ada", "--role", "buyer", "--role", "planner")
    assert told(run, "key", "create", "--name", "Ada", "--role", "buyer")["roles"] == ["buyer"]
    refused = told(run, "key", "create", "--name", "Ada", "--role", "approver", code=2)
    assert "a role of Ada: buyer, planner" in refused["error"]["message"]
    assert "already" in told(run, "user", "add", "--name", "Ada", "--role", "buyer", code=2)["error"]["message"]


def test_a_key_can_be_revoked(run: Run) -> None:
    made = told(run, "key", "create", "--name", "erp", "--role", "viewer", "--days", "30")
    assert made["expires_at"] is not None
    assert told(run, "key", "revoke", made["id"])["revoked_at"] is not None
    assert told(run, "key", "list")["keys"][0]["revoked_at"] is not None
    assert "no key 'KEY-0'" in told(run, "key", "revoke", "KEY-0", code=2)["error"]["message"]


def test_organisations_are_kept_apart(run: Run) -> None:
    made = told(run, "key", "create", "--name", "erp", "--role", "viewer", "--organisation", "other")
    assert made["organisation"] == "other"
    assert told(run, "key", "list")["keys"] == []
    told(run, "key", "revoke", made["id"], code=2)
    assert len(told(run, "key", "list", "--organisation", "other")["keys"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--name", "a\tb", "--role", "viewer"), ("--name", "", "--role", "viewer"), ("--name", "x", "--role", "king"),
        ("--name", "x", "--role", "viewer", "--organisation", "x" * 65), ("--name", "x"),
        ("--name", "x", "--role", "viewer", "--days", "0"), ("--name", "x", "--role", "viewer", "--days", "nan"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_refused_and_nothing_is_made(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    told(run, "key", "create", *words, code=2)
    assert not (tmp_path / "caselot.db").exists()


def test_the_audit_log_is_verified(run: Run, url: str) -> None:
    told(run, "key", "create", "--name", "erp", "--role", "viewer")
    found = told(run, "audit", "verify")
    assert (found["intact"], found["logs"][0]["entries"]) == (True, 2)
    head = f"2:{found['logs'][0]['head']}"
    told(run, "key", "create", "--name", "erp", "--role", "viewer")
    assert told(run, "audit", "verify", "--organisation", "main", "--expect", head)["intact"]
    assert told(run, "audit", "verify", "--organisation", "main", "--expect", "2:" + "0" * 64, code=1)["replaced"]
    told(run, "audit", "verify", "--expect", head, code=2)
    told(run, "audit", "verify", "--organisation", "nowhere", code=2)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET user_name = 'Eve' WHERE number = 2"))
    engine.dispose()
    refused = run("audit", "verify")
    assert refused.exit_code == 1
    assert "main: entry 2 was changed" in refused.stdout


def test_the_database_is_upgraded(run: Run) -> None:
    assert told(run, "db", "status", code=1) == {"version": None, "newest": newest()}
    assert told(run, "db", "upgrade") == {"before": None, "after": newest()}
    assert told(run, "db", "upgrade") == {"before": newest(), "after": newest()}
    assert told(run, "db", "status")["version"] == newest()


def test_settings_are_listed_without_secrets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", "postgresql+psycopg://u:hunter2@db.example/caselot")
    monkeypatch.setenv("CASELOT_PORT", "9000")
    done = run("settings")
    assert done.exit_code == 0
    assert "hunter2" not in done.output
    assert "9000" in done.stdout
    rows = {row["variable"]: row for row in told(run, "settings")["settings"]}
    assert (rows["CASELOT_PORT"]["value"], rows["CASELOT_PORT"]["default"]) == ("9000", "8000")


@pytest.mark.parametrize("command", ["settings", "serve", "db upgrade", "key list", "audit verify"])
def test_wrong_settings_end_every_command(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("CASELOT_PORT", "many")
    monkeypatch.setenv("CASELOT_LOG_LEVEL", "loud")
    done = run(*command.split())
    assert done.exit_code == 2
    assert "CASELOT_PORT: found 'many'" in done.stderr
    assert "CASELOT_LOG_LEVEL" in done.stderr


def test_a_server_that_does_not_answer_is_told_without_its_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", "postgresql+psycopg://u:hunter2@127.0.0.1:9/caselot")
    done = run("db", "upgrade")
    assert done.exit_code == 2
    assert "the database refuses" in done.stderr
    assert "hunter2" not in done.output


def test_an_outdated_server_database_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("CASELOT_DATABASE_URL", request.getfixturevalue("empty_postgres"))
    for words in (("serve",), ("key", "list")):
        done = run(*words)
        assert done.exit_code == 2
        assert "run `caselot db upgrade` first" in done.stderr
    assert told(run, "db", "upgrade")["after"] == newest()
    assert told(run, "key", "list")["keys"] == []


def test_a_file_that_is_no_database_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "caselot.db").write_text("this is a letter, not a database " * 100)
    done = run("key", "list", "--json")
    assert done.exit_code == 2
    assert "not a database" in json.loads(done.stdout)["error"]["message"]
