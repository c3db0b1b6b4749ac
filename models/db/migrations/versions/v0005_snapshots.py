"""The snapshots of live data that were taken, apart from the datasets that they are; interchanges that were taken."""

import sqlalchemy as sa
from alembic import op

from models.db.migrations.versions.v0001_identities import owner, text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Of snapshots before, the first of each content is known."""
    _snapshots()
    op.create_table(
        "interchanges",
        owner("interchanges"),
        sa.Column("sender", text(64), nullable=False),
        sa.Column("control", text(64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", text(64), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "sender", "control", name="pk_interchanges"),
    )


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        owner("snapshots"),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dataset_id", text(64), nullable=False),
        sa.Column("taken_by", text(64), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "taken_at", "dataset_id", name="pk_snapshots"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "dataset_id"],
            ["datasets.organisation_id", "datasets.id"],
            name="fk_snapshots_organisation_id_datasets",
        ),
    )
    op.execute(
        "INSERT INTO snapshots (organisation_id, taken_at, dataset_id, taken_by) "
        "SELECT organisation_id, created_at, id, created_by FROM datasets WHERE source = 'live'"
    )
