"""Changes that must not overtake each other."""

from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models.db.base import Versioned, now
from models.refusals import NotFoundError, StaleVersionError

Row = TypeVar("Row", bound=Versioned)


def change(session: Session, row: type[Row], id_: str, expected: int, by: str, **values: Any) -> Row:  # noqa: ANN401 - whatever the columns hold
    """Change a versioned row from one version to the next by a conditional UPDATE, and hand it out as it is then.

    Of any number of racing changes from one version exactly one succeeds, on both databases. Raises NotFoundError,
    and StaleVersionError for all the others.
    """
    table: Any = row  # its columns stand on the class itself, where a mixin's type does not tell of them
    kind = str(table.__tablename__).removesuffix("s").replace("_", " ")
    session.flush()
    statement = (
        update(table)
        .where(table.id == id_, table.version == expected)
        .values(**values, version=expected + 1, updated_at=now(), updated_by=by)
        .execution_options(synchronize_session=False)
    )
    changed = cast(CursorResult[Any], session.execute(statement)).rowcount
    found = session.scalars(
        select(table).where(table.id == id_).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError(kind, id_)
    if not changed:
        raise StaleVersionError(kind, id_, expected=expected, current=found.version)
    return cast(Row, found)
