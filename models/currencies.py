"""How many decimals an amount of a currency has (ISO 4217, the currencies that differ from two)."""

from decimal import Decimal

MINOR_DIGITS = {
    **dict.fromkeys(
        ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()),
        0,
    ),
    **dict.fromkeys(("BHD IQD JOD KWD LYD OMR TND".split()), 3),
}
MICRO_DIGITS = 6  # of unit prices, whatever the currency


def minor_digits(currency: str) -> int:
    """Decimals of an amount in this currency: 2 for EUR, 0 for JPY, 3 for KWD."""
    return MINOR_DIGITS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """An exact amount as whole minor units: 12.50 EUR is 1250. Raises ValueError where it has too many decimals."""
    return _scaled(amount, minor_digits(currency))


def from_minor(minor: int, currency: str) -> Decimal:
    """Whole minor units as an amount with all its decimals: 1250 in EUR is 12.50."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def to_micro(price: Decimal) -> int:
    """An exact unit price as whole millionths: 0.0125 is 12500. Raises ValueError where it has too many decimals."""
    return _scaled(price, MICRO_DIGITS)


def from_micro(micro: int) -> Decimal:
    """Whole millionths as a unit price with six decimals."""
    return Decimal(micro).scaleb(-MICRO_DIGITS)


def _scaled(value: Decimal, digits: int) -> int:
    scaled = value.scaleb(digits)
    if not value.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than {digits} decimals")
    return int(scaled)
