"""A session that acts for an organisation is blind to all others."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from models.db.engine import Database
from models.db.repositories import organisations
from models.db.rows.users import UserRow
from models.db.sessions import act_for


@pytest.fixture
def two(database: Database) -> Database:
    """Ada is of `main`, Bob of `other`."""
    with database.write.begin() as session:
        organisations.ensure(session, "other", "test")
        session.add_all([user("USR-1", "Ada", "main"), user("USR-2", "Bob", "other")])
    return database


def user(id_: str, name: str, organisation: str | None = None) -> UserRow:
    return UserRow(
        id=id_, organisation_id=organisation, kind="person", name=name, roles=[], created_by="x", updated_by="x"
    )


OTHER = aliased(UserRow)
READS: list[Callable[[Session], Any]] = [
    lambda session: list(session.scalars(select(UserRow.name))),
    lambda session: [row.name for row in session.scalars(select(UserRow))],
    lambda session: list(session.scalars(select(OTHER.name))),
    lambda session: list(session.scalars(select(UserRow.name).where(UserRow.id.in_(select(OTHER.id))))),
    lambda session: ["Ada"] * (session.scalar(select(func.count()).select_from(UserRow)) or 0),
    lambda session: [row.name for row in [session.get(UserRow, id_) for id_ in ("USR-1", "USR-2")] if row],
]


@pytest.mark.parametrize("read", READS)
def test_only_its_own_rows_are_seen(two: Database, read: Callable[[Session], Any]) -> None:
    with two.read() as session:
        act_for(session, "main")
        assert read(session) == ["Ada"]


def test_a_session_that_acts_for_nobody_sees_all(two: Database) -> None:
    with two.read() as session:
        assert sorted(session.scalars(select(UserRow.name))) == ["Ada", "Bob"]


def test_only_its_own_rows_are_changed(two: Database) -> None:
    with two.write.begin() as session:
        act_for(session, "main")
        session.execute(update(UserRow).values(kind="integration"))
    with two.write.begin() as session:
        act_for(session, "main")
        session.execute(delete(UserRow))
    with two.read() as session:
        assert [(row.name, row.kind) for row in session.scalars(select(UserRow))] == [("Bob", "person")]


def test_a_new_row_belongs_to_it(two: Database) -> None:
    with two.write.begin() as session:
        act_for(session, "other")
        session.add(user("USR-3", "Eve"))
    with two.read() as session:
        assert session.get_one(UserRow, "USR-3").organisation_id == "other"


def test_a_row_of_another_organisation_is_not_written(two: Database) -> None:
    with two.write() as session:
        act_for(session, "main")
        session.add(user("USR-3", "Eve", "other"))
        with pytest.raises(RuntimeError, match="another organisation"):
            session.flush()
    with two.write() as session:
        act_for(session, "main")
        session.get_one(UserRow, "USR-1").organisation_id = "other"
        with pytest.raises(RuntimeError, match="another organisation"):
            session.commit()
