"""Purchase orders: the order, its versions with their lines, what was released, and what has become of each line."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned, Versioned
from models.db.kinds import (
    BoundedText,
    Code,
    Currency,
    Day,
    Id,
    Json,
    MicroUnits,
    MinorUnits,
    Moment,
    WholeUnits,
    Words,
)

STATES = ("draft", "pending_approval", "approved", "rejected", "issued", "cancelled", "closed")


class OrderRow(Owned, Created, Versioned, Base):
    """An order. `version` counts every change of the row (ETag), `present_version` what is written in it.

    The database itself refuses an approval by who created the order, and one of another version than the present.
    `total_minor` is with duty.
    """

    __tablename__ = "purchase_orders"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        CheckConstraint("approved_by IS NULL OR approved_by <> created_by", name="approver_is_not_creator"),
        CheckConstraint(
            "approved_version IS NULL OR approved_version = present_version", name="approval_is_of_present"
        ),
        CheckConstraint(f"state IN {STATES}", name="state_is_known"),
        Index(None, "organisation_id", "state"),
        Index(None, "organisation_id", "supplier_id"),
        Index(None, "organisation_id", "plan_id"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    number: Mapped[Id]
    state: Mapped[Code]
    present_version: Mapped[WholeUnits]
    approved_version: Mapped[WholeUnits | None]
    issued_version: Mapped[WholeUnits | None]
    approved_by: Mapped[Id | None]
    rule_id: Mapped[Id | None]
    reason: Mapped[Words]
    writers: Mapped[Json]
    supplier_id: Mapped[Id]
    currency: Mapped[Currency]
    order_date: Mapped[Day]
    value_minor: Mapped[MinorUnits]
    total_minor: Mapped[MinorUnits]
    plan_id: Mapped[Id]
    run_id: Mapped[Id]


class OrderVersionRow(Owned, Base):
    """The header of a version, who wrote it, and whether anybody was asked to approve it."""

    __tablename__ = "order_versions"

    order_id: Mapped[Id] = mapped_column(ForeignKey("purchase_orders.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    supplier_id: Mapped[Id]
    currency: Mapped[Currency]
    order_date: Mapped[Day]
    payment_days: Mapped[WholeUnits]
    incoterm: Mapped[Code]
    incoterm_place: Mapped[Id]
    plan_id: Mapped[Id]
    run_id: Mapped[Id]
    note: Mapped[Words]
    written_by: Mapped[Id]
    written_at: Mapped[Moment]
    reason: Mapped[Words]
    submitted: Mapped[bool]


class OrderLineRow(Owned, Base):
    """A line of a version. `duty_ppm` is the duty rate in millionths, `plan_order_id` the plan's order it came from."""

    __tablename__ = "order_lines"
    __table_args__ = (
        ForeignKeyConstraint(["order_id", "version"], ["order_versions.order_id", "order_versions.number"]),
        CheckConstraint("units > 0 AND cases > 0 AND units % cases = 0", name="cases_are_whole"),
        CheckConstraint("price_micro >= 0 AND duty_ppm >= 0", name="price_is_not_below_0"),
    )

    order_id: Mapped[Id] = mapped_column(primary_key=True)
    version: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[Id]
    node_id: Mapped[Id]
    mode: Mapped[Id]
    units: Mapped[WholeUnits]
    cases: Mapped[WholeUnits]
    price_micro: Mapped[MicroUnits]
    duty_ppm: Mapped[WholeUnits]
    need_by: Mapped[Day]
    reason: Mapped[Words]
    pegging: Mapped[Json]
    plan_order_id: Mapped[Id | None]


class ReleasedLineRow(Owned, Base):
    """A row of a plan's `orders` that was released; the key keeps it from being released twice, whoever tries."""

    __tablename__ = "released_lines"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    plan_id: Mapped[Id] = mapped_column(primary_key=True)
    plan_order_id: Mapped[Id] = mapped_column(primary_key=True)
    item_id: Mapped[Id] = mapped_column(primary_key=True)
    node_id: Mapped[Id] = mapped_column(primary_key=True)
    mode: Mapped[Id] = mapped_column(primary_key=True)
    order_id: Mapped[Id] = mapped_column(ForeignKey("purchase_orders.id"))
    number: Mapped[WholeUnits]


class OrderBalanceRow(Owned, Base):
    """What has become of a line that the supplier has: units ordered, received, billed; whether a match blocks it.

    Changed by conditional UPDATEs in the transactions of receipts, invoices and matches, lines in order of `number`.
    Receipt and billing state of an order are derived from these and stand nowhere else.
    """

    __tablename__ = "order_balances"
    __table_args__ = (CheckConstraint("ordered >= 0 AND received >= 0 AND billed >= 0", name="units_are_not_below_0"),)

    order_id: Mapped[Id] = mapped_column(ForeignKey("purchase_orders.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    ordered: Mapped[WholeUnits]
    received: Mapped[WholeUnits] = mapped_column(default=0)
    billed: Mapped[WholeUnits] = mapped_column(default=0)
    blocked: Mapped[bool] = mapped_column(default=False)


class OrderDecisionRow(Owned, Base):
    """Who approved or rejected which version, by which rule where by none by hand, and why. Never changed."""

    __tablename__ = "order_decisions"
    __table_args__ = (Index(None, "order_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    order_id: Mapped[Id] = mapped_column(ForeignKey("purchase_orders.id"))
    order_version: Mapped[WholeUnits]
    decision: Mapped[Code]
    by: Mapped[Id]
    rule_id: Mapped[Id | None]
    reason: Mapped[Words]
    at: Mapped[Moment]
