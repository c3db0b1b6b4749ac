"""Events are numbered at their commit: in its order, without a gap, and never behind a cursor."""

from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.engine import Database
from models.db.portions import portions
from models.db.repositories import counters, events
from models.db.repositories.audit import Actor
from models.db.repositories.events import Happening, emit
from models.db.rows.events import DeliveryRow, EventRow, WebhookRow

ANN = Actor("main", "USR-ann", "ann", "REQ-1")


def note(session: Session, document: str) -> None:
    emit(session, ANN, [Happening("purchase_order.written", "thing", document, 1, {"document": document})])


def told(database: Database, position: int = 0) -> list[tuple[int | None, str]]:
    with database.read() as session:
        found = events.since(session, position, ["purchase_order.written"], 100)
        return [(row.position, row.document_id) for row in found]


def test_events_of_one_transaction_keep_their_order(database: Database) -> None:
    with database.write.begin() as session:
        for document in ("B", "A", "C"):
            note(session, document)
    with database.write.begin() as session:
        note(session, "A")
    assert told(database) == [(1, "B"), (2, "A"), (3, "C"), (4, "A")]
    assert told(database, 2) == [(3, "C"), (4, "A")]


def test_many_are_numbered_and_so_are_their_deliveries_in_parts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "portions", partial(portions, size=2))  # five of them are three statements
    with database.write.begin() as session:
        session.add(
            WebhookRow(
                id="WHK-1", organisation_id="main", url="https://example.org", kinds=[], secret="s", active=True,  # noqa: S106 - nobody's
                description="", created_by="USR-ann", updated_by="USR-ann",
            )
        )  # fmt: skip
        for document in "EDCBA":
            note(session, document)
    assert told(database) == list(enumerate("EDCBA", start=1))
    with database.read() as session:
        sent = session.scalars(select(DeliveryRow).order_by(DeliveryRow.position))
        assert [(row.position, row.document_id) for row in sent] == list(enumerate("EDCBA", start=1))


def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    with database.write() as session:
        note(session, "A")
        session.rollback()
        note(session, "B")
        with session.begin_nested() as savepoint:
            note(session, "C")
            savepoint.rollback()
        note(session, "D")
        session.commit()
    assert told(database) == [(1, "B"), (2, "D")]
    with database.read() as session:
        assert session.scalars(select(EventRow).where(EventRow.position.is_(None))).all() == []
        assert events.last_position(session, "main") == 2


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_who_commits_first_stands_first_whoever_began_first(database: Database) -> None:
    with database.write() as slow:
        note(slow, "slow")
        with database.write.begin() as fast:
            note(fast, "fast")
        assert told(database) == [(1, "fast")]
        slow.commit()
    assert told(database, 1) == [(2, "slow")]


def test_a_series_counts_from_one_for_each_organisation_and_name(database: Database) -> None:
    with database.write.begin() as session:
        assert counters.advance(session, "main", "order") == 1
        assert counters.advance(session, "main", "order", 3) == 4
        assert counters.advance(session, "main", "other") == 1
    with database.read() as session:
        assert (counters.last(session, "main", "order"), counters.last(session, "main", "none")) == (4, 0)
