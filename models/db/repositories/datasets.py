"""Datasets, and which of them are snapshots of live data."""

import datetime as dt

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from models.db.rows.datasets import DatasetRow, SnapshotRow
from models.refusals import NotFoundError


def every() -> Select[DatasetRow]:
    """All datasets of the organisation, for a page of them; their contents are not loaded."""
    return select(DatasetRow)


def find(session: Session, id_: str) -> DatasetRow | None:
    """The dataset of that content, None where nobody has sent it yet. The session acts for an organisation."""
    return session.scalars(select(DatasetRow).where(DatasetRow.id == id_)).one_or_none()


def get(session: Session, id_: str, *, content: bool = False) -> DatasetRow:
    """One dataset, with its content if asked for. Raises NotFoundError."""
    statement = select(DatasetRow).where(DatasetRow.id == id_)
    if content:
        statement = statement.options(undefer(DatasetRow.content))
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFoundError("dataset", id_)
    return row


def content_of(session: Session, organisation_id: str, id_: str) -> tuple[bytes, str]:
    """The stored form of a dataset and its SHA-256, for a worker, who acts for all. Raises NotFoundError."""
    statement = select(DatasetRow.content, DatasetRow.digest).where(
        DatasetRow.organisation_id == organisation_id, DatasetRow.id == id_
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFoundError("dataset", id_)
    return found[0], found[1]


def note_snapshot(session: Session, row: DatasetRow, at: dt.datetime, by: str) -> None:
    """Keep that a dataset is what the ledger said at a moment, whether it was there before or not."""
    session.flush()  # the reference needs the dataset, which is no relationship that a unit of work would order by
    session.add(SnapshotRow(organisation_id=row.organisation_id, taken_at=at, dataset_id=row.id, taken_by=by))
    session.flush()


def newer_live(session: Session, id_: str) -> str | None:
    """The latest snapshot of live data where the dataset is an earlier one; None where it is the latest or no such.

    A dataset that is a snapshot once more, as the facts are again what they were, is the latest.
    """
    latest = select(SnapshotRow.dataset_id).order_by(SnapshotRow.taken_at.desc(), SnapshotRow.dataset_id).limit(1)
    newest = session.scalars(latest).first()
    if newest is None or newest == id_:
        return None
    taken = select(SnapshotRow.dataset_id).where(SnapshotRow.dataset_id == id_).limit(1)
    return None if session.scalars(taken).first() is None else newest
