"""Values of bodies are finite, bounded, and what they say they are."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from api.schemas.kinds import (
    Body,
    Currency,
    Day,
    DecimalText,
    Identifier,
    LongText,
    Moment,
    MoneyAmount,
    PositiveQuantity,
    Quantity,
    Share,
    ShortText,
)

GOOD: list[tuple[Any, Any, Any]] = [
    (Quantity, 0, 0), (Quantity, 10**12, 10**12), (PositiveQuantity, 1, 1), (Share, 0, 0.0), (Share, 1.0, 1.0),
    (Identifier, "ITEM/1 ä", "ITEM/1 ä"), (Identifier, "x" * 64, "x" * 64), (ShortText, "x" * 200, "x" * 200),
    (LongText, "a\n\tb", "a\n\tb"), (Currency, "EUR", "EUR"),
    (Day, "2024-02-29", dt.date(2024, 2, 29)),
    (Moment, "2026-03-31T12:00:00+02:00", dt.datetime(2026, 3, 31, 10, tzinfo=dt.UTC)),
    (Moment, "2026-03-31T12:00:00Z", dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)),
    (DecimalText, "-0.000001", Decimal("-0.000001")), (DecimalText, "12", Decimal(12)),
]  # fmt: skip
BAD: list[tuple[Any, Any]] = [
    (Quantity, -1), (Quantity, 10**12 + 1), (Quantity, 1.0), (Quantity, "1"), (Quantity, True), (Quantity, None),
    (Quantity, float("nan")), (Quantity, float("inf")), (PositiveQuantity, 0), (Share, 1.01), (Share, -0.01),
    (Share, float("nan")), (Share, "0.5"), (Identifier, ""), (Identifier, "x" * 65), (Identifier, "a\x00"),
    (Identifier, "a\n"), (Identifier, " a"), (Identifier, 5), (Identifier, "\ud800"), (Identifier, "a\u202eb"),
    (LongText, "a\x00"), (LongText, "x" * 2001), (Currency, "eur"), (Currency, "EURO"), (Currency, "EU"),
    (Day, "2023-02-29"), (Day, "2023-2-1"), (Day, "20230201"), (Day, "2023-W05-3"), (Day, 0), (Day, "2023-02-0\u0661"),
    (Moment, "2026-03-31T12:00:00"), (Moment, "2026-03-31"), (Moment, "0001-01-01T00:00:00+14:00"), (Moment, 1.5),
    (DecimalText, 12.5), (DecimalText, 12), (DecimalText, "1e3"), (DecimalText, "NaN"), (DecimalText, "Infinity"),
    (DecimalText, "0.0000001"), (DecimalText, "01"), (DecimalText, " 1"), (DecimalText, "+1"), (DecimalText, "1."),
    (DecimalText, "1\u0661"), (DecimalText, "9" * 19),
]  # fmt: skip


def strict(kind: Any) -> TypeAdapter[Any]:
    class Holder(Body):
        value: kind

    return TypeAdapter(Holder)


@pytest.mark.parametrize(("kind", "value", "read"), GOOD)
def test_what_is_right_is_taken(kind: Any, value: Any, read: Any) -> None:
    found = strict(kind).validate_python({"value": value}).value
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_what_is_wrong_is_refused(kind: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        strict(kind).validate_python({"value": value})


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_money_goes_out_and_comes_back_exactly(minor: int, currency: str) -> None:
    sent = MoneyAmount.of(minor, currency).model_dump(mode="json")
    assert MoneyAmount.model_validate(sent).minor == minor


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.001", "EUR"), ("0.1", "JPY"), ("10000000000000.01", "EUR"), ("1", "euro")]
)
def test_money_that_a_currency_cannot_have_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValidationError):
        MoneyAmount.model_validate({"amount": amount, "currency": currency})
    assert MoneyAmount.model_validate({"amount": "10000000000000.00", "currency": "EUR"}).minor == 10**15
