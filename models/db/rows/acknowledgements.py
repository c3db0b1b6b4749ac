"""What suppliers answered; appended, never changed."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned
from models.db.kinds import BoundedText, Code, Day, Id, MicroUnits, Moment, WholeUnits, Words


class AcknowledgementRow(Owned, Created, Base):
    """An answer to a version of an order: `reference` is the supplier's own number, `source` json or x12."""

    __tablename__ = "acknowledgements"
    __table_args__ = (Index(None, "order_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    order_id: Mapped[Id] = mapped_column(ForeignKey("purchase_orders.id"))
    order_version: Mapped[WholeUnits]
    reference: Mapped[Words]
    source: Mapped[Code]


class AcknowledgementPartRow(Owned, Base):
    """The answer to some units of a line."""

    __tablename__ = "acknowledgement_parts"
    __table_args__ = (
        CheckConstraint("units > 0", name="units_are_above_0"),
        CheckConstraint("answer IN ('accepted', 'backordered', 'rejected')", name="answer_is_known"),
    )

    acknowledgement_id: Mapped[Id] = mapped_column(ForeignKey("acknowledgements.id"), primary_key=True)
    line: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    answer: Mapped[Code]
    units: Mapped[WholeUnits]
    date: Mapped[Day | None]
    reason: Mapped[Words]
    price_micro: Mapped[MicroUnits | None]
    substitute_item_id: Mapped[Id]


class InterchangeRow(Owned, Base):
    """An interchange of X12 that was taken: by whom it was sent (ISA06) under which control number (ISA13), once."""

    __tablename__ = "interchanges"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    sender: Mapped[Id] = mapped_column(primary_key=True)
    control: Mapped[Id] = mapped_column(primary_key=True)
    taken_at: Mapped[Moment]
    taken_by: Mapped[Id]
