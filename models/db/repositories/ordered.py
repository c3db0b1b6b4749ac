"""What is ordered already, for plans of live data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.db.portions import portions
from models.db.repositories import acknowledgements, orders
from models.db.rows.acknowledgements import AcknowledgementRow
from models.db.rows.orders import OrderBalanceRow, OrderRow
from models.ledger.acknowledgement import LineAnswer, expected
from models.ledger.money import Money
from models.ledger.purchase_order import Content, OrderLine
from models.master.commitments import COLUMNS, no_orders

AT_A_TIME = 500
"""Orders of one statement."""

ENDED = ("cancelled", "closed")


def ordered_lines(session: Session, organisation_id: str) -> pd.DataFrame:
    """A row for each line and expected day of what is approved or the supplier has: `commitments.COLUMNS`.

    What the supplier has counts in the version that was issued, as answered; a closed order with what was received.
    """
    wanted = select(OrderRow).where(
        OrderRow.organisation_id == organisation_id,
        or_(
            OrderRow.state.in_(("approved", "closed")),
            OrderRow.issued_version.is_not(None) & OrderRow.state.not_in(ENDED),
        ),
    )
    rows = list(session.scalars(wanted.order_by(OrderRow.number)))
    found = [line for some in portions(rows, AT_A_TIME) for line in _lines(session, some)]
    if not found:
        return no_orders()
    return pd.DataFrame(found, columns=[*COLUMNS]).astype(COLUMNS)


def _lines(session: Session, rows: Sequence[OrderRow]) -> Iterator[dict[str, Any]]:
    ids = [row.id for row in rows]
    counted = {row.id: row.issued_version or row.present_version for row in rows}
    versions = orders.versions_of(session, set(counted.items()))
    balances = select(OrderBalanceRow).where(OrderBalanceRow.order_id.in_(ids))
    received = {(each.order_id, each.number): each.received for each in session.scalars(balances)}
    answered = set(
        session.scalars(select(AcknowledgementRow.order_id).where(AcknowledgementRow.order_id.in_(ids)).distinct())
    )
    for row in rows:
        content = versions[row.id, counted[row.id]].content
        answers = (
            acknowledgements.standing_of(session, row.id, row.issued_version, row.currency)
            if row.id in answered
            else {}
        )
        for line in content.lines:
            got = received.get((row.id, line.number), 0)
            yield from _of_line(row, content, line, answers.get(line.number), got)


def _of_line(
    row: OrderRow, content: Content, line: OrderLine, answer: LineAnswer | None, received: int
) -> Iterator[dict[str, Any]]:
    """One row a day on which units of the line are expected, the earliest of them received first.

    The amounts of the rows add up to what the ledger says that so many units of the line cost, to the minor unit.
    """
    header = content.header
    counted = 0
    for day, units in expected(line, answer).items():
        here = min(received, units)
        received -= here
        before, counted = counted, counted + (here if row.state == "closed" else units)
        yield {
            "order": row.number,
            "reference": f"{row.number}-{line.number}",
            "supplier_id": header.supplier_id,
            "item_id": line.item_id,
            "node_id": line.node_id,
            "order_date": pd.Timestamp(header.order_date),
            "payment_date": pd.Timestamp(header.order_date) + pd.Timedelta(days=header.payment_days),
            "expected_date": pd.Timestamp(day),
            "open_units": 0.0 if row.state == "closed" else float(units - here),
            "currency": header.currency,
            "amount": (_cost(line, counted) - _cost(line, before)).decimal,
        }


def _cost(line: OrderLine, units: int) -> Money:
    """Value and duty of so many units of a line, rounded as the ledger does."""
    some = replace(line, units=units)
    return some.value + some.duty
