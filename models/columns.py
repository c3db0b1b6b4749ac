"""The words in which tables are declared: what a column may hold, and what a table consists of."""

from dataclasses import dataclass, replace
from enum import StrEnum

MAX_ID = 64  # characters
MAX_TEXT = 32_767  # characters; what one cell of a workbook holds
MAX_QUANTITY = 1e9  # units, cubic metres, kilograms
MAX_MONEY = 1e12
MAX_DAYS = 36_525.0  # a hundred years; keeps every date that follows from a day count on the calendar
MAX_RATE = 100.0  # a rate above it is a percentage by mistake


class Kind(StrEnum):
    """What a column holds; decides how a cell is read and which type the column of the frame has."""

    ID = "id"  # str, not blank, at most MAX_ID characters, kept exactly as given
    TEXT = "text"  # str, any
    CHOICE = "choice"  # str, one of `choices`
    NUMBER = "number"  # float64, finite
    MONEY = "money"  # float64, finite, never rounded
    WHOLE = "whole number"  # int64, or float64 with NaN where it may be empty
    DAY = "day"  # datetime64[s], NaT where it may be empty
    YES_NO = "true or false"  # bool


TEXT_KINDS = (Kind.ID, Kind.TEXT, Kind.CHOICE)
NUMBER_KINDS = (Kind.NUMBER, Kind.MONEY, Kind.WHOLE)

Scalar = str | float | bool


@dataclass(frozen=True, slots=True)
class Derived:
    """A default that is computed from other columns or from the settings; `rule` says how, in words."""

    rule: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one key of the settings.

    `default` is the value of an empty cell; None: it stays empty (NaN, NaT or ""), which means `empty`.
    `low` and `high` are included in what is allowed, unless `above_low` says that a value must lie above `low`.
    `references` is the "table.column" whose ids are the allowed ones.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    default: Scalar | Derived | None = None
    empty: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    above_low: bool = False
    choices: tuple[str, ...] = ()
    references: str = ""

    @property
    def may_be_empty(self) -> bool:
        """Whether the checked frame can hold "nothing given" in this column."""
        return not self.required and self.default is None

    @property
    def expected(self) -> str:
        """What a cell must hold, for the message of a fault."""
        words = {
            Kind.ID: f"text that is not blank, of at most {MAX_ID} characters",
            Kind.TEXT: f"text of at most {MAX_TEXT:,} characters",
            Kind.CHOICE: " or ".join([", ".join(self.choices[:-1]), *self.choices[-1:]]) if self.choices else "",
            Kind.YES_NO: "true or false",
            Kind.DAY: "a day as YYYY-MM-DD",
        }
        if self.kind in words:
            return words[self.kind]
        noun = "a whole number" if self.kind is Kind.WHOLE else "a finite number"
        return f"{noun} {self.bounds}".rstrip()

    @property
    def bounds(self) -> str:
        """The allowed range in words, "" where there is none."""
        low, high = (None if bound is None else f"{bound:,g}".replace("e+", "e") for bound in (self.low, self.high))
        if self.high is not None and self.high >= 1e6:
            high = f"{self.high:,.0f}"
        if self.low is not None and self.low <= -1e6:
            low = f"{self.low:,.0f}"
        if low is not None and high is not None:
            return f"above {low} and at most {high}" if self.above_low else f"from {low} to {high}"
        if low is not None:
            return f"above {low}" if self.above_low else f"of at least {low}"
        return f"of at most {high}" if high is not None else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order of the reference page, and the columns whose values name a row."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The declaration of one column. Raises KeyError where the table has none of the name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def ident(name: str, meaning: str, *, references: str = "", default: str | None = None, empty: str = "") -> Column:
    """An id; required unless `default` or `empty` says what an empty cell means."""
    required = default is None and not empty
    return Column(name, Kind.ID, meaning, required, default, empty, "text", references=references)


def text(name: str, meaning: str, *, empty: str = "none") -> Column:
    """Free text, empty unless given."""
    return Column(name, Kind.TEXT, meaning, empty=empty, unit="text")


def choice(name: str, meaning: str, *choices: str, default: str | Derived | None = None, empty: str = "") -> Column:
    """One of a few words; required where neither `default` nor `empty` is given."""
    required = default is None and not empty
    return Column(name, Kind.CHOICE, meaning, required, default, empty, "text", choices=choices)


def day(name: str, meaning: str, *, default: Derived | None = None, empty: str = "") -> Column:
    """A calendar day; required where neither `default` nor `empty` is given."""
    return Column(name, Kind.DAY, meaning, default is None and not empty, default, empty, "day")


def yes_no(name: str, meaning: str, *, default: bool) -> Column:
    """True or false."""
    return Column(name, Kind.YES_NO, meaning, default=default, unit="true or false")


def number(
    name: str,
    unit: str,
    meaning: str,
    *,
    default: float | Derived | None = None,
    empty: str = "",
    low: float = 0.0,
    high: float = MAX_QUANTITY,
) -> Column:
    """A finite number; required where neither `default` nor `empty` is given."""
    required = default is None and not empty
    return Column(name, Kind.NUMBER, meaning, required, default, empty, unit, low, high)


def money(name: str, unit: str, meaning: str, *, default: float | Derived | None = None, empty: str = "") -> Column:
    """An amount, price or cost in the plan's currency, 0 or more."""
    return replace(number(name, unit, meaning, default=default, empty=empty, high=MAX_MONEY), kind=Kind.MONEY)


def whole(
    name: str,
    unit: str,
    meaning: str,
    *,
    default: int | None = None,
    empty: str = "",
    low: float = 0.0,
    high: float = MAX_QUANTITY,
) -> Column:
    """A whole number; required where neither `default` nor `empty` is given."""
    return replace(number(name, unit, meaning, default=default, empty=empty, low=low, high=high), kind=Kind.WHOLE)


def above_zero(column: Column) -> Column:
    """The column with 0 itself refused."""
    return replace(column, above_low=True)
