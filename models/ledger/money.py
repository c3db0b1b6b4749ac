"""Exact money: `Decimal` in and out, whole minor units (cents) inside, whole micro units for prices of a unit.

A binary float never becomes money here. What has to be rounded (a line's price times its units, a duty, a share of a
bill) is rounded half away from zero to the minor unit of the currency, as commercial rounding is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Self

from models.ledger.currencies import decimals_of
from models.ledger.errors import MoneyError

PRICE_DECIMALS = 6
MICRO = 10**PRICE_DECIMALS
MAX_AMOUNT = 10**12
"""Largest amount and price, in units of the currency, as of any money in a dataset; keeps sums within 64 bits."""
MAX_MINOR = 10**15
"""Largest amount in minor units, whatever the currency."""

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` whole minor units of `currency`; the amounts of a sum have one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        most = min(MAX_MINOR, MAX_AMOUNT * 10 ** decimals_of(self.currency))
        if abs(self.minor) > most:
            largest = Decimal(most).scaleb(-decimals_of(self.currency), _EXACT)
            raise _wrong("amount", str(self.decimal), f"at most {largest:,.0f} {self.currency}")

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Self:
        """The amount as it stands. Raises MoneyError where it is not finite or finer than the minor unit."""
        return cls(_scaled(amount, decimals_of(currency), "amount", currency), currency)

    @classmethod
    def rounded(cls, amount: Fraction | Decimal, currency: str) -> Self:
        """The amount rounded half away from zero to the minor unit."""
        return cls(half_up(Fraction(amount) * 10 ** decimals_of(currency)), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """No money, of that currency."""
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in units of the currency, with as many decimals as it has (12.30, not 12.3)."""
        return Decimal(self.minor).scaleb(-decimals_of(self.currency), _EXACT)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.minor + other.minor_of(self.currency), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.minor - other.minor_of(self.currency), self.currency)

    def __le__(self, other: Self) -> bool:
        return self.minor <= other.minor_of(self.currency)

    def __str__(self) -> str:
        return f"{self.decimal:,f} {self.currency}"

    def minor_of(self, currency: str) -> int:
        """The minor units. Raises MoneyError where they are of another currency."""
        if self.currency != currency:
            raise MoneyError(f"amounts of {currency} and {self.currency} have no sum and no order")
        return self.minor


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one unit costs: `micro` millionths of a unit of `currency`, 0 or more."""

    micro: int
    currency: str

    def __post_init__(self) -> None:
        decimals_of(self.currency)
        if not 0 <= self.micro <= MAX_AMOUNT * MICRO:
            raise _wrong("unit_price", str(self.decimal), f"from 0 to {MAX_AMOUNT:,}")

    @classmethod
    def of(cls, price: Decimal, currency: str) -> Self:
        """The price as it stands. Raises MoneyError where it is not finite or has more than six decimals."""
        return cls(_scaled(price, PRICE_DECIMALS, "unit_price", currency), currency)

    @classmethod
    def rounded(cls, price: Fraction | Decimal, currency: str) -> Self:
        """The price rounded half up to six decimals."""
        return cls(half_up(Fraction(price) * MICRO), currency)

    @property
    def decimal(self) -> Decimal:
        """The price in units of the currency, without zeros at its end but with the decimals of the currency."""
        decimals = decimals_of(self.currency)
        price = Decimal(self.micro).scaleb(-PRICE_DECIMALS, _EXACT)
        short = price.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
        return short if short == price else price.normalize(_EXACT)

    def times(self, units: int) -> Money:
        """What so many units cost, rounded half up to the minor unit."""
        minor = nearest(self.micro * units * 10 ** decimals_of(self.currency), MICRO)
        return Money(minor, self.currency)

    def __str__(self) -> str:
        return f"{self.decimal:,f} {self.currency}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts that all are of the currency, 0 of none. Raises MoneyError for another currency."""
    return Money(sum(amount.minor_of(currency) for amount in amounts), currency)


def half_up(number: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return nearest(number.numerator, number.denominator)


def nearest(numerator: int, denominator: int) -> int:
    """The whole number nearest to a quotient (of a denominator above 0), halves away from zero."""
    whole = (abs(numerator) * 2 + denominator) // (denominator * 2)
    return whole if numerator >= 0 else -whole


def shares(minor: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """The amount (minor units) in parts like the weights (0 or more), which add up exactly: largest remainder.

    Each part is its proportion cut to whole minor units; what is left goes, one each, to the largest cut-off
    remainders, the first of equals. Weights that are all 0 count as equal. Source: Hamilton's method of apportionment.
    Raises ValueError for no weight, or one below 0.
    """
    exact = [Fraction(weight) for weight in weights]
    if not exact or min(exact) < 0:
        raise ValueError(f"weights: found {list(weights)}, expected at least one, none below 0")
    if not any(exact):
        exact = [Fraction(1)] * len(exact)
    whole = sum(exact, Fraction(0))
    sign = -1 if minor < 0 else 1
    parts = [abs(minor) * weight / whole for weight in exact]
    cut = [int(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: cut[place] - parts[place])
    for place in by_remainder[: abs(minor) - sum(cut)]:
        cut[place] += 1
    return [sign * part for part in cut]


def _scaled(number: Decimal, decimals: int, what: str, currency: str) -> int:
    """The number in units of its last allowed digit. Raises MoneyError where it is not finite, too large or finer."""
    expected = f"a finite number of at most {decimals} decimals ({currency}) and {MAX_AMOUNT:,}"
    if not number.is_finite() or abs(number) > MAX_AMOUNT:
        raise _wrong(what, f"{number:.20g}", expected)
    # Rounding first keeps a number of a million decimals from becoming a fraction of a million digits.
    short = round(number, PRICE_DECIMALS)
    scaled = Fraction(short) * 10**decimals
    if short != number or scaled.denominator != 1:
        raise _wrong(what, f"{number:.20g}", expected)
    return int(scaled)


def _wrong(what: str, found: str, expected: str) -> MoneyError:
    return MoneyError(f"{what}: found {found}, expected {expected}", expected)
