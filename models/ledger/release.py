"""From the `orders` of a plan to draft orders: one purchase order of the plan is one draft, one row is one line.

A row is released once: rows that were released already are left out, so releasing a plan twice, or first some lines and
then all, orders everything once. A plan's floats become exact here: prices with six decimals, duty as a rate.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from models.faults import CallError, Fault
from models.ledger.checks import RATE_DECIMALS
from models.ledger.errors import DocumentError
from models.ledger.money import MAX_AMOUNT, UnitPrice, half_up
from models.ledger.purchase_order import Content, Header, OrderLine, Peg, PlanLine

KEY = ("order_id", "item_id", "node_id", "mode")


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
    rows = [_row(record, terms) for record in orders.to_dict("records")]
    keys = {row.plan_line for row in rows}
    unknown = [line for line in chosen or () if line not in keys]
    if unknown:
        named = ", ".join(f"{line.order_id} {line.item_id} {line.node_id} {line.mode}" for line in unknown[:5])
        raise CallError(f"plan {terms.plan_id} has no order line {named}{', ...' if len(unknown) > 5 else ''}")
    wanted = keys if chosen is None else set(chosen)
    wanted -= set(released)
    mine = [row for row in rows if row.plan_line in wanted]
    faults = [fault for row in mine for fault in row.faults]
    if faults:
        raise DocumentError(faults)
    by_order: dict[str, list[_Row]] = {}
    for row in sorted(mine, key=lambda row: (row.header.order_date, row.plan_line.order_id)):
        by_order.setdefault(row.plan_line.order_id, []).append(row)
    pegs = pegging or {}
    return tuple(
        Content(lines[0].header, tuple(_line(number, row, pegs) for number, row in enumerate(lines, start=1)))
        for lines in by_order.values()
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of `orders`, exact; `faults` say what of it is not."""

    plan_line: PlanLine
    header: Header
    figures: Mapping[str, Any]
    faults: tuple[Fault, ...]


def _row(record: Mapping[Any, Any], terms: Terms) -> _Row:
    plan_line = PlanLine(terms.plan_id, *(str(record[name]) for name in KEY))
    ordered, paid = (pd.Timestamp(record[name]).date() for name in ("order_date", "payment_date"))
    header = Header(
        str(record["supplier_id"]),
        terms.currency,
        ordered,
        payment_days=max(0, (paid - ordered).days),
        plan_id=terms.plan_id,
        run_id=terms.run_id,
    )
    return _Row(plan_line, header, dict(record), tuple(_row_faults(plan_line, record)))


def _row_faults(plan_line: PlanLine, record: Mapping[Any, Any]) -> Iterator[Fault]:
    place = f"orders ({plan_line.order_id}, {plan_line.item_id}, {plan_line.node_id}, {plan_line.mode})"
    for name in ("units", "cases"):
        number = float(record[name])
        if not number.is_integer() or number < 1:
            yield Fault(place, None, name, f"{number:g}", "a whole number of at least 1")
    for name in ("unit_price", "value", "duty"):
        number = float(record[name])
        if not 0 <= number <= MAX_AMOUNT:
            yield Fault(place, None, name, f"{number:g}", f"a finite number from 0 to {MAX_AMOUNT:,}")


def _line(number: int, row: _Row, pegging: Mapping[PlanLine, tuple[Peg, ...]]) -> OrderLine:
    figures, header = row.figures, row.header
    value = Fraction(figures["value"])
    return OrderLine(
        number,
        row.plan_line.item_id,
        row.plan_line.node_id,
        units=int(figures["units"]),
        cases=int(figures["cases"]),
        unit_price=UnitPrice.rounded(Fraction(figures["unit_price"]), header.currency),
        need_by=max(header.order_date, pd.Timestamp(figures["arrival_date"]).date()),
        mode=row.plan_line.mode,
        duty_rate=_rate(Fraction(figures["duty"]) / value) if value else Decimal(0),
        reason=str(figures["reason"]),
        pegging=pegging.get(row.plan_line, ()),
        plan_line=row.plan_line,
    )


def _rate(share: Fraction) -> Decimal:
    """A share with as many decimals as a duty rate has."""
    return Decimal(half_up(share * 10**RATE_DECIMALS)).scaleb(-RATE_DECIMALS).normalize()
