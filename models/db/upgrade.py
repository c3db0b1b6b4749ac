"""The schema of a database: which version it is at, and how it gets to the newest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from models.db.engine import READS
from models.faults import CallError

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_305_021_447  # of all processes that would migrate one PostgreSQL database, one at a time does


def newest() -> str:
    """The version that this code needs."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    if head is None:
        raise RuntimeError("there are no migrations")
    return head


def version_of(engine: Engine) -> str | None:
    """The version that a database is at; None where it is empty."""
    with engine.execution_options(**{READS: True}).connect() as connection:
        return _version(connection)


def upgrade(engine: Engine, to: str = "head") -> tuple[str | None, str | None]:
    """Bring the schema to a version, all of it or nothing; the version before and after.

    Raises CallError where the database is newer than this code.
    """
    with _without_references(engine) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        before = _version(connection)
        _refuse_unknown(before)
        config = Config()
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise CallError("the migration would leave references to nothing; nothing was changed")
        return before, _version(connection)


def require_newest(engine: Engine) -> None:
    """Raise CallError, which says what to do, unless the database is at the version that this code needs."""
    found = version_of(engine)
    _refuse_unknown(found)
    if found != newest():
        raise CallError(
            f"the database is at version {found or 'none'}, this code needs {newest()}: run `caselot db upgrade` first"
        )


@contextmanager
def _without_references(engine: Engine) -> Iterator[Connection]:
    """A connection on which SQLite does not follow foreign keys: to change a table it is copied and dropped."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name != "sqlite":
            yield connection
            return
        driver.execute("PRAGMA foreign_keys=OFF").close()  # has no effect within a transaction
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON").close()


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):  # Alembic, asked itself, logs two lines: at each /readyz
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _refuse_unknown(version: str | None) -> None:
    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if version is not None and version not in known:
        raise CallError(f"the database is at version {version}, which this code does not know: it is older")
