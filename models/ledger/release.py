"""From the `orders` of a plan to draft orders: one purchase order of the plan is one draft, one row is one line.

A row is released once: rows that were released already are left out, so releasing a plan twice, or first some lines and
then all, orders everything once. A plan's floats become exact here: prices with six decimals, duty as a rate.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.faults import CallError, Fault
from models.ledger.checks import MAX_NOTE
from models.ledger.errors import DocumentError
from models.ledger.money import MAX_AMOUNT, MICRO, UnitPrice, half_up
from models.ledger.purchase_order import PPM, RATE_DECIMALS, Content, Header, OrderLine, Peg, PlanLine

KEY = ("order_id", "item_id", "node_id", "mode")
SAME = ("supplier_id", "order_date", "payment_date")
COUNTS = ("units", "cases")
AMOUNTS = ("unit_price", "value", "duty")
PLACE = "plan line"
"""A column beside those of the table: the row's `PlanLine`."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan's rows do not say: where they came from, and in what currency their money is."""

    plan_id: str
    currency: str
    run_id: str = ""


def release(
    orders: pd.DataFrame,
    terms: Terms,
    *,
    chosen: Collection[PlanLine] | None = None,
    released: Collection[PlanLine] = (),
    pegging: Mapping[PlanLine, tuple[Peg, ...]] | None = None,
) -> tuple[Content, ...]:
    """The drafts for the rows of a plan's `orders` (all, or those `chosen`) that are not among those `released`.

    In the order of dates, then of the plan's order ids. Raises CallError where a chosen row is not in the plan, and
    DocumentError for rows that cannot be ordered exactly (units or cases that are not whole).
    """
    keys = [
        PlanLine(terms.plan_id, *key) for key in zip(*(orders[name].astype(str).tolist() for name in KEY), strict=True)
    ]
    _check_known(keys, chosen or (), terms)
    mine = orders.assign(**{PLACE: pd.Series(keys, orders.index, dtype=object)})
    if chosen is not None or released:
        wanted = (set(keys) if chosen is None else set(chosen)) - set(released)
        mine = mine[[key in wanted for key in keys]]
    faults = [*_row_faults(mine), *_unlike(mine)]
    if faults:
        raise DocumentError(faults)
    mine = mine.sort_values(["order_date", "order_id"], kind="stable")
    by_order: dict[str, list[OrderLine]] = {}
    for line in _lines(mine, terms.currency, pegging or {}):
        by_order.setdefault(line.plan_line.order_id if line.plan_line else "", []).append(line)
    headers = _headers(mine, terms)
    return tuple(Content(headers[order_id], tuple(lines)) for order_id, lines in by_order.items())


def _check_known(keys: Collection[PlanLine], chosen: Collection[PlanLine], terms: Terms) -> None:
    known = set(keys) if chosen else set()
    unknown = [line for line in chosen if line not in known]
    if unknown:
        named = ", ".join(f"{line.order_id} {line.item_id} {line.node_id} {line.mode}" for line in unknown[:5])
        raise CallError(f"plan {terms.plan_id} has no order line {named}{', ...' if len(unknown) > 5 else ''}")


def _unlike(mine: pd.DataFrame) -> Iterator[Fault]:
    """Rows that cannot be in one order with its first: another supplier, another day of order or payment."""
    mine = mine.sort_values(["order_date", "order_id"], kind="stable")
    first = mine.groupby("order_id", sort=False)[list(SAME)].transform("first")
    for row in np.flatnonzero((mine[list(SAME)] != first).any(axis=1).to_numpy()):
        for name in SAME:
            value, expected = _told(mine[name].iloc[row]), _told(first[name].iloc[row])
            if value != expected:
                place = _place(mine[PLACE].iloc[row])
                yield Fault(place, None, name, value, f"{expected}, as in other rows of the order")


def _told(value: Any) -> str:  # noqa: ANN401 - a cell
    return str(value.date() if isinstance(value, pd.Timestamp) else value)


def _row_faults(mine: pd.DataFrame) -> Iterator[Fault]:
    counts, amounts = mine[list(COUNTS)].to_numpy(np.float64), mine[list(AMOUNTS)].to_numpy(np.float64)
    whole = np.isfinite(counts) & (counts >= 1) & (counts == np.floor(counts))
    sound = (amounts >= 0) & (amounts <= MAX_AMOUNT)  # neither of which NaN is
    for row in np.flatnonzero(~(whole.all(axis=1) & sound.all(axis=1))):
        place = _place(mine[PLACE].iloc[row])
        for name in (COUNTS[column] for column in np.flatnonzero(~whole[row])):
            yield Fault(place, None, name, f"{mine[name].iloc[row]:g}", "a whole number of at least 1")
        for name in (AMOUNTS[column] for column in np.flatnonzero(~sound[row])):
            expected = f"a finite number from 0 to {MAX_AMOUNT:,}"
            yield Fault(place, None, name, f"{mine[name].iloc[row]:g}", expected)


def _place(line: PlanLine) -> str:
    return f"orders ({line.order_id}, {line.item_id}, {line.node_id}, {line.mode})"


def _headers(mine: pd.DataFrame, terms: Terms) -> dict[str, Header]:
    """The header of each order of the plan."""
    firsts = mine.drop_duplicates("order_id")
    ordered, paid = (pd.to_datetime(firsts[name]).dt.date for name in ("order_date", "payment_date"))
    told = zip(firsts["order_id"].astype(str), firsts["supplier_id"].astype(str), ordered, paid, strict=True)
    return {
        order_id: Header(
            supplier_id, terms.currency, day, max(0, (due - day).days), plan_id=terms.plan_id, run_id=terms.run_id
        )
        for order_id, supplier_id, day, due in told
    }


def _lines(mine: pd.DataFrame, currency: str, pegging: Mapping[PlanLine, tuple[Peg, ...]]) -> Iterator[OrderLine]:
    """The rows as lines, in their order; each is numbered within its order."""
    numbers = (mine.groupby("order_id", sort=False).cumcount() + 1).tolist()
    units, cases = (mine[name].astype(np.int64).tolist() for name in COUNTS)
    prices = nearest_to(mine["unit_price"].to_numpy(np.float64), None, MICRO)
    value = mine["value"].to_numpy(np.float64)
    rates = nearest_to(mine["duty"].to_numpy(np.float64), value, PPM)
    ordered, arrives = (pd.to_datetime(mine[name]) for name in ("order_date", "arrival_date"))
    need_by = arrives.where(arrives > ordered, ordered).dt.date
    reasons = mine["reason"].astype(str).str.slice(0, MAX_NOTE).tolist()
    known = {rate: Decimal(rate).scaleb(-RATE_DECIMALS).normalize() for rate in set(rates)}
    for key, number, unit, case, price, day, rate, reason in zip(
        mine[PLACE], numbers, units, cases, prices, need_by, rates, reasons, strict=True
    ):
        yield OrderLine(
            number, key.item_id, key.node_id, unit, case, UnitPrice(price, currency), day, key.mode, known[rate],
            reason, pegging.get(key, ()), key,
        )  # fmt: skip


def nearest_to(numbers: Floats, divisors: Floats | None, scale: int) -> list[int]:
    """`half_up(number / divisor * scale)` of each, exactly; 0 where the divisor is 0.

    Computed at once in binary floats, whose error is below 3e-16 of the result; those so near to a half that it might
    turn them, and those beyond such floats, are computed as fractions.
    """
    below = np.ones_like(numbers) if divisors is None else divisors
    there = below != 0
    with np.errstate(over="ignore"):
        scaled = np.divide(numbers, below, out=np.zeros_like(numbers), where=there) * scale
    near = ~np.isfinite(scaled)
    scaled[near] = 0.0
    whole = np.floor(scaled)
    found = [int(number) for number in np.where(scaled - whole >= 0.5, whole + 1, whole).tolist()]
    near |= there & (np.abs(scaled - whole - 0.5) <= 3e-16 * np.abs(scaled))
    for place in np.flatnonzero(near):
        found[place] = half_up(Fraction(float(numbers[place])) / Fraction(float(below[place])) * scale)
    return found
