"""Lists page by page: keyset order, so that rows that come or go meanwhile are neither shown twice nor skipped."""

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, Query, Request
from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.errors import CursorError

MOST = 500
USUAL = 50
Row = TypeVar("Row")


class Asked(NamedTuple):
    """Which page: at most `limit` rows after the `cursor`.

    `filters` stands for the list and the rest of the query, which must not change from page to page.
    """

    limit: int
    cursor: str | None
    filters: str


async def _asked(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows of a page at most.")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=1000, description="`next_cursor` of the page before; none for the first page.")
    ] = None,
) -> Asked:
    others = sorted(pair for pair in request.query_params.multi_items() if pair[0] not in {"limit", "cursor"})
    told = json.dumps([request.url.path, others]).encode()
    return Asked(limit, cursor, hashlib.sha256(told).hexdigest()[:16])


PageAsked = Annotated[Asked, Depends(_asked)]
"""The page that a request asks for: `def list_keys(..., page: PageAsked)`."""


def paginate(
    session: Session,
    statement: Select[Row],
    order: Sequence[InstrumentedAttribute[Any]],
    page: Asked,
    *,
    descending: bool = False,
) -> tuple[list[Row], str | None]:
    """One page of rows and the cursor of the next one, None on the last page.

    `order` are columns of the row that are never null and together differ in every row; ids made by `new_id` are in the
    order of their making. Raises CursorError for a cursor of another list, other filters, or none of ours.
    """
    columns = tuple_(*order)
    if page.cursor is not None:
        after = tuple_(*_decoded(page, order))
        statement = statement.where(columns < after if descending else columns > after)
    sorting: list[ColumnElement[Any]] = [column.desc() if descending else column.asc() for column in order]
    rows = list(session.scalars(statement.order_by(*sorting).limit(page.limit + 1)))
    if len(rows) <= page.limit:
        return rows, None
    rows = rows[: page.limit]
    return rows, _encoded(page, [getattr(rows[-1], column.key) for column in order])


def matching(statement: Select[Row], filters: dict[InstrumentedAttribute[Any], Any]) -> Select[Row]:
    """The statement narrowed to rows whose columns have the given values; None means any."""
    return statement.where(*(column == value for column, value in filters.items() if value is not None))


def _encoded(page: Asked, values: list[Any]) -> str:
    told = [value.isoformat() if isinstance(value, dt.date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([page.filters, told]).encode()).decode().rstrip("=")


def _decoded(page: Asked, order: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    try:
        cursor = page.cursor or ""
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        filters, values = json.loads(text)
        if filters != page.filters or len(values) != len(order):
            raise CursorError
        return [literal(_typed(value, column), column.type) for value, column in zip(values, order, strict=True)]
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise CursorError from error


def _typed(value: Any, column: InstrumentedAttribute[Any]) -> Any:  # noqa: ANN401 - of the column's type
    kind = getattr(column.type, "impl_instance", column.type).python_type  # a kind of ours knows no Python type itself
    if issubclass(kind, dt.date):
        value = kind.fromisoformat(value)
        if isinstance(value, dt.datetime) and value.tzinfo is None:
            raise CursorError
        return value
    if type(value) is not kind or (kind is int and abs(value) >= 2**63) or (kind is str and "\0" in value):
        raise CursorError
    return value
