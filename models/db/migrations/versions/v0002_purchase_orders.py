"""Purchase orders, acknowledgements, approvals, events and webhooks."""

import sqlalchemy as sa
from alembic import op

from models.db.migrations.versions.v0001_identities import text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _orders()
    _lines()
    _acknowledgements()
    _approvals()
    _standings()
    _events()
    _webhooks()


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError


def _orders() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column("id", text(64), nullable=False),
        sa.Column("number", text(64), nullable=False),
        sa.Column("state", text(32), nullable=False),
        sa.Column("present_version", sa.BigInteger(), nullable=False),
        sa.Column("approved_version", sa.BigInteger(), nullable=True),
        sa.Column("issued_version", sa.BigInteger(), nullable=True),
        sa.Column("approved_by", text(64), nullable=True),
        sa.Column("rule_id", text(64), nullable=True),
        sa.Column("reason", text(2000), nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("supplier_id", text(64), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", text(64), nullable=False),
        sa.Column("run_id", text(64), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'pending_approval', 'approved', 'rejected', 'issued', 'cancelled', 'closed')",
            name="ck_purchase_orders_state_is_known",
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> created_by", name="ck_purchase_orders_approver_is_not_creator"
        ),
        sa.CheckConstraint(
            "approved_version IS NULL OR approved_version = present_version",
            name="ck_purchase_orders_approval_is_of_present",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_purchase_orders_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_purchase_orders"),
        sa.UniqueConstraint("organisation_id", "number", name="uq_purchase_orders_organisation_id_number"),
    )
    op.create_index("ix_purchase_orders_organisation_id", "purchase_orders", ["organisation_id"])
    op.create_index("ix_purchase_orders_organisation_id_plan_id", "purchase_orders", ["organisation_id", "plan_id"])
    op.create_index("ix_purchase_orders_organisation_id_state", "purchase_orders", ["organisation_id", "state"])
    op.create_index(
        "ix_purchase_orders_organisation_id_supplier_id", "purchase_orders", ["organisation_id", "supplier_id"]
    )
    op.create_table(
        "order_versions",
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supplier_id", text(64), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("payment_days", sa.BigInteger(), nullable=False),
        sa.Column("incoterm", text(32), nullable=False),
        sa.Column("incoterm_place", text(64), nullable=False),
        sa.Column("plan_id", text(64), nullable=False),
        sa.Column("run_id", text(64), nullable=False),
        sa.Column("note", text(2000), nullable=False),
        sa.Column("written_by", text(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", text(2000), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["purchase_orders.id"], name="fk_order_versions_order_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_order_versions_organisation_id"),
        sa.PrimaryKeyConstraint("order_id", "number", name="pk_order_versions"),
    )
    op.create_index("ix_order_versions_organisation_id", "order_versions", ["organisation_id"])


def _lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", text(64), nullable=False),
        sa.Column("node_id", text(64), nullable=False),
        sa.Column("mode", text(64), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.BigInteger(), nullable=False),
        sa.Column("price_micro", sa.BigInteger(), nullable=False),
        sa.Column("duty_ppm", sa.BigInteger(), nullable=False),
        sa.Column("need_by", sa.Date(), nullable=False),
        sa.Column("reason", text(2000), nullable=False),
        sa.Column("pegging", sa.Text(), nullable=False),
        sa.Column("plan_order_id", text(64), nullable=True),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.CheckConstraint("price_micro >= 0 AND duty_ppm >= 0", name="ck_order_lines_price_is_not_below_0"),
        sa.CheckConstraint("units > 0 AND cases > 0 AND units % cases = 0", name="ck_order_lines_cases_are_whole"),
        sa.ForeignKeyConstraint(
            ["order_id", "version"],
            ["order_versions.order_id", "order_versions.number"],
            name="fk_order_lines_order_id_version",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_order_lines_organisation_id"),
        sa.PrimaryKeyConstraint("order_id", "version", "number", name="pk_order_lines"),
    )
    op.create_index("ix_order_lines_organisation_id", "order_lines", ["organisation_id"])
    op.create_table(
        "released_lines",
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("plan_id", text(64), nullable=False),
        sa.Column("plan_order_id", text(64), nullable=False),
        sa.Column("item_id", text(64), nullable=False),
        sa.Column("node_id", text(64), nullable=False),
        sa.Column("mode", text(64), nullable=False),
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["purchase_orders.id"], name="fk_released_lines_order_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_released_lines_organisation_id"),
        sa.PrimaryKeyConstraint(
            "organisation_id", "plan_id", "plan_order_id", "item_id", "node_id", "mode", name="pk_released_lines"
        ),
    )
    op.create_table(
        "order_balances",
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("billed", sa.BigInteger(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.CheckConstraint(
            "ordered >= 0 AND received >= 0 AND billed >= 0", name="ck_order_balances_units_are_not_below_0"
        ),
        sa.ForeignKeyConstraint(["order_id"], ["purchase_orders.id"], name="fk_order_balances_order_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_order_balances_organisation_id"),
        sa.PrimaryKeyConstraint("order_id", "number", name="pk_order_balances"),
    )
    op.create_index("ix_order_balances_organisation_id", "order_balances", ["organisation_id"])
    op.create_table(
        "order_decisions",
        sa.Column("id", text(64), nullable=False),
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("order_version", sa.BigInteger(), nullable=False),
        sa.Column("decision", text(32), nullable=False),
        sa.Column("by", text(64), nullable=False),
        sa.Column("rule_id", text(64), nullable=True),
        sa.Column("reason", text(2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["purchase_orders.id"], name="fk_order_decisions_order_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_order_decisions_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_decisions"),
    )
    op.create_index("ix_order_decisions_order_id", "order_decisions", ["order_id"])
    op.create_index("ix_order_decisions_organisation_id", "order_decisions", ["organisation_id"])


def _acknowledgements() -> None:
    op.create_table(
        "acknowledgements",
        sa.Column("id", text(64), nullable=False),
        sa.Column("order_id", text(64), nullable=False),
        sa.Column("order_version", sa.BigInteger(), nullable=False),
        sa.Column("reference", text(2000), nullable=False),
        sa.Column("source", text(32), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["purchase_orders.id"], name="fk_acknowledgements_order_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_acknowledgements_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_acknowledgements"),
    )
    op.create_index("ix_acknowledgements_order_id", "acknowledgements", ["order_id"])
    op.create_index("ix_acknowledgements_organisation_id", "acknowledgements", ["organisation_id"])
    op.create_table(
        "acknowledgement_parts",
        sa.Column("acknowledgement_id", text(64), nullable=False),
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answer", text(32), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("reason", text(2000), nullable=False),
        sa.Column("price_micro", sa.BigInteger(), nullable=True),
        sa.Column("substitute_item_id", text(64), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accepted', 'backordered', 'rejected')", name="ck_acknowledgement_parts_answer_is_known"
        ),
        sa.CheckConstraint("units > 0", name="ck_acknowledgement_parts_units_are_above_0"),
        sa.ForeignKeyConstraint(
            ["acknowledgement_id"], ["acknowledgements.id"], name="fk_acknowledgement_parts_acknowledgement_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_acknowledgement_parts_organisation_id"
        ),
        sa.PrimaryKeyConstraint("acknowledgement_id", "line", "part", name="pk_acknowledgement_parts"),
    )
    op.create_index("ix_acknowledgement_parts_organisation_id", "acknowledgement_parts", ["organisation_id"])


def _approvals() -> None:
    op.create_table(
        "approval_limits",
        sa.Column("id", text(64), nullable=False),
        sa.Column("holder_id", text(64), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("supplier_statuses", sa.Text(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["users.id"], name="fk_approval_limits_holder_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_approval_limits_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_limits"),
    )
    op.create_index("ix_approval_limits_holder_id", "approval_limits", ["holder_id"])
    op.create_index("ix_approval_limits_organisation_id", "approval_limits", ["organisation_id"])
    op.create_table(
        "approval_rules",
        sa.Column("id", text(64), nullable=False),
        sa.Column("currency", text(3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("suppliers", sa.Text(), nullable=False),
        sa.Column("segments", sa.Text(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_approval_rules_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_rules"),
    )
    op.create_index("ix_approval_rules_organisation_id", "approval_rules", ["organisation_id"])


def _standings() -> None:
    op.create_table(
        "supplier_standings",
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("id", text(64), nullable=False),
        sa.Column("status", text(32), nullable=False),
        sa.Column("kept_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_supplier_standings_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_supplier_standings"),
    )
    op.create_table(
        "item_standings",
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("id", text(64), nullable=False),
        sa.Column("segment", text(64), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_item_standings_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "id", name="pk_item_standings"),
    )


def _events() -> None:
    op.create_table(
        "counters",
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("name", text(32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_counters_organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", "name", name="pk_counters"),
    )
    op.create_table(
        "events",
        sa.Column("id", text(64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("kind", text(64), nullable=False),
        sa.Column("document_kind", text(32), nullable=False),
        sa.Column("document_id", text(64), nullable=False),
        sa.Column("document_version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", text(64), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_events_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("organisation_id", "position", name="uq_events_organisation_id_position"),
    )
    op.create_index("ix_events_organisation_id", "events", ["organisation_id"])
    op.create_index("ix_events_organisation_id_document_id", "events", ["organisation_id", "document_id"])


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", text(64), nullable=False),
        sa.Column("url", text(2000), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("secret", text(100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("description", text(2000), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_webhooks_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
    )
    op.create_index("ix_webhooks_organisation_id", "webhooks", ["organisation_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", text(64), nullable=False),
        sa.Column("webhook_id", text(64), nullable=False),
        sa.Column("event_id", text(64), nullable=False),
        sa.Column("document_id", text(64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("state", text(32), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_status", sa.BigInteger(), nullable=True),
        sa.Column("last_error", text(2000), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", text(64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_webhook_deliveries_event_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_webhook_deliveries_organisation_id"
        ),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_webhook_deliveries_webhook_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
        sa.UniqueConstraint("webhook_id", "event_id", name="uq_webhook_deliveries_webhook_id_event_id"),
    )
    op.create_index("ix_webhook_deliveries_organisation_id", "webhook_deliveries", ["organisation_id"])
    op.create_index("ix_webhook_deliveries_state_next_at", "webhook_deliveries", ["state", "next_at"])
    op.create_index(
        "ix_webhook_deliveries_webhook_id_document_id_state",
        "webhook_deliveries",
        ["webhook_id", "document_id", "state"],
    )
