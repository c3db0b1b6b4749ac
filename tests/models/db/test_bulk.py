"""Many rows at once are checked, and refused, as one is."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from models.db import bulk
from models.db.base import Base
from models.db.engine import Database
from models.db.rows.events import CounterRow

COUNTERS = Base.metadata.tables[CounterRow.__tablename__]


def counter(name: str, value: Any = 1) -> dict[str, Any]:
    return {"organisation_id": "main", "name": name, "value": value}


def kept(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        found = session.execute(select(COUNTERS.c.name, COUNTERS.c.value).order_by(COUNTERS.c.name))
        return [(name, value) for name, value in found]


def test_rows_arrive_in_parts_with_their_texts_as_they_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SMALL", 2)
    hostile = ["", "\\N", "a\tb\nc", '"', "\\.", "\u202e"]
    with database.write.begin() as session:
        bulk.insert_rows(session, COUNTERS, [counter(name, place) for place, name in enumerate(hostile)])
        bulk.insert_rows(session, COUNTERS, [])
    assert kept(database) == sorted((name, place) for place, name in enumerate(hostile))


def test_a_row_that_is_there_is_a_conflict_and_nothing_is_kept(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write.begin() as session:
        bulk.insert_rows(session, COUNTERS, [counter("a"), counter("b"), counter("a")])
    assert kept(database) == []


@pytest.mark.parametrize("value", [1.5, 2**63])
def test_a_value_that_its_column_refuses_is_refused_in_bulk_too(database: Database, value: object) -> None:
    with pytest.raises(StatementError, match="expected a whole number"), database.write.begin() as session:
        bulk.insert_rows(session, COUNTERS, [counter("a"), counter("b", value)])
    assert kept(database) == []
