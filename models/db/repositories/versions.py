"""Changes that must not overtake each other."""

from typing import Any, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.db.base import Base, Versioned, now
from models.refusals import NotFoundError, StaleVersionError

Row = TypeVar("Row", bound=Base)


def change(session: Session, row: type[Row], id_: str, expected: int, by: str, **values: Any) -> Row:  # noqa: ANN401 - whatever the columns hold
    """Change a versioned row from one version to the next by a conditional UPDATE, and hand it out as it is then.

    Of any number of racing changes from one version exactly one succeeds, on both databases. Raises NotFoundError,
    and StaleVersionError for all the others.
    """
    if not issubclass(row, Versioned):
        raise TypeError(f"{row.__name__} has no version")
    kind = row.__tablename__.removesuffix("s").replace("_", " ")
    table: Any = row
    session.flush()
    statement = (
        update(table)
        .where(table.id == id_, table.version == expected)
        .values(**values, version=expected + 1, updated_at=now(), updated_by=by)
        .execution_options(synchronize_session=False)
    )
    changed = session.execute(statement).rowcount  # type: ignore[attr-defined] # a cursor's result
    found = session.scalars(
        select(table).where(table.id == id_).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError(kind, id_)
    if not changed:
        raise StaleVersionError(kind, id_, expected=expected, current=found.version)
    return found  # type: ignore[no-any-return] # a row of the class that was asked for
