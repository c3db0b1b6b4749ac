"""Organisations, users, keys, answers and the audit log."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the organisation that is there from the start, and what keeps the log append-only."""
    organisations = op.create_table(
        "organisations",
        sa.Column("id", text(64), nullable=False),
        sa.Column("name", text(200), nullable=False),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    _users_and_keys()
    op.create_table(
        "answers",
        owner("answers"),
        sa.Column("user_id", text(64), nullable=False),
        sa.Column("key", text(255), nullable=False),
        sa.Column("fingerprint", text(64), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "user_id", "key", name="pk_answers"),
    )
    op.create_index("ix_answers_created_at", "answers", ["created_at"])
    heads = _audit()
    op.bulk_insert(
        organisations,
        [{"id": "main", "name": "main", "created_at": dt.datetime.now(dt.UTC), "created_by": "migration"}],
    )
    op.bulk_insert(heads, [{"organisation_id": "main", "number": 0, "digest": "0" * 64}])


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError


def text(length: int) -> sa.String:
    """Bounded text that is ordered byte by byte on both databases."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def owner(table: str) -> sa.Column[str]:
    """The organisation of a row."""
    return sa.Column(
        "organisation_id",
        text(64),
        sa.ForeignKey("organisations.id", name=f"fk_{table}_organisation_id"),
        nullable=False,
    )


def created() -> tuple[sa.Column[dt.datetime], sa.Column[str]]:
    """Who made a row, when."""
    return (
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", text(64), nullable=False),
    )


def _users_and_keys() -> None:
    op.create_table(
        "users",
        sa.Column("id", text(64), nullable=False),
        sa.Column("kind", text(32), nullable=False),
        sa.Column("name", text(200), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("subject", text(200), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        owner("users"),
        *created(),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", text(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("organisation_id", "name", name="uq_users_organisation_id_name"),
        sa.UniqueConstraint("organisation_id", "subject", name="uq_users_organisation_id_subject"),
    )
    op.create_index("ix_users_organisation_id", "users", ["organisation_id"])
    op.create_table(
        "keys",
        sa.Column("id", text(64), nullable=False),
        sa.Column("user_id", text(64), sa.ForeignKey("users.id", name="fk_keys_user_id"), nullable=False),
        sa.Column("name", text(200), nullable=False),
        sa.Column("prefix", text(64), nullable=False),
        sa.Column("digest", text(64), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", text(64), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        owner("keys"),
        *created(),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("prefix", name="uq_keys_prefix"),
    )
    op.create_index("ix_keys_user_id", "keys", ["user_id"])
    op.create_index("ix_keys_organisation_id", "keys", ["organisation_id"])


def _audit() -> sa.Table:
    op.create_table(
        "audit",
        owner("audit"),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", text(64), nullable=False),
        sa.Column("user_name", text(200), nullable=False),
        sa.Column("action", text(64), nullable=False),
        sa.Column("kind", text(32), nullable=False),
        sa.Column("document_id", text(64), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("request_id", text(64), nullable=False),
        sa.Column("previous", text(64), nullable=False),
        sa.Column("digest", text(64), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_audit"),
    )
    op.create_index("ix_audit_organisation_id_kind_document_id", "audit", ["organisation_id", "kind", "document_id"])
    _refuse_changes()
    return op.create_table(
        "audit_heads",
        owner("audit_heads"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", text(64), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_audit_heads"),
    )


def _refuse_changes() -> None:
    """The database itself refuses to change or delete an entry of the log."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
    )
