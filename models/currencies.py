"""Amounts as whole minor units, unit prices as whole millionths; decimals of a currency by ISO 4217."""

from decimal import Decimal

from models.ledger.currencies import DECIMALS

MICRO_DIGITS = 6  # of unit prices, whatever the currency


def minor_digits(currency: str) -> int:
    """Decimals of an amount in this currency: 2 for EUR, 0 for JPY, 3 for KWD; 2 where ISO 4217 lists none such."""
    return DECIMALS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """An exact amount as whole minor units: 12.50 EUR is 1250. Raises ValueError where it has too many decimals."""
    return _scaled(amount, minor_digits(currency))


def from_minor(minor: int, currency: str) -> Decimal:
    """Whole minor units as an amount with all its decimals: 1250 in EUR is 12.50."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def from_micro(micro: int) -> Decimal:
    """Whole millionths as a unit price with six decimals."""
    return Decimal(micro).scaleb(-MICRO_DIGITS)


def _scaled(value: Decimal, digits: int) -> int:
    scaled = value.scaleb(digits)
    if not value.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than {digits} decimals")
    return int(scaled)
