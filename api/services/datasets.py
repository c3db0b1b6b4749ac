"""Datasets: taking one in."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.apart import READ
from api.apart.parent import Child
from api.apart.watch import Bounds, End, watch
from api.auth.caller import Caller
from api.settings import Settings
from models.db.repositories import datasets
from models.db.repositories.audit import record
from models.db.rows.datasets import DatasetRow
from models.faults import DatasetError, Fault

MOST_BYTES = 900_000_000
"""What a database takes as one value, with room to spare (PostgreSQL: 1 GB)."""

READING_GRACE = 0.0
"""Reading cannot be asked to stop."""


def read_apart(data: bytes, settings: Settings) -> End:
    """A dataset that was sent, read in a process of its own: facts and stored form, the end of `api.apart.reading`.

    Raises DatasetError with every fault, and where reading took more memory or time than it may.
    """
    bounds = Bounds(settings.read_memory_bytes, settings.read_seconds, READING_GRACE)
    with Child(READ, {}, data) as child:
        end = watch(child, bounds)
    if end.outcome == "read" and len(end.payload) <= MOST_BYTES:
        return end
    if end.outcome == "refused":
        raise DatasetError([_fault(row) for row in end.facts["faults"]], end.facts["total"])
    raise DatasetError([Fault("dataset", None, "", f"{len(data):,} bytes", _expected(end, settings))])


def _expected(end: End, settings: Settings) -> str:
    if end.outcome == "read":
        return f"at most {MOST_BYTES:,} bytes in the form that is stored"
    if end.why == "time":
        return f"a dataset that is read within {settings.read_seconds:g} s"
    if end.why == "memory" or end.outcome == "memory":
        return f"a dataset that is read with {settings.read_memory_bytes:,} bytes of memory"
    return "a dataset; the process that read it broke down"


def _fault(row: Mapping[str, Any]) -> Fault:
    return Fault(row["table"], row["row"], row["column"], row["value"], row["expected"])


def keep_dataset(session: Session, caller: Caller, end: End, source: str = "upload") -> tuple[DatasetRow, bool]:
    """Keep a dataset that was read; its row, and whether it is new. The same content is the same row."""
    there = datasets.find(session, end.facts["id"])
    if there is not None:
        return there, False
    row = _row(caller, end, source)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:  # somebody else sent the same a moment ago
        return datasets.get(session, end.facts["id"]), False
    record(session, caller.actor, "store", "dataset", row.id, None, {"source": source, "rows": row.rows})
    return row, True


def _row(caller: Caller, end: End, source: str) -> DatasetRow:
    settings = end.facts["settings"]
    return DatasetRow(
        organisation_id=caller.organisation_id,
        id=end.facts["id"],
        source=source,
        digest=hashlib.sha256(end.payload).hexdigest(),
        size=len(end.payload),
        start=dt.date.fromisoformat(settings["start"]),
        periods=settings["periods"],
        bucket=settings["bucket"],
        currency=settings["currency"],
        rows=end.facts["rows"],
        notices=end.facts["notices"],
        content=end.payload,
        created_by=caller.user_id,
    )
