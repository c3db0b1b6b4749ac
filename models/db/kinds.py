"""Kinds of columns. Each refuses at the border what a database would silently bend: floats, naive times, huge integers.

Use them as annotations: `ordered: Mapped[WholeUnits]`, `total: Mapped[MinorUnits]` beside `currency: Mapped[Currency]`.
"""

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import BigInteger, Date, DateTime, Dialect, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeEngine

LARGEST = 2**63 - 1
ID_LENGTH = 64
NAME_LENGTH = 200
TEXT_LENGTH = 2000
SURROGATE = re.compile("[\ud800-\udfff]")


class WholeNumber(TypeDecorator[int]):
    """A signed 64-bit integer; a float, a bool or anything larger is refused before it reaches the database."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        """What a value is in Python."""
        return int

    def process_bind_param(self, value: object, _dialect: Dialect) -> int | None:
        """The number itself. Raises ValueError for anything else."""
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not -LARGEST <= value <= LARGEST:
            raise ValueError(f"expected a whole number of 64 bits, found {value!r}")
        return value


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment with its zone, kept in UTC. A naive time is refused: nobody knows when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[dt.datetime]:
        """What a value is in Python."""
        return dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment in UTC; SQLite keeps no zones, so there it goes without. Raises ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a time with a zone, found {value!r}")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        """The moment with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class BoundedText(TypeDecorator[str]):
    """Text of at most `length` characters without NUL; SQLite would take any length, PostgreSQL no NUL.

    Ordered byte by byte on both databases (collation C), so that pages come in one order everywhere.
    """

    impl = String
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        """What a value is in Python."""
        return str

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(length)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text with the collation of this database that orders byte by byte."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self.length, collation=collation))

    def process_bind_param(self, value: object, _dialect: Dialect) -> str | None:
        """The text itself. Raises ValueError for text that is too long, has a NUL, or is not Unicode."""
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > self.length or "\0" in value or SURROGATE.search(value):
            raise ValueError(f"expected text of at most {self.length} characters without NUL, found {value!r:.80}")
        return value


class JsonText(TypeDecorator[Any]):
    """JSON kept as text in one spelling (keys sorted, no spaces, no NaN), so that it hashes the same everywhere."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:  # noqa: ANN401 - whatever JSON can hold
        """The value as text. Raises ValueError for NaN and infinity, TypeError for what JSON does not know."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """The value that the text is."""
        return None if value is None else json.loads(value)


def canonical_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """One spelling for one value: keys sorted, no spaces, ASCII only; days, times and decimals are text.

    Raises ValueError for NaN and infinity, TypeError for what has no spelling.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False, default=_spelt)


def _spelt(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no spelling in JSON")


Id = Annotated[str, mapped_column(BoundedText(ID_LENGTH))]
"""The name of a row or of a thing in the planner's data."""
Name = Annotated[str, mapped_column(BoundedText(NAME_LENGTH))]
"""What people call it."""
Words = Annotated[str, mapped_column(BoundedText(TEXT_LENGTH))]
"""A reason, a note."""
Code = Annotated[str, mapped_column(BoundedText(32))]
"""A word of a fixed list: a state, a kind, a unit."""
Currency = Annotated[str, mapped_column(BoundedText(3))]
"""ISO 4217."""
MinorUnits = Annotated[int, mapped_column(WholeNumber)]
"""Money in whole minor units (cents); its currency stands in a column beside it."""
MicroUnits = Annotated[int, mapped_column(WholeNumber)]
"""A price of one unit, in whole millionths of the currency beside it."""
WholeUnits = Annotated[int, mapped_column(WholeNumber)]
"""A quantity of units or cases, a count, a version."""
Moment = Annotated[dt.datetime, mapped_column(UtcDateTime)]
"""A time, in UTC."""
Day = Annotated[dt.date, mapped_column(Date)]
"""A calendar day of the node or the supplier it is about."""
Json = Annotated[Any, mapped_column(JsonText)]
"""A value as JSON text, None included."""
Bytes = Annotated[bytes, mapped_column(LargeBinary)]
"""Bytes as they were sent."""
