"""Plans as a run found them: summary, tables, and the rows of the orders table one by one."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned
from models.db.kinds import (
    BoundedText,
    Bytes,
    Code,
    Currency,
    Day,
    Id,
    Json,
    MicroUnits,
    MinorUnits,
    WholeUnits,
    Words,
)


class PlanRow(Owned, Created, Base):
    """The plan of a run. It is never changed: what is released of it is told elsewhere, by plan and line.

    `created_by` is who asked for the run. `status` as in summary.json: optimal, feasible, cancelled (stopped early).
    `summary` is summary.json; `objective` and `bound` are its money rounded to minor units of `currency`, for lists
    (the exact figures are in the summary); `bound` is None where none is proven. `dataset_id` is the run's dataset
    before its edits. `lines` counts its `PlanLineRow`s.
    """

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("run_id"), Index(None, "organisation_id", "dataset_id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    run_id: Mapped[Id] = mapped_column(ForeignKey("runs.id"))
    dataset_id: Mapped[Id]
    status: Mapped[Code]
    program: Mapped[Code]
    currency: Mapped[Currency]
    objective: Mapped[MinorUnits]
    bound: Mapped[MinorUnits | None]
    lines: Mapped[WholeUnits]
    summary: Mapped[Json]


class PlanTableRow(Owned, Base):
    """One table of a plan, whole, as a Parquet file (zstd) with the columns of `models.explanation_tables.KEPT_TABLES`.

    `name` is that of the table: all eight are there, without rows too. Texts are strings, numbers float64, days date32,
    nothing given is null; rows stand in the order in which the plan has them. A page or a filter of it:
    `pyarrow.parquet.read_table(pyarrow.BufferReader(row.content), columns=..., filters=...)`. `content` is loaded only
    when asked for; `digest` is its SHA-256.
    """

    __tablename__ = "plan_tables"

    plan_id: Mapped[Id] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    name: Mapped[Code] = mapped_column(primary_key=True)
    rows: Mapped[WholeUnits]
    digest: Mapped[str] = mapped_column(BoundedText(64))
    content: Mapped[Bytes] = mapped_column(deferred=True)


class PlanLineRow(Owned, Base):
    """One row of a plan's table `orders`, with an id that never changes: lines are released one by one.

    `number` is the row's place in the table, from 1; `id` is `<plan id>-<number>` with at least six digits, so that ids
    of one plan sort in its order. `order_id`, `item_id`, `node_id`, `mode` together are the key of the table: one order
    of the plan is one supplier and one date, and its line of an item may go to several nodes by several modes.

    Quantities are whole (cases, and units = cases x case pack). `unit_price` in millionths of `currency` and `value`,
    `duty` in minor units are those of the plan, rounded half up, each for itself: value is not unit_price x units to
    the last cent. `reason` is cut at 2,000 characters; the table has all of it.
    """

    __tablename__ = "plan_lines"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("plan_id", "order_id", "item_id", "node_id", "mode"),
        Index(None, "plan_id", "supplier_id", "number"),
        Index(None, "plan_id", "item_id", "number"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    plan_id: Mapped[Id] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[WholeUnits]
    order_id: Mapped[Id]
    order_date: Mapped[Day]
    supplier_id: Mapped[Id]
    item_id: Mapped[Id]
    node_id: Mapped[Id]
    mode: Mapped[Id]
    cases: Mapped[WholeUnits]
    units: Mapped[WholeUnits]
    currency: Mapped[Currency]
    unit_price: Mapped[MicroUnits]
    value: Mapped[MinorUnits]
    duty: Mapped[MinorUnits]
    arrival_date: Mapped[Day]
    payment_date: Mapped[Day]
    reason: Mapped[Words]
