"""What all rows share: names of constraints, the organisation they belong to, who made them and when."""

import datetime as dt

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.db.kinds import BoundedText, Id, Moment, WholeUnits


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


class Base(DeclarativeBase):
    """All rows; constraints are named by one convention, so that migrations can speak of them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Owned:
    """Belongs to one organisation. A session that acts for one sees, changes and makes rows of that one only."""

    organisation_id: Mapped[str] = mapped_column(BoundedText(64), ForeignKey("organisations.id"), index=True)


class Created:
    """Who made it, when."""

    created_at: Mapped[Moment] = mapped_column(default=now)
    created_by: Mapped[Id]


class Versioned:
    """Changes only by a conditional UPDATE from one version to the next: api/versions.py."""

    version: Mapped[WholeUnits] = mapped_column(default=1)
    updated_at: Mapped[Moment] = mapped_column(default=now)
    updated_by: Mapped[Id]
