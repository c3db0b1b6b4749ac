"""Datasets, runs with their events and tags, plans with their tables and lines."""

import sqlalchemy as sa
from alembic import op

from models.db.migrations.versions.v0001_identities import created, owner, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _datasets()
    _runs()
    _plans()


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def _datasets() -> None:
    op.create_table(
        "datasets",
        owner("datasets"),
        sa.Column("id", text(64), nullable=False),
        sa.Column("source", text(32), nullable=False),
        sa.Column("digest", text(64), nullable=False),
        _whole("size"),
        sa.Column("start", sa.Date(), nullable=False),
        _whole("periods"),
        sa.Column("bucket", text(32), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("notices", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *created(),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_datasets"),
        sa.CheckConstraint("source IN ('upload', 'live')", name="source"),
    )


def _runs() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "runs",
        sa.Column("id", text(64), nullable=False),
        sa.Column("dataset_id", text(64), nullable=False),
        sa.Column("state", text(32), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("edits", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        _whole("priority"),
        sa.Column("program", text(32), nullable=True),
        _whole("attempt"),
        _whole("losses"),
        sa.Column("lease_owner", text(200), nullable=True),
        *(sa.Column(name, moment, nullable=True) for name in ("lease_until", "heartbeat_at", "started_at", "ended_at")),
        sa.Column("cancel_asked_at", moment, nullable=True),
        sa.Column("cancel_asked_by", text(64), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        _whole("event_count"),
        sa.Column("reason", text(32), nullable=False),
        sa.Column("sentence", text(2000), nullable=False),
        sa.Column("faults", sa.Text(), nullable=True),
        sa.Column("plan_id", text(64), nullable=True),
        owner("runs"),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "dataset_id"],
            ["datasets.organisation_id", "datasets.id"],
            name="fk_runs_organisation_id_dataset_id",
        ),
        sa.CheckConstraint("state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name="state"),
        sa.CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="lease"),
        sa.CheckConstraint("(state IN ('succeeded', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
        sa.CheckConstraint("state <> 'succeeded' OR plan_id IS NOT NULL", name="plan"),
        sa.CheckConstraint("priority >= 0 AND priority <= 9", name="priority"),
    )
    for columns in (
        ["organisation_id"],
        ["state", "priority", "id"],
        ["organisation_id", "created_by", "state"],
        ["organisation_id", "dataset_id"],
    ):
        op.create_index("_".join(["ix_runs", *columns]), "runs", columns)
    _of_runs()


def _of_runs() -> None:
    op.create_table(
        "run_tags",
        sa.Column("run_id", text(64), sa.ForeignKey("runs.id", name="fk_run_tags_run_id"), nullable=False),
        sa.Column("tag", text(64), nullable=False),
        owner("run_tags"),
        sa.PrimaryKeyConstraint("run_id", "tag", name="pk_run_tags"),
    )
    op.create_index("ix_run_tags_organisation_id", "run_tags", ["organisation_id"])
    op.create_index("ix_run_tags_organisation_id_tag_run_id", "run_tags", ["organisation_id", "tag", "run_id"])
    op.create_table(
        "run_events",
        sa.Column("run_id", text(64), sa.ForeignKey("runs.id", name="fk_run_events_run_id"), nullable=False),
        _whole("number"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", text(32), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        owner("run_events"),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_run_events"),
    )
    op.create_index("ix_run_events_organisation_id", "run_events", ["organisation_id"])


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", text(64), nullable=False),
        sa.Column("run_id", text(64), sa.ForeignKey("runs.id", name="fk_plans_run_id"), nullable=False),
        sa.Column("dataset_id", text(64), nullable=False),
        sa.Column("status", text(32), nullable=False),
        sa.Column("program", text(32), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        _whole("objective"),
        _whole("bound", nullable=True),
        _whole("lines"),
        sa.Column("summary", sa.Text(), nullable=False),
        owner("plans"),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.UniqueConstraint("run_id", name="uq_plans_run_id"),
    )
    op.create_index("ix_plans_organisation_id", "plans", ["organisation_id"])
    op.create_index("ix_plans_organisation_id_dataset_id", "plans", ["organisation_id", "dataset_id"])
    op.create_table(
        "plan_tables",
        sa.Column("plan_id", text(64), sa.ForeignKey("plans.id", name="fk_plan_tables_plan_id"), nullable=False),
        sa.Column("name", text(32), nullable=False),
        _whole("rows"),
        sa.Column("digest", text(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        owner("plan_tables"),
        sa.PrimaryKeyConstraint("plan_id", "name", name="pk_plan_tables"),
    )
    op.create_index("ix_plan_tables_organisation_id", "plan_tables", ["organisation_id"])
    _plan_lines()


def _plan_lines() -> None:
    ids = ("order_id", "supplier_id", "item_id", "node_id", "mode")
    days = ("order_date", "arrival_date", "payment_date")
    op.create_table(
        "plan_lines",
        sa.Column("id", text(64), nullable=False),
        sa.Column("plan_id", text(64), sa.ForeignKey("plans.id", name="fk_plan_lines_plan_id"), nullable=False),
        _whole("number"),
        *(sa.Column(name, text(64), nullable=False) for name in ids),
        *(sa.Column(name, sa.Date(), nullable=False) for name in days),
        *(_whole(name) for name in ("cases", "units", "unit_price", "value", "duty")),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("reason", text(2000), nullable=False),
        owner("plan_lines"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_lines"),
        sa.UniqueConstraint("plan_id", "number", name="uq_plan_lines_plan_id_number"),
        sa.UniqueConstraint(
            "plan_id", "order_id", "item_id", "node_id", "mode",
            name="uq_plan_lines_plan_id_order_id_item_id_node_id_mode",
        ),
    )  # fmt: skip
    op.create_index("ix_plan_lines_organisation_id", "plan_lines", ["organisation_id"])
    for column in ("supplier_id", "item_id"):
        op.create_index(f"ix_plan_lines_plan_id_{column}_number", "plan_lines", ["plan_id", column, "number"])
