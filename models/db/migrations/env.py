"""Alembic's way in; `models.db.upgrade` hands it an open connection."""

from alembic import context

from models.db import rows
from models.db.base import Base

assert rows.__all__, "the rows are imported for their tables"  # noqa: S101 - what it says

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a table; alembic copies it instead
    compare_type=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
