"""Columns refuse what a database would bend in silence."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, TypeDecorator, create_engine, insert, select
from sqlalchemy.exc import StatementError

from models.currencies import from_micro, from_minor, to_minor
from models.db.engine import Database
from models.db.ids import new_id
from models.db.kinds import BoundedText, JsonText, UtcDateTime, WholeNumber, canonical_json

KINDS: dict[str, TypeDecorator[Any]] = {
    "whole": WholeNumber(),
    "moment": UtcDateTime(),
    "text": BoundedText(5),
    "json": JsonText(),
}
TABLE = Table("kinds", MetaData(), *(Column(name, kind) for name, kind in KINDS.items()))
SUMMER = dt.timezone(dt.timedelta(hours=2))


def kept(database: Database, **values: Any) -> Any:
    """What comes back of a row that was written, in a transaction that leaves nothing."""
    (name,) = values
    with database.engine.connect() as connection:
        TABLE.create(connection)
        connection.execute(insert(TABLE).values(**values))
        found = connection.scalar(select(TABLE.c[name]))
        connection.rollback()
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("whole", 2**63 - 1), ("whole", -(2**63) + 1), ("whole", 0), ("whole", None), ("text", "äöü日本"), ("text", ""),
        ("text", None), ("json", {"b": [1, None, "x"], "a": True}), ("json", None), ("json", []),
        ("moment", dt.datetime(2026, 3, 31, 23, 59, 59, 999_999, dt.UTC)), ("moment", None),
    ],
)  # fmt: skip
def test_what_is_written_comes_back(database: Database, name: str, value: Any) -> None:
    assert kept(database, **{name: value}) == value


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    found = kept(database, moment=dt.datetime(2026, 7, 1, 1, 30, tzinfo=SUMMER))
    assert found.isoformat() == "2026-06-30T23:30:00+00:00"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("whole", 1.0), ("whole", True), ("whole", 2**63), ("whole", "1"), ("whole", float("nan")), ("text", "sechs!"),
        ("text", "a\0b"), ("text", 5), ("text", "\ud800"), ("json", float("inf")), ("json", {1, 2}),
        ("moment", dt.datetime(2026, 1, 1)),  # noqa: DTZ001 - a naive time is what is refused
    ],
)  # fmt: skip
def test_what_would_be_bent_is_refused(name: str, value: Any) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises((StatementError, TypeError)):
        connection.execute(select(Column(name, KINDS[name]) == value))
    engine.dispose()


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda inner: st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=5))
def test_one_value_has_one_spelling(value: Any) -> None:
    spelt = canonical_json(value)
    assert spelt.isascii()
    assert json.loads(spelt) == value
    assert canonical_json(json.loads(spelt)) == spelt


def test_days_times_and_decimals_are_spelt_as_text() -> None:
    assert canonical_json([dt.date(2026, 1, 2), Decimal("1.50"), Decimal("1E+3")]) == '["2026-01-02","1.50","1000"]'


def test_ids_sort_in_the_order_of_their_making(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 10**15, 10**12))
    monkeypatch.setattr("time.time_ns", lambda: next(moments))
    ids = [new_id("PO") for _ in range(100)]
    assert ids == sorted(ids)
    assert {len(one) for one in ids} == {29}
    assert len({new_id("PO")[13:] for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.50", "EUR", 1250), ("-0.01", "EUR", -1), ("12", "JPY", 12), ("1.005", "KWD", 1005), ("1E+2", "EUR", 10000)],
)
def test_money_is_whole_minor_units(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor
    assert from_minor(minor, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.001", "EUR"), ("0.1", "JPY"), ("NaN", "EUR"), ("Infinity", "EUR")]
)
def test_an_amount_that_a_currency_cannot_have_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="decimals"):
        to_minor(Decimal(amount), currency)


def test_unit_prices_are_whole_millionths() -> None:
    assert from_micro(12_500) == Decimal("0.0125")
