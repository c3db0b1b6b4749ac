"""How many decimals an amount of a currency has (ISO 4217, the currencies that differ from two)."""

from decimal import Decimal

MINOR_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
    "CLF": 4, "UYW": 4,
}  # fmt: skip
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
