"""Plans, their tables and their lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session, undefer

from models.db.rows.plans import PlanLineRow, PlanRow, PlanTableRow
from models.refusals import NotFoundError

BATCH = 2000
"""Lines that are sent to the database at a time."""


def every() -> Select[PlanRow]:
    """All plans of the organisation, for a page of them."""
    return select(PlanRow)


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


def lines_of(plan_id: str) -> Select[PlanLineRow]:
    """The lines of a plan, for a page of them."""
    return select(PlanLineRow).where(PlanLineRow.plan_id == plan_id)


def save(
    session: Session, plan: Mapping[str, Any], tables: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]
) -> None:
    """Write a plan whole, in the session's transaction: the columns of its row, its tables, its lines."""
    session.execute(insert(PlanRow), [dict(plan)])
    session.execute(insert(PlanTableRow), [dict(row) for row in tables])
    for begin in range(0, len(lines), BATCH):
        session.execute(insert(PlanLineRow), [dict(row) for row in lines[begin : begin + BATCH]])
