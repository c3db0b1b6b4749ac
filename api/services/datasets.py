"""Datasets: taking one in."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.apart import READ
from api.apart.parent import Child
from api.apart.reading import facts_of
from api.apart.watch import Bounds, End, watch
from api.auth.caller import Caller
from api.settings import Settings
from models.db.repositories import datasets
from models.db.repositories.audit import record
from models.db.rows.datasets import DatasetRow
from models.faults import DatasetError, Fault
from models.problem import Problem
from models.uploads import stored_form

MOST_BYTES = 900_000_000
"""What a database takes as one value, with room to spare (PostgreSQL: 1 GB)."""

TOLD = frozenset({"read", "refused", "memory"})
"""How reading ends when nothing is wrong with the reader."""

READING_GRACE = 0.0
"""Reading cannot be asked to stop."""


def read_apart(data: bytes, settings: Settings) -> End:
    """A dataset that was sent, read in a process of its own: facts and stored form, the end of `api.apart.reading`.

    Raises DatasetError with every fault, and where reading took more memory or time than it may.
    """
    bounds = Bounds(settings.read_memory_bytes, settings.read_seconds, READING_GRACE)
    with Child(READ, {}, data) as child:
        end = watch(child, bounds)
    if end.outcome not in TOLD and not end.why:  # the sender cannot mend it: a reader refuses, it does not break
        sentence = end.facts.get("sentence", "")
        structlog.get_logger().error("reader_broke_down", outcome=end.outcome, sentence=sentence, errors=end.errors)
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


def keep_problem(session: Session, caller: Caller, problem: Problem, source: str) -> tuple[DatasetRow, bool]:
    """Keep a dataset that was made here, such as a snapshot of live data (`source` "live"); as `keep_dataset`."""
    return keep_dataset(session, caller, facts_of(problem), stored_form(problem), source)


def keep_dataset(
    session: Session, caller: Caller, facts: Mapping[str, Any], content: bytes, source: str = "upload"
) -> tuple[DatasetRow, bool]:
    """Keep a dataset: facts as `api.apart.reading.facts_of` tells them, and the stored form.

    Answers its row, and whether it is new: the same content is the same row. The session acts for the caller's
    organisation.
    """
    there = datasets.find(session, facts["id"])
    if there is not None:
        return there, False
    row = _row(caller, facts, content, source)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:  # somebody else sent the same a moment ago
        return datasets.get(session, facts["id"]), False
    record(session, caller.actor, "store", "dataset", row.id, None, {"source": source, "rows": row.rows})
    return row, True


def _row(caller: Caller, facts: Mapping[str, Any], content: bytes, source: str) -> DatasetRow:
    settings = facts["settings"]
    return DatasetRow(
        organisation_id=caller.organisation_id,
        id=facts["id"],
        source=source,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        start=dt.date.fromisoformat(settings["start"]),
        periods=settings["periods"],
        bucket=settings["bucket"],
        currency=settings["currency"],
        rows=facts["rows"],
        notices=facts["notices"],
        content=content,
        created_by=caller.user_id,
    )
