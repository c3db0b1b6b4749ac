"""Master data: a row class for each table, made from its declaration, and the history of what changed."""

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, Double, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from models.columns import MAX_ID, MAX_TEXT, Column, Kind
from models.db.base import Base, Owned
from models.db.kinds import BoundedText, Bytes, Code, Id, Moment, Name, WholeNumber, WholeUnits
from models.master.exact import MILLION
from models.master.tables import MASTER_TABLES, MasterTable, Stored

PREFIX = "master_"
LONGEST = {Kind.ID: MAX_ID, Kind.TEXT: MAX_TEXT, Kind.CHOICE: 32}
TYPES: dict[Stored, type[TypeEngine[Any]]] = {
    Stored.FLOAT: Double,
    Stored.WHOLE: WholeNumber,
    Stored.MILLIONTHS: WholeNumber,
    Stored.DAY: Date,
    Stored.YES_NO: Boolean,
}


def _row(kept: MasterTable) -> type[Any]:
    """The class of the rows of one table.

    `change` is the number of the change that the row is from. There is no reference to organisations: the change has
    one, and four million rows need not be asked each.
    """
    attributes: dict[str, Any] = {
        "__doc__": kept.declared.meaning,
        "__module__": __name__,
        "__tablename__": PREFIX + kept.name,
        "__table_args__": tuple(_bounds(kept)),
        "organisation_id": mapped_column(BoundedText(64), primary_key=True),
    }
    for column in kept.declared.columns:
        attributes[column.name] = mapped_column(
            _type(kept, column),
            primary_key=column.name in kept.key,
            nullable=kept.nullable(column),
            autoincrement=False,
        )
    attributes["change"] = mapped_column(WholeNumber, nullable=False)
    name = "".join(word.capitalize() for word in kept.name.split("_"))
    return type(f"Master{name}Row", (Owned, Base), attributes)


def _type(kept: MasterTable, column: Column) -> TypeEngine[Any]:
    stored = kept.stored[column.name]
    return BoundedText(LONGEST[column.kind]) if stored is Stored.TEXT else TYPES[stored]()


def _bounds(kept: MasterTable) -> list[CheckConstraint]:
    """Bounds of numbers, which NaN and infinity do not keep either."""
    checks = []
    for column in kept.declared.columns:
        if column.low is not None and column.high is not None:
            unit = MILLION if column.name in kept.exact else 1
            low, high = f"{column.low * unit:.0f}", f"{column.high * unit:.0f}"
            least = f"{column.name} {'>' if column.above_low else '>='} {low}"
            checks.append(CheckConstraint(f"{least} AND {column.name} <= {high}", name=column.name))
    return checks


MASTER_ROWS: dict[str, type[Any]] = {kept.name: _row(kept) for kept in MASTER_TABLES}
"""The class of each table's rows, by the name of the table."""


class MasterChangeRow(Owned, Base):
    """One change of one table, of one row or of millions: who, when, how many. Never changed itself.

    `number` counts the changes of an organisation from 1. `digest` is the SHA-256 of its parts one after the other; it
    stands in the audit log too, so that nobody can change the history unseen.
    """

    __tablename__ = "master_changes"
    __table_args__ = (Index(None, "organisation_id", "table_name", "number"),)

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[Code]
    action: Mapped[Code]
    inserted: Mapped[WholeUnits]
    changed: Mapped[WholeUnits]
    deleted: Mapped[WholeUnits]
    at: Mapped[Moment]
    user_id: Mapped[Id]
    user_name: Mapped[Name]
    request_id: Mapped[Id]
    digest: Mapped[Id]


class MasterChangePartRow(Owned, Base):
    """Some rows of a change, before and after, in the order of their keys, as a Parquet file.

    `first_key` and `last_key` are the first column of the key of the first and the last row: whoever looks for a row
    reads only the parts between which it may lie.
    """

    __tablename__ = "master_change_parts"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    number: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[WholeUnits] = mapped_column(primary_key=True, autoincrement=False)
    first_key: Mapped[Id]
    last_key: Mapped[Id]
    rows: Mapped[WholeUnits]
    content: Mapped[Bytes] = mapped_column(deferred=True)


class SupplierKeeperRow(Owned, Base):
    """Who has changed the terms of a supplier, and when last: they may not approve its orders."""

    __tablename__ = "supplier_keepers"

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), primary_key=True)
    supplier_id: Mapped[Id] = mapped_column(primary_key=True)
    user_id: Mapped[Id] = mapped_column(primary_key=True)
    change: Mapped[WholeUnits]
    at: Mapped[Moment]
