"""The audit log: one chain per organisation, which nobody can change, cut or lengthen unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from models.db.engine import Database
from models.db.repositories import audit, organisations
from models.db.repositories.audit import Actor, record
from models.db.rows.audit import AuditRow

ADA = Actor("main", "USR-1", "Ada", "REQ-1")


def write(database: Database, *actions: str, actor: Actor = ADA) -> None:
    for action in actions:
        with database.write.begin() as session:
            record(session, actor, action, "order", "PO-1", {"state": "draft"}, {"state": action})


def fault(database: Database, organisation: str = "main") -> str:
    with database.read() as session:
        return audit.verify(session, organisation).fault


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(AuditRow.action).order_by(AuditRow.number)))


def behind_the_back(connection: Connection) -> None:
    """Become somebody who may do anything to the database, as a thief of its file would."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("DROP TRIGGER audit_no_delete"))
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def test_a_log_as_it_was_written_is_intact(database: Database) -> None:
    assert fault(database) == ""
    write(database, "create", "approve", "issue")
    with database.read() as session:
        found = audit.verify(session, "main")
        rows = list(session.scalars(select(AuditRow).order_by(AuditRow.number)))
        assert audit.digest_of(session, "main", 3) == found.digest
        assert audit.digest_of(session, "main", 4) is None
    assert (found.number, found.fault) == (3, "")
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[0].previous == "0" * 64
    assert [row.previous for row in rows[1:]] == [row.digest for row in rows[:-1]]
    assert (rows[1].before, rows[1].after, rows[1].request_id) == ({"state": "draft"}, {"state": "approve"}, "REQ-1")


@pytest.mark.parametrize("statement", ["UPDATE audit SET user_name = 'Eve'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_log(database: Database, statement: str) -> None:
    write(database, "create")
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement))
    assert fault(database) == ""


COLUMNS = ("at", "user_id", "user_name", "action", "kind", "document_id", "before", "after", "request_id")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_entry_is_found(database: Database, column: str) -> None:
    write(database, "create", "approve", "issue")
    value = "'2020-01-01 00:00:00.000000'" if column == "at" else "'\"x\"'"
    with database.engine.begin() as connection:
        behind_the_back(connection)
        connection.execute(text(f"UPDATE audit SET {column} = {value} WHERE number = 2"))  # noqa: S608 - our own words
    assert fault(database) == "entry 2 was changed"


TAMPERING: list[tuple[str, str]] = [
    ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
    ("DELETE FROM audit WHERE number = 1", "entry 1 is missing"),
    ("DELETE FROM audit WHERE number = 3", "entries 3 to 3 are missing at the end"),
    ("DELETE FROM audit", "entries 1 to 3 are missing at the end"),
    ("UPDATE audit SET digest = previous WHERE number = 2", "entry 2 was changed"),
    ("UPDATE audit SET previous = digest WHERE number = 2", "entry 2 does not follow the one before it"),
    ("UPDATE audit_heads SET number = 4", "entries 4 to 4 are missing at the end"),
    ("UPDATE audit_heads SET number = 2", "the head is at entry 2, the log at 3"),
    ("DELETE FROM audit_heads", "the head is missing"),
    (
        (
            "INSERT INTO audit SELECT organisation_id, 4, at, user_id, user_name, action, kind, document_id, before, "
            "after, request_id, digest, digest FROM audit WHERE number = 3"
        ),
        "entry 4 was changed",
    ),
]


@pytest.mark.parametrize(("statement", "told"), TAMPERING)
def test_tampering_behind_the_back_is_found(database: Database, statement: str, told: str) -> None:
    write(database, "create", "approve", "issue")
    columns = (
        "organisation_id, number, at, user_id, user_name, action, kind, document_id, before, after, request_id, "
        "previous, digest"
    )
    with database.engine.begin() as connection:
        behind_the_back(connection)
        connection.execute(text(statement.replace("INTO audit SELECT", f"INTO audit ({columns}) SELECT")))
    assert fault(database) == told


def test_an_entry_put_in_with_a_right_hash_is_found_by_the_head(database: Database) -> None:
    write(database, "create")
    with database.write.begin() as session:
        first = session.scalars(select(AuditRow)).one()
        forged = AuditRow(
            organisation_id="main", number=2, at=first.at, user_id="USR-2", user_name="Eve", action="approve",
            kind="order", document_id="PO-1", request_id="", previous=first.digest,
        )  # fmt: skip
        forged.digest = audit.digest(forged)
        session.add(forged)
    assert fault(database) == "the head is at entry 1, the log at 2"


def test_what_is_rolled_back_leaves_no_entry(database: Database) -> None:
    write(database, "create")
    with database.write() as session:
        record(session, ADA, "approve", "order", "PO-1")
        session.rollback()
        record(session, ADA, "issue", "order", "PO-1")
        session.commit()
        session.commit()  # nothing waits any more
    assert actions(database) == ["create", "issue"]
    assert fault(database) == ""


def test_what_a_savepoint_takes_back_leaves_no_entry(database: Database) -> None:
    with database.write.begin() as session:
        record(session, ADA, "outer", "order", "PO-1")
        savepoint = session.begin_nested()
        record(session, ADA, "inner", "order", "PO-1")
        with session.begin_nested():
            record(session, ADA, "innermost", "order", "PO-1")
        savepoint.rollback()
        with session.begin_nested():
            record(session, ADA, "kept", "order", "PO-1")
    assert actions(database) == ["outer", "kept"]
    assert fault(database) == ""


def test_each_organisation_has_a_chain_of_its_own(database: Database) -> None:
    with database.write.begin() as session:
        assert organisations.ensure(session, "other", "test")
        assert not organisations.ensure(session, "other", "test")
    write(database, "create", "approve")
    write(database, "create", actor=Actor("other", "USR-9", "Bob", ""))
    with database.read() as session:
        assert [audit.verify(session, one).number for one in organisations.all_ids(session)] == [2, 1]
    assert fault(database, "other") == ""


def test_writers_at_once_never_fork_the_chain(database: Database) -> None:
    # 4 writers x 10 entries: numbers 1 to 40, each hashed over the one before.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write(database, *[f"a{number}"] * 10), range(4)))
    with database.read() as session:
        found = audit.verify(session, "main")
    assert (found.number, found.fault) == (40, "")


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), object()])
def test_what_has_no_spelling_is_refused_at_once(database: Database, bad: object) -> None:
    with database.write() as session, pytest.raises((ValueError, TypeError)):
        record(session, ADA, "create", "order", "PO-1", None, {"units": bad})


def test_an_organisation_without_a_head_cannot_write(database: Database) -> None:
    begin: Callable[[], None] = lambda: write(database, "create", actor=Actor("nowhere", "x", "x", ""))  # noqa: E731 - said once
    with pytest.raises(RuntimeError, match="no audit head"):
        begin()
