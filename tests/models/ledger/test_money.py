from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.currencies import minor_digits
from models.ledger.currencies import DECIMALS, decimals_of
from models.ledger.errors import MoneyError
from models.ledger.money import MAX_AMOUNT, Money, UnitPrice, half_up, shares, total


def test_an_amount_is_whole_minor_units_of_its_currency() -> None:
    assert Money.of(Decimal("12.5"), "EUR").minor == 1250
    assert str(Money(1250, "EUR").decimal) == "12.50"
    assert Money.of(Decimal(12), "JPY").minor == 12
    assert str(Money(12_500, "KWD").decimal) == "12.500"
    assert str(Money(1, "CLF").decimal) == "0.0001"


@pytest.mark.parametrize(("amount", "currency"), [("0.005", "EUR"), ("0.5", "JPY"), ("0.0001", "KWD")])
def test_an_amount_finer_than_the_minor_unit_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(MoneyError, match=f"amount: found {amount}, expected a finite number of at most"):
        Money.of(Decimal(amount), currency)


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "1e13", "1e999999", "1e-999999"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(MoneyError):
        Money.of(Decimal(amount), "EUR")
    with pytest.raises(MoneyError):
        UnitPrice.of(Decimal(amount), "EUR")


def test_the_largest_amount_is_taken_and_a_cent_more_is_not() -> None:
    largest = Money.of(Decimal(MAX_AMOUNT), "EUR")
    assert largest.minor == 10**14
    with pytest.raises(MoneyError, match="at most 1,000,000,000,000 EUR"):
        largest + Money(1, "EUR")


def test_an_unknown_currency_is_refused_and_a_known_one_has_its_decimals() -> None:
    assert (decimals_of("USD"), decimals_of("JPY"), decimals_of("BHD"), decimals_of("UYW")) == (2, 0, 3, 4)
    for odd in ("EURO", "eur", "XXX", ""):
        with pytest.raises(MoneyError, match="expected a code of ISO 4217"):
            Money(1, odd)
    assert all(len(code) == 3 and code.isupper() for code in DECIMALS)
    assert len(DECIMALS) > 160
    assert {code: minor_digits(code) for code in DECIMALS} == DECIMALS


def test_a_price_has_up_to_six_decimals() -> None:
    assert UnitPrice.of(Decimal("0.000001"), "EUR").micro == 1
    assert str(UnitPrice.of(Decimal("2.5"), "EUR").decimal) == "2.50"
    assert str(UnitPrice.of(Decimal("2.123400"), "EUR").decimal) == "2.1234"
    assert str(UnitPrice.of(Decimal(100), "JPY").decimal) == "100"
    with pytest.raises(MoneyError):
        UnitPrice.of(Decimal("0.0000001"), "EUR")
    with pytest.raises(MoneyError, match="expected from 0 to 1,000"):
        UnitPrice.of(Decimal(-1), "EUR")


def test_a_line_is_rounded_half_away_from_zero() -> None:
    # 3 x 0.335 = 1.005 -> 1.01; the nearest binary floats would give 1.00
    assert UnitPrice.of(Decimal("0.335"), "EUR").times(3) == Money(101, "EUR")
    # 1 x 2.5 yen -> 3
    assert UnitPrice.of(Decimal("2.5"), "JPY").times(1) == Money(3, "JPY")
    assert half_up(Fraction(-5, 2)) == -3


def test_amounts_of_two_currencies_have_no_sum() -> None:
    with pytest.raises(MoneyError, match="amounts of EUR and USD"):
        total([Money(1, "EUR"), Money(1, "USD")], "EUR")
    with pytest.raises(MoneyError, match="no order"):
        _ = Money(1, "EUR") <= Money(1, "USD")


def test_shares_go_to_the_largest_remainders() -> None:
    # 100 in 1:1:1 is 33.33 each; the cent that is left goes to the first of equals
    assert shares(100, [1, 1, 1]) == [34, 33, 33]
    # 10 in 5:3:1 of 9 = 5.56, 3.33, 1.11: cut 5 + 3 + 1 = 9, one left for .56
    assert shares(10, [5, 3, 1]) == [6, 3, 1]
    assert shares(-10, [5, 3, 1]) == [-6, -3, -1]
    assert shares(7, [0, 0]) == [4, 3]
    assert shares(7, [0, 1]) == [0, 7]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_shares_need_weights_that_mean_something(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights: found"):
        shares(1, weights)


@given(st.integers(-(10**16), 10**16), st.lists(st.decimals(0, 10**9, places=3), min_size=1, max_size=30))
def test_shares_add_up_and_none_is_a_whole_unit_off(minor: int, weights: list[Decimal]) -> None:
    parts = shares(minor, weights)
    assert sum(parts) == minor
    whole = sum(map(Fraction, weights), Fraction(0))
    if whole:
        exact = [minor * Fraction(weight) / whole for weight in weights]
        assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@given(st.integers(-(10**16), 10**16), st.sampled_from(sorted(DECIMALS)))
def test_an_amount_survives_its_text(minor: int, currency: str) -> None:
    minor = minor % (MAX_AMOUNT * 10 ** DECIMALS[currency])
    money = Money(minor, currency)
    assert Money.of(Decimal(str(money.decimal)), currency) == money
