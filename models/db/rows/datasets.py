"""Datasets: what runs plan. Immutable, and named by their content."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned
from models.db.kinds import BoundedText, Bytes, Code, Currency, Day, Id, Json, Moment, WholeUnits


class DatasetRow(Owned, Created, Base):
    """A dataset of an organisation.

    `id` is the SHA-256 of what the dataset says, the same for every format and order of rows
    (`models.uploads.stored`). `content` is its stored form: a ZIP of plan.yaml and a Parquet file a table, read by
    `models.uploads.read_stored`; it is loaded only when asked for. `digest` is the SHA-256 of these bytes: a run checks
    it before it plans. `rows` counts the rows of each table by name, `notices` are the warnings about it
    (`models.faults.Notice` as JSON). `source` is "upload", or "live" where it came first as a snapshot of
    what the ledger knew (`SnapshotRow` has every snapshot). `created_at` and `created_by` are of whoever sent it first.
    """

    __tablename__ = "datasets"
    __table_args__ = (CheckConstraint("source IN ('upload', 'live')", name="source"),)

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    source: Mapped[Code]
    digest: Mapped[str] = mapped_column(BoundedText(64))
    size: Mapped[WholeUnits]
    start: Mapped[Day]
    periods: Mapped[WholeUnits]
    bucket: Mapped[Code]
    currency: Mapped[Currency]
    rows: Mapped[Json]
    notices: Mapped[Json]
    content: Mapped[Bytes] = mapped_column(deferred=True)


class SnapshotRow(Owned, Base):
    """A snapshot of live data: when the ledger was read, and which dataset it was; the same facts are the same one."""

    __tablename__ = "snapshots"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "dataset_id"],
            ["datasets.organisation_id", "datasets.id"],
            name="fk_snapshots_organisation_id_datasets",
        ),
    )

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    taken_at: Mapped[Moment] = mapped_column(primary_key=True)
    dataset_id: Mapped[Id] = mapped_column(primary_key=True)
    taken_by: Mapped[Id]
