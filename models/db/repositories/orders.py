"""Purchase orders: found, made, moved from one version of their row to the next."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.db.base import Base, now
from models.db.bulk import insert_rows
from models.db.ids import new_id
from models.db.portions import portions
from models.db.repositories.order_documents import line_columns, order_of, state_columns, version_columns, version_of
from models.db.repositories.versions import change
from models.db.rows.orders import (
    OrderBalanceRow,
    OrderDecisionRow,
    OrderLineRow,
    OrderRow,
    OrderVersionRow,
    ReleasedLineRow,
)
from models.ledger.machine import Fulfilled
from models.ledger.purchase_order import Content, PlanLine, PurchaseOrder, Version
from models.refusals import NotFoundError

KIND = "purchase order"
LINES, RELEASED = (Base.metadata.tables[row.__tablename__] for row in (OrderLineRow, ReleasedLineRow))


def every() -> Select[OrderRow]:
    """All orders of the organisation, for a page of them."""
    return select(OrderRow)


def get(session: Session, name: str, *, lock: bool = False) -> OrderRow:
    """One order, by its id or its number; `lock` keeps others from changing it meanwhile. Raises NotFoundError."""
    statement = select(OrderRow).where(or_(OrderRow.id == name, OrderRow.number == name))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFoundError(KIND, name)
    return row


def load(session: Session, row: OrderRow) -> PurchaseOrder:
    """The order of a row, with all its versions."""
    lines = session.scalars(
        select(OrderLineRow).where(OrderLineRow.order_id == row.id).order_by(OrderLineRow.version, OrderLineRow.number)
    ).all()
    by_version: dict[int, list[OrderLineRow]] = {}
    for line in lines:
        by_version.setdefault(line.version, []).append(line)
    headers = session.scalars(
        select(OrderVersionRow).where(OrderVersionRow.order_id == row.id).order_by(OrderVersionRow.number)
    )
    return order_of(row, [version_of(header, by_version.get(header.number, [])) for header in headers])


def by_ids(session: Session, ids: Collection[str]) -> dict[str, OrderRow]:
    """Some orders by their ids."""
    return {row.id: row for row in session.scalars(select(OrderRow).where(OrderRow.id.in_(ids)))}


def versions_of(session: Session, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Version]:
    """Some versions with their lines, by order id and number."""
    ids = {order_id for order_id, _ in wanted}
    numbers = {number for _, number in wanted}
    lines: dict[tuple[str, int], list[OrderLineRow]] = {key: [] for key in wanted}
    found = select(OrderLineRow).where(OrderLineRow.order_id.in_(ids), OrderLineRow.version.in_(numbers))
    for line in session.scalars(found.order_by(OrderLineRow.number)):
        if (line.order_id, line.version) in lines:
            lines[line.order_id, line.version].append(line)
    headers = select(OrderVersionRow).where(OrderVersionRow.order_id.in_(ids), OrderVersionRow.number.in_(numbers))
    return {
        (row.order_id, row.number): version_of(row, lines[row.order_id, row.number])
        for row in session.scalars(headers)
        if (row.order_id, row.number) in lines
    }


def line_counts(session: Session, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """How many lines some versions have, by order id and number."""
    ids = {order_id for order_id, _ in wanted}
    statement = select(OrderLineRow.order_id, OrderLineRow.version, func.count()).where(OrderLineRow.order_id.in_(ids))
    found = session.execute(statement.group_by(OrderLineRow.order_id, OrderLineRow.version))
    return {(id_, version): lines for id_, version, lines in found if (id_, version) in wanted}


def add(session: Session, organisation_id: str, made: Sequence[PurchaseOrder], by: str) -> list[OrderRow]:
    """Make the rows of new orders, in so many statements whether they are one or thousands."""
    rows = [
        OrderRow(
            id=new_id("PO"), organisation_id=organisation_id, number=order.number, created_by=by, updated_by=by,
            **state_columns(order),
        )
        for order in made
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    _write(session, [(row, order.present) for row, order in zip(rows, made, strict=True)])
    return rows


def move(
    session: Session, row: OrderRow, expected: int, before: PurchaseOrder, after: PurchaseOrder, by: str, **more: Any  # noqa: ANN401 - columns
) -> OrderRow:  # fmt: skip
    """Bring the rows from one order to the one that followed; `more` are further columns of the order's row.

    Raises StaleVersionError where somebody else was faster.
    """
    row = change(session, OrderRow, row.id, expected, by, **state_columns(after), **more)
    same = after.present.number == before.present.number
    if same and after.content == before.content:
        _retell(session, row, after.present)
        return row
    if same:
        _erase(session, row, after.present.number)
    _write(session, [(row, after.present)])
    return row


def advance(row: OrderRow, after: PurchaseOrder, by: str, **more: Any) -> None:  # noqa: ANN401 - columns
    """Bring the row of an order that this transaction made to what followed; nobody can have changed it meanwhile."""
    for name, value in (state_columns(after) | more).items():
        setattr(row, name, value)
    row.version, row.updated_at, row.updated_by = row.version + 1, now(), by


def mark_submitted(session: Session, rows: Sequence[OrderRow]) -> None:
    """Note that the present versions of new orders are submitted."""
    session.flush()
    for ids in portions([row.id for row in rows]):
        statement = update(OrderVersionRow).where(OrderVersionRow.order_id.in_(ids)).values(submitted=True)
        session.execute(statement.execution_options(synchronize_session=False))


def _write(session: Session, written: Sequence[tuple[OrderRow, Version]]) -> None:
    """Make the rows of versions: their headers, then their lines."""
    owned = [({"organisation_id": row.organisation_id, "order_id": row.id}, version) for row, version in written]
    session.execute(insert(OrderVersionRow), [{**mine, **version_columns(version)} for mine, version in owned])
    lines = [
        {**mine, "version": version.number, **line_columns(line)}
        for mine, version in owned
        for line in version.content.lines
    ]
    insert_rows(session, LINES, lines)


def _retell(session: Session, row: OrderRow, version: Version) -> None:
    """Bring the header of a version up to date; its lines are as they were."""
    header = session.get_one(OrderVersionRow, (row.id, version.number))
    for name, value in version_columns(version).items():
        setattr(header, name, value)
    session.flush()


def _erase(session: Session, row: OrderRow, version: int) -> None:
    """Drop the rows of a draft that is written anew."""
    lines = delete(OrderLineRow).where(OrderLineRow.order_id == row.id, OrderLineRow.version == version)
    session.execute(lines.execution_options(synchronize_session=False))
    header = session.get(OrderVersionRow, (row.id, version))
    if header is not None:
        session.delete(header)
        session.flush()


def next_balances(session: Session, row: OrderRow, content: Content) -> None:
    """Begin, or bring up to date, what is kept of each line of the version that was issued.

    A line that the new version dropped keeps its balance, with nothing ordered any more.
    """
    found = {balance.number: balance for balance in balances(session, row.id)}
    units = {line.number: line.units for line in content.lines}
    for number, balance in found.items():
        balance.ordered = units.get(number, 0)
    session.flush()
    new = [
        {
            "organisation_id": row.organisation_id, "order_id": row.id, "number": number, "ordered": ordered,
            "received": 0, "billed": 0, "blocked": False,
        }
        for number, ordered in units.items()
        if number not in found
    ]  # fmt: skip
    if new:
        session.execute(insert(OrderBalanceRow), new)


def balances(session: Session, order_id: str) -> list[OrderBalanceRow]:
    """What has become of the lines of an order, in the order of their numbers."""
    statement = select(OrderBalanceRow).where(OrderBalanceRow.order_id == order_id).order_by(OrderBalanceRow.number)
    return list(session.scalars(statement))


def received(session: Session, order_id: str) -> dict[int, int]:
    """Units that have come of the lines of an order, by line number."""
    return {balance.number: balance.received for balance in balances(session, order_id)}


def fulfilled(session: Session, order_ids: Collection[str]) -> dict[str, list[Fulfilled]]:
    """Of each of some orders, what has become of its lines."""
    found: dict[str, list[Fulfilled]] = {id_: [] for id_ in order_ids}
    statement = select(OrderBalanceRow).where(OrderBalanceRow.order_id.in_(order_ids))
    for row in session.scalars(statement):
        found[row.order_id].append(Fulfilled(row.ordered, row.received, row.billed, row.blocked))
    return found


def decide(session: Session, row: OrderRow, decision: str, by: str, *, rule_id: str | None, reason: str = "") -> None:
    """Keep who decided what about the present version, and by which rule."""
    session.add(
        OrderDecisionRow(
            id=new_id("DEC"),
            organisation_id=row.organisation_id,
            order_id=row.id,
            order_version=row.present_version,
            decision=decision,
            by=by,
            rule_id=rule_id,
            reason=reason,
            at=now(),
        )
    )


def decisions(session: Session, order_id: str) -> list[OrderDecisionRow]:
    """Who decided what about an order, in the order of the decisions."""
    statement = select(OrderDecisionRow).where(OrderDecisionRow.order_id == order_id).order_by(OrderDecisionRow.id)
    return list(session.scalars(statement))


def released(session: Session, plan_id: str) -> set[PlanLine]:
    """The rows of a plan that were released already."""
    statement = select(ReleasedLineRow).where(ReleasedLineRow.plan_id == plan_id)
    return {
        PlanLine(row.plan_id, row.plan_order_id, row.item_id, row.node_id, row.mode)
        for row in session.scalars(statement)
    }


def mark_released(session: Session, made: Sequence[tuple[OrderRow, Content]]) -> None:
    """Note the plan's rows that became lines of orders. Raises IntegrityError where somebody else was faster."""
    lines = [
        {
            "organisation_id": row.organisation_id,
            "plan_id": line.plan_line.plan_id,
            "plan_order_id": line.plan_line.order_id,
            "item_id": line.item_id,
            "node_id": line.node_id,
            "mode": line.mode,
            "order_id": row.id,
            "number": line.number,
        }
        for row, content in made
        for line in content.lines
        if line.plan_line is not None
    ]
    insert_rows(session, RELEASED, lines)
