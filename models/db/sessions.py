"""What every session of ours does by itself: it keeps to one organisation, and it seals its audit entries.

A session acts for an organisation once `act_for(session, organisation_id)` was called: every SELECT, UPDATE and DELETE
on a class that is `Owned` is narrowed to it, and new rows get it. A row of another organisation is as good as absent.
(Statements on bare tables, not on classes, are not narrowed.)
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, sessionmaker, with_loader_criteria

from models.db.base import Owned
from models.db.repositories import audit, events

ORGANISATION = "organisation_id"


def act_for(session: Session, organisation_id: str) -> None:
    """Narrow the session to one organisation, for as long as it lives."""
    session.info[ORGANISATION] = organisation_id


def watch(factory: sessionmaker[Session]) -> None:
    """Make all sessions of a factory behave as told above."""
    event.listen(factory, "do_orm_execute", _narrow)
    event.listen(factory, "before_flush", _own)
    event.listen(factory, "before_commit", events.seal)
    event.listen(factory, "before_commit", audit.seal)
    event.listen(factory, "after_soft_rollback", _forget)


def _narrow(state: ORMExecuteState) -> None:
    organisation_id = state.session.info.get(ORGANISATION)
    if organisation_id is None or state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(
        with_loader_criteria(Owned, lambda row: row.organisation_id == organisation_id, include_aliases=True)
    )


def _own(session: Session, _context: Any, _instances: Any) -> None:  # noqa: ANN401 - the event's own
    organisation_id = session.info.get(ORGANISATION)
    if organisation_id is None:
        return
    for row in session.new:
        if isinstance(row, Owned):
            row.organisation_id = row.organisation_id or organisation_id
    for row in (*session.new, *session.dirty):
        if isinstance(row, Owned) and row.organisation_id != organisation_id:
            raise RuntimeError(f"a {type(row).__name__} of another organisation was about to be written")


def _forget(session: Session, ended: SessionTransaction) -> None:
    audit.forget(session, ended)
