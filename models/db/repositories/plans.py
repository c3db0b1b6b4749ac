"""Plans, their tables and their lines."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, insert, select
from sqlalchemy.orm import Session, undefer

from models.db.base import Base
from models.db.bulk import insert_rows
from models.db.rows.orders import OrderRow, ReleasedLineRow
from models.db.rows.plans import PlanLineRow, PlanRow, PlanTableRow
from models.db.rows.runs import RunTagRow
from models.refusals import NotFoundError

LINES = Base.metadata.tables[PlanLineRow.__tablename__]


def every(tag: str | None = None) -> Select[PlanRow]:
    """All plans of the organisation, for a page of them; with a tag, those whose run bears it."""
    statement = select(PlanRow)
    if tag is None:
        return statement
    return statement.join(RunTagRow, RunTagRow.run_id == PlanRow.run_id).where(RunTagRow.tag == tag)


def get(session: Session, id_: str) -> PlanRow:
    """One plan. Raises NotFoundError."""
    row = session.scalars(select(PlanRow).where(PlanRow.id == id_)).one_or_none()
    if row is None:
        raise NotFoundError("plan", id_)
    return row


def table(session: Session, plan_id: str, name: str) -> PlanTableRow:
    """One table of a plan with its content. Raises NotFoundError."""
    statement = select(PlanTableRow).where(PlanTableRow.plan_id == plan_id, PlanTableRow.name == name)
    row = session.scalars(statement.options(undefer(PlanTableRow.content))).one_or_none()
    if row is None:
        raise NotFoundError("table of a plan", name)
    return row


def contents(session: Session, plan_id: str) -> dict[str, bytes]:
    """Every table of a plan as its Parquet file, by name."""
    statement = select(PlanTableRow).where(PlanTableRow.plan_id == plan_id).options(undefer(PlanTableRow.content))
    return {row.name: row.content for row in session.scalars(statement)}


def rows_of(session: Session, plan_id: str) -> dict[str, int]:
    """How many rows each table of a plan has, by name."""
    statement = select(PlanTableRow.name, PlanTableRow.rows).where(PlanTableRow.plan_id == plan_id)
    return {name: int(rows) for name, rows in session.execute(statement)}


def lines_of(plan_id: str, *, released: bool | None = None) -> Select[PlanLineRow]:
    """The lines of a plan, for a page of them; those that were released, or were not, if asked for."""
    statement = select(PlanLineRow).where(PlanLineRow.plan_id == plan_id)
    if released is None:
        return statement
    there = exists().where(*(mine == line for mine, line in zip(RELEASED, KEY, strict=True)))
    return statement.where(there if released else ~there)


class Line(NamedTuple):
    """What a release asks of a line of a plan; thousands of them are read at once."""

    id: str
    order_id: str
    item_id: str
    node_id: str
    mode: str
    order_date: dt.date


def lines(session: Session, plan_id: str) -> list[Line]:
    """Every line of a plan, in its order."""
    row = PlanLineRow
    statement = select(row.id, row.order_id, row.item_id, row.node_id, row.mode, row.order_date)
    return [Line(*cells) for cells in session.execute(statement.where(row.plan_id == plan_id).order_by(row.number))]


def line(session: Session, plan_id: str, line_id: str) -> PlanLineRow:
    """One line of a plan. Raises NotFoundError."""
    row = session.scalars(lines_of(plan_id).where(PlanLineRow.id == line_id)).one_or_none()
    if row is None:
        raise NotFoundError("line of a plan", line_id)
    return row


KEY: tuple[Any, ...] = (
    PlanLineRow.organisation_id, PlanLineRow.plan_id, PlanLineRow.order_id, PlanLineRow.item_id, PlanLineRow.node_id,
    PlanLineRow.mode,
)  # fmt: skip
RELEASED: tuple[Any, ...] = (
    ReleasedLineRow.organisation_id, ReleasedLineRow.plan_id, ReleasedLineRow.plan_order_id, ReleasedLineRow.item_id,
    ReleasedLineRow.node_id, ReleasedLineRow.mode,
)  # fmt: skip
"""The key of a line in the plan, and of what was released of it."""

Place = tuple[str, str, str, str]
"""A line within its plan: order, item, node, mode."""


def place(row: PlanLineRow | Line) -> Place:
    """Where a line stands in its plan."""
    return row.order_id, row.item_id, row.node_id, row.mode


def released_to(session: Session, plan_id: str, order_ids: Collection[str] | None = None) -> dict[Place, str]:
    """The purchase order of each line that was released; of all lines, or of those of some orders of the plan."""
    mine = ReleasedLineRow
    statement = select(mine.plan_order_id, mine.item_id, mine.node_id, mine.mode, mine.order_id)
    statement = statement.where(mine.plan_id == plan_id)
    if order_ids is not None:
        statement = statement.where(mine.plan_order_id.in_(sorted(order_ids)))
    return {(order, item, node, mode): to for order, item, node, mode, to in session.execute(statement)}


def released_counts(session: Session, plan_ids: Collection[str]) -> dict[str, int]:
    """How many lines of each of some plans were released."""
    statement = select(ReleasedLineRow.plan_id, func.count()).where(ReleasedLineRow.plan_id.in_(plan_ids))
    found = {id_: int(count) for id_, count in session.execute(statement.group_by(ReleasedLineRow.plan_id))}
    return {id_: found.get(id_, 0) for id_ in plan_ids}


def bought_elsewhere(session: Session, plan: PlanRow) -> dict[str, set[tuple[str, str]]]:
    """Items and nodes that live orders buy for, by the plan they were released from.

    Of plans made later, or from the same dataset: this one does not know of these orders.
    """
    mine = ReleasedLineRow
    later: ColumnElement[bool] = (PlanRow.created_at > plan.created_at) | (PlanRow.dataset_id == plan.dataset_id)
    statement = (
        select(mine.plan_id, mine.item_id, mine.node_id)
        .join(PlanRow, PlanRow.id == mine.plan_id)
        .join(OrderRow, OrderRow.id == mine.order_id)
        .where(mine.plan_id != plan.id, later, OrderRow.state != "cancelled")
        .distinct()
    )
    found: dict[str, set[tuple[str, str]]] = {}
    for plan_id, item, node in session.execute(statement):
        found.setdefault(plan_id, set()).add((item, node))
    return found


def save(
    session: Session, plan: Mapping[str, Any], tables: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]
) -> None:
    """Write a plan whole, in the session's transaction: the columns of its row, its tables, its lines."""
    session.execute(insert(PlanRow), [dict(plan)])
    session.execute(insert(PlanTableRow), [dict(row) for row in tables])
    insert_rows(session, LINES, lines)
