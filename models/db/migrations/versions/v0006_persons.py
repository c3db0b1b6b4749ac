"""Which users are one person."""

import sqlalchemy as sa
from alembic import op

from models.db.migrations.versions.v0001_identities import text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; each user is a person of their own until somebody says otherwise."""
    op.add_column("users", sa.Column("person_id", text(64), nullable=True))
    op.create_index("ix_users_person_id", "users", ["person_id"])
    op.create_index("ix_keys_created_by", "keys", ["created_by"])


def downgrade() -> None:
    """There is no way back: restore the backup."""
    raise NotImplementedError
