"""Kinds of values in bodies: finite, bounded, and refused with a word where they are not what they should be."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from models.currencies import from_minor, to_minor

LARGEST_QUANTITY = 10**12
LARGEST_MINOR = 10**15
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,6})?")
CURRENCY = re.compile(r"[A-Z]{3}")
Item = TypeVar("Item")


class Body(BaseModel):
    """A body of a request: a field that nobody knows is refused, numbers are numbers and texts are texts."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Answer(BaseModel):
    """A body of an answer; `Answer.model_validate(row)` reads the attributes of a row."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, from_attributes=True)


class Page(Answer, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next_cursor: str | None = Field(description="The `cursor` of the next page; null on the last one.")


def _printable(text: str) -> str:
    if any(not mark.isprintable() for mark in text):
        raise ValueError("text without control characters")
    if text != text.strip():
        raise ValueError("text without blanks around it")
    return text


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("text without NUL")
    return text


def _readable(text: str) -> str:
    if any(not (mark.isprintable() or mark in "\n\t") for mark in text):
        raise ValueError("text without control characters")
    return text


def _day(value: Any) -> Any:  # noqa: ANN401 - whatever was sent
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError("a day such as 2026-03-31")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError("a day of the calendar, such as 2026-03-31") from None
    return value


def _moment(value: Any) -> Any:  # noqa: ANN401 - whatever was sent
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("a time with its zone, such as 2026-03-31T12:00:00Z") from None
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError("a time with its zone, such as 2026-03-31T12:00:00Z")
        try:
            return value.astimezone(dt.UTC)
        except OverflowError:
            raise ValueError("a time between the years 1 and 9999") from None
    return value


def _decimal(value: Any) -> Any:  # noqa: ANN401 - whatever was sent
    if isinstance(value, str):
        if not DECIMAL.fullmatch(value):
            raise ValueError('a decimal number as text, such as "12.50", with at most six decimals')
        return Decimal(value)
    return value


def _plain(value: Decimal) -> str:
    return format(value, "f")


Identifier = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_printable)]
"""The name of a thing: 1 to 64 characters, none of them a control character."""
AnyIdentifier = Annotated[str, Field(max_length=64), AfterValidator(_storable)]
"""The name of a thing that is looked for, however it was named where it came from; empty where it has none."""
ShortText = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
"""One line for people."""
LongText = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_readable)]
"""A reason, a note; lines and tabs are fine."""
Quantity = Annotated[int, Field(ge=0, le=LARGEST_QUANTITY)]
"""Whole units or cases, 0 included."""
PositiveQuantity = Annotated[int, Field(ge=1, le=LARGEST_QUANTITY)]
"""Whole units or cases, at least 1."""
Version = Annotated[int, Field(ge=1, le=2**53)]
"""The version of a document."""
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
"""A share, 0 to 1."""
Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day, ISO 8601."""
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A time with its zone, ISO 8601; UTC in answers."""
DecimalText = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{DECIMAL.pattern}$", "examples": ["12.50"]}),
]
"""An exact number as text, such as "12.50"."""
Currency = Annotated[str, Field(pattern=f"^{CURRENCY.pattern}$", examples=["EUR"])]
"""ISO 4217."""


class MoneyAmount(Body):
    """An exact amount in a currency."""

    amount: DecimalText
    currency: Currency

    @classmethod
    def of(cls, minor: int, currency: str) -> Self:
        """The amount of whole minor units."""
        return cls(amount=from_minor(minor, currency), currency=currency)

    @property
    def minor(self) -> int:
        """The amount in whole minor units. Raises ValueError where the currency has fewer decimals."""
        return to_minor(self.amount, self.currency)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        """Refuse an amount that the currency cannot have, or that no order ever comes to."""
        if abs(self.minor) > LARGEST_MINOR:
            raise ValueError("an amount of at most fifteen digits")
        return self
