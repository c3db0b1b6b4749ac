"""The one way to a database: an embedded file (SQLite) or a server (PostgreSQL), told apart by the URL alone."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from models.db import sessions
from models.faults import CallError

BUSY_SECONDS = 30
IDLE_SECONDS = 120  # a process that is stopped within a transaction must not hold its rows for ever
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
READS = "caselot_reads"  # the execution option of a connection that only reads


@dataclass(frozen=True, slots=True)
class Database:
    """An engine and the two sorts of sessions on it.

    `write` begins at once as a writer (BEGIN IMMEDIATE on SQLite: whoever holds it is alone; READ COMMITTED on
    PostgreSQL: rows are locked as they are changed). `read` sees one snapshot from its first statement on and is
    refused any change by the database itself.
    """

    engine: Engine
    write: sessionmaker[Session]
    read: sessionmaker[Session]

    @property
    def embedded(self) -> bool:
        """Whether it is a file beside the process, which has one writer at a time."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def open_database(url: str, *, connections: int = 16) -> Database:
    """The database at a URL, with at most `connections` at a time. Raises CallError where the URL is not usable."""
    engine = make_engine(url, connections=connections)
    reading: dict[str, Any] = {READS: True}
    if engine.dialect.name == "postgresql":
        reading |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    write = sessionmaker(engine, expire_on_commit=False)
    read = sessionmaker(engine.execution_options(**reading), expire_on_commit=False)
    sessions.watch(write)
    sessions.watch(read)
    return Database(engine, write, read)


def make_engine(url: str, *, connections: int = 16) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://...`; `postgresql://` means the same driver.

    Raises CallError, which never shows the password.
    """
    parsed = database_url(url)
    arguments: dict[str, Any] = {"pool_size": connections, "max_overflow": 4, "pool_timeout": BUSY_SECONDS}
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **arguments)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    told = {
        "statement_timeout": f"{BUSY_SECONDS}s",
        "lock_timeout": f"{BUSY_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
        "timezone": "UTC",
    }
    options = " ".join(f"-c {name}={value}" for name, value in told.items())
    return create_engine(
        parsed, pool_pre_ping=True, connect_args={"options": options, "connect_timeout": 10}, **arguments
    )


def database_url(url: str) -> URL:
    """The URL with the driver of ours. Raises CallError for what is no URL, another database, or SQLite in memory."""
    try:
        parsed = make_url(url)
        driver = DRIVERS[parsed.get_backend_name()]
    except (ArgumentError, KeyError) as error:
        raise CallError("the database URL must begin with sqlite:/// or postgresql+psycopg://") from error
    if driver == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise CallError("the database URL names no file; SQLite in memory would be lost with the process")
    return parsed.set(drivername=driver)


def is_busy(error: BaseException) -> bool:
    """Whether a writer waited in vain for another one."""
    cause = getattr(error, "orig", None)
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return isinstance(error, OperationalError) and getattr(cause, "sqlstate", None) == "55P03"


def is_unreachable(error: BaseException) -> bool:
    """Whether the server cannot be reached, is going down, or has no place left."""
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, OperationalError | InterfaceError) or isinstance(error.orig, sqlite3.Error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(("08", "53", "57P"))


def is_transient(error: BaseException) -> bool:
    """Whether the same transaction, begun anew, may well succeed: a serialization failure or a deadlock."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in {"40001", "40P01"}


def _set_up_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401 - whatever the pool hands over
    connection.isolation_level = None  # the driver must not begin transactions of its own; _begin_sqlite does
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    reads = bool(connection.get_execution_options().get(READS))
    connection.exec_driver_sql(f"PRAGMA query_only={int(reads)}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
