"""The fixtures of tests/service.py."""

from tests.service import (
    app_client,
    database,
    database_url,
    empty_postgres,
    postgres_database,
    postgres_server,
    service,
    sqlite_template,
)

__all__ = [
    "app_client",
    "database",
    "database_url",
    "empty_postgres",
    "postgres_database",
    "postgres_server",
    "service",
    "sqlite_template",
]
