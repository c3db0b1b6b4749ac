"""Who may approve what: limits, rules of automatic approval, and the standing of suppliers and items they look at."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created, Owned, Versioned
from models.db.kinds import BoundedText, Code, Currency, Id, Json, MinorUnits


class ApprovalLimitRow(Owned, Created, Versioned, Base):
    """Up to what total a user may approve orders; `supplier_statuses` a sorted list."""

    __tablename__ = "approval_limits"
    __table_args__ = (Index(None, "holder_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    holder_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    currency: Mapped[Currency]
    amount_minor: Mapped[MinorUnits]
    supplier_statuses: Mapped[Json]
    critical: Mapped[bool]


class ApprovalRuleRow(Owned, Created, Versioned, Base):
    """A rule of automatic approval, answered for by who created it; empty lists mean all."""

    __tablename__ = "approval_rules"

    id: Mapped[Id] = mapped_column(primary_key=True)
    currency: Mapped[Currency]
    amount_minor: Mapped[MinorUnits]
    suppliers: Mapped[Json]
    segments: Mapped[Json]
    critical: Mapped[bool]
    active: Mapped[bool]


class SupplierStandingRow(Owned, Created, Versioned, Base):
    """The status of a supplier, and who keeps its data: they cannot approve its orders."""

    __tablename__ = "supplier_standings"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    status: Mapped[Code]
    kept_by: Mapped[Json]


class ItemStandingRow(Owned, Created, Versioned, Base):
    """The segment of an item, and whether it is critical."""

    __tablename__ = "item_standings"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    segment: Mapped[Id]
    critical: Mapped[bool]
