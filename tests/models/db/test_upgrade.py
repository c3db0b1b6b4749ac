"""Migrations lead from nothing, and from every version before, to what the rows say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from models.db import rows
from models.db.base import Base, Owned
from models.db.engine import make_engine
from models.db.upgrade import FOLDER, newest, require_newest, upgrade, version_of
from models.faults import CallError

VERSIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]
assert rows.__all__


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a table."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    else:
        engine = make_engine(request.getfixturevalue("empty_postgres"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()


def drift(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def test_the_migrated_schema_is_what_the_rows_say(empty: Engine) -> None:
    assert version_of(empty) is None
    assert upgrade(empty) == (None, newest())
    assert drift(empty) == []
    require_newest(empty)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_leads_to_the_newest(empty: Engine, version: str) -> None:
    assert upgrade(empty, version) == (None, version)
    assert upgrade(empty) == (version, newest())
    assert upgrade(empty) == (newest(), newest())
    assert drift(empty) == []


def test_a_missing_column_would_be_noticed(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE users DROP COLUMN disabled_at"))
    assert "disabled_at" in str(drift(empty))


def test_an_outdated_database_is_refused_with_what_to_do(empty: Engine) -> None:
    with pytest.raises(CallError, match="caselot db upgrade"):
        require_newest(empty)


def test_a_database_of_a_later_version_is_refused(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refuse in (require_newest, upgrade):
        with pytest.raises(CallError, match="9999, which this code does not know"):
            refuse(empty)


def test_a_migration_that_fails_leaves_nothing(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("alembic.operations.Operations.bulk_insert", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        upgrade(empty)
    assert [name for name in inspect(empty).get_table_names() if name != "alembic_version"] == []
    assert version_of(empty) is None


def test_there_is_one_newest_version_and_they_are_numbered() -> None:
    assert [f"{number:04}" for number in range(1, len(VERSIONS) + 1)] == VERSIONS


def test_every_row_belongs_to_an_organisation() -> None:
    free = {mapper.class_.__name__ for mapper in Base.registry.mappers if not issubclass(mapper.class_, Owned)}
    assert free == {"OrganisationRow"}


def test_the_snapshots_of_before_are_known(empty: Engine) -> None:
    upgrade(empty, "0004")
    filled = "'', 0, '2024-01-01', 1, 'week', 'EUR', '{}', '[]'"
    with empty.begin() as connection:
        for id_, source in (("a", "live"), ("b", "upload")):
            connection.execute(
                text(
                    "INSERT INTO datasets (organisation_id, id, source, digest, size, start, periods, bucket, "  # noqa: S608 - constants
                    "currency, rows, notices, content, created_at, created_by) "
                    f"VALUES ('main', '{id_}', '{source}', {filled}, '', '2024-01-02 03:04:05', 'USR-1')"
                )
            )
    upgrade(empty)
    with empty.connect() as connection:
        found = connection.execute(text("SELECT organisation_id, dataset_id, taken_by FROM snapshots")).all()
    assert [tuple(row) for row in found] == [("main", "a", "USR-1")]
