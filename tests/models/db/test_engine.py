"""What the two databases must do alike, and where they are set up for it."""

import sqlite3
import threading
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from models.db.base import now
from models.db.engine import Database, database_url, is_busy, is_transient, make_engine
from models.db.rows.organisations import OrganisationRow
from models.db.rows.users import UserRow
from models.faults import CallError


def user(**given: Any) -> UserRow:
    whole = {
        "id": "USR-1", "organisation_id": "main", "kind": "person", "name": "Ada", "roles": [], "created_by": "x",
        "updated_by": "x", **given,
    }  # fmt: skip
    return UserRow(**whole)


def test_sqlite_is_set_up(database: Database) -> None:
    if not database.embedded:
        with database.engine.connect() as connection:
            assert connection.scalar(text("SHOW statement_timeout")) == "30s"
            assert connection.scalar(text("SHOW timezone")) == "UTC"
        return
    with database.engine.connect() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")}
        assert found == {"journal_mode": "wal", "foreign_keys": 1}
        assert connection.scalar(text("PRAGMA busy_timeout")) == 30_000


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write.begin() as session:
        session.add(user(organisation_id="nowhere"))


def test_a_reading_session_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read.?only"), database.read.begin() as session:
        session.add(user())
    with database.write.begin() as session:  # the same connection may write again
        session.add(user())


def test_a_reading_session_sees_one_snapshot(database: Database) -> None:
    with database.read() as reader:
        assert reader.scalar(text("SELECT count(*) FROM users")) == 0
        with database.write.begin() as writer:
            writer.add(user())
        assert reader.scalar(text("SELECT count(*) FROM users")) == 0
    with database.read() as reader:
        assert reader.scalar(text("SELECT count(*) FROM users")) == 1


def test_a_writer_waits_for_another_one(database: Database) -> None:
    # Both read a count and write it plus one; if they did not wait for each other, an increment would be lost.
    def increment() -> None:
        for _ in range(20):
            with database.write.begin() as session:
                row = session.get(OrganisationRow, "main", with_for_update=True)
                assert row is not None
                row.name = str(int(row.name) + 1)

    with database.write.begin() as session:
        session.get_one(OrganisationRow, "main").name = "0"
    threads = [threading.Thread(target=increment) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.get_one(OrganisationRow, "main").name == "60"


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "http://x", "sqlite+aiosqlite:///x.db/%%"]
)
def test_a_url_of_something_else_is_refused(url: str) -> None:
    if url.startswith("sqlite+"):
        assert database_url(url).drivername == "sqlite"  # a driver of ours is taken whatever was named
        return
    with pytest.raises(CallError, match="the database URL"):
        database_url(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_means_one_driver(scheme: str) -> None:
    assert make_engine(f"{scheme}://u:secret@h/d").dialect.driver == "psycopg"


def test_what_may_be_tried_again_is_told_from_what_may_not() -> None:
    class Failed(Exception):  # noqa: N818 - it stands for psycopg's
        def __init__(self, sqlstate: str) -> None:
            self.sqlstate = sqlstate

    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert is_busy(OperationalError("", {}, locked))
    assert is_busy(OperationalError("", {}, Failed("55P03")))
    assert not is_busy(OperationalError("", {}, Failed("40001")))
    assert is_transient(OperationalError("", {}, Failed("40001")))
    assert is_transient(OperationalError("", {}, Failed("40P01")))
    assert not is_transient(OperationalError("", {}, locked))
    assert not is_transient(ValueError())
    assert now().tzinfo is not None
