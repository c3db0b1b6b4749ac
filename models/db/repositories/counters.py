"""Series of numbers without gaps: each number is given out once, in the order of the commits."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from models.db.rows.events import CounterRow

INSERTS: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


def advance(session: Session, organisation_id: str, name: str, by: int = 1) -> int:
    """The last of the next `by` numbers of a series, which begins at 1.

    The series stays locked until the transaction ends: a number is seen by others only after every smaller one.
    """
    statement = (
        update(CounterRow)
        .where(CounterRow.organisation_id == organisation_id, CounterRow.name == name)
        .values(value=CounterRow.value + by)
        .returning(CounterRow.value)
        .execution_options(synchronize_session=False)
    )
    value = session.scalar(statement)
    if value is None:
        make = INSERTS[session.get_bind().dialect.name](CounterRow)
        session.execute(make.values(organisation_id=organisation_id, name=name, value=0).on_conflict_do_nothing())
        value = session.scalar(statement)
    if value is None:
        raise RuntimeError(f"the series {name!r} of {organisation_id!r} cannot be advanced")
    return value


def last(session: Session, organisation_id: str, name: str) -> int:
    """The last number that was given out, 0 where none was."""
    row = session.get(CounterRow, (organisation_id, name))
    return 0 if row is None else row.value
