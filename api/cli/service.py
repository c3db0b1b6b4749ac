"""What the commands of the service share: settings, a database that is at its newest version, a transaction."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.settings import Settings, read_settings
from models.db.engine import Database, open_database
from models.db.upgrade import require_newest, upgrade
from models.faults import CallError


def settings() -> Settings:
    """The settings of this environment. Raises SettingsError."""
    return read_settings(os.environ)


@contextmanager
def opened(found: Settings | None = None) -> Iterator[Database]:
    """The database, closed when the block ends. Raises CallError where it cannot be reached."""
    database = open_database((found or settings()).database_url.get_secret_value())
    try:
        yield database
    except DBAPIError as error:
        raise CallError(f"the database refuses: {_first_line(error)}") from error
    finally:
        database.close()


def bring_up_to_date(database: Database) -> None:
    """Migrate an embedded database; raise CallError where a server database is outdated."""
    if database.embedded:
        upgrade(database.engine)
    else:
        require_newest(database.engine)


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction on a database at its newest version; commits when the block ends without an error."""
    with opened() as database:
        bring_up_to_date(database)
        with database.write.begin() as session:
            yield session


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or ["no reason given"])[0]
