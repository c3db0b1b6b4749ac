"""Datasets."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from models.db.rows.datasets import DatasetRow
from models.refusals import NotFoundError

LIVE = "live"


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


def newer_live(session: Session, id_: str) -> str | None:
    """The latest snapshot of live data where the dataset is an earlier one; None where it is the latest or no such."""
    mine = session.execute(select(DatasetRow.source, DatasetRow.created_at).where(DatasetRow.id == id_)).one_or_none()
    if mine is None or mine[0] != LIVE:
        return None
    statement = select(DatasetRow.id).where(DatasetRow.source == LIVE, DatasetRow.created_at > mine[1])
    return session.scalars(statement.order_by(DatasetRow.created_at.desc(), DatasetRow.id).limit(1)).first()
