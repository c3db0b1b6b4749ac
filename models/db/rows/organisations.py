"""Organisations: each sees itself alone."""

from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created
from models.db.ids import MAIN
from models.db.kinds import Id, Name

__all__ = ["MAIN", "OrganisationRow"]


class OrganisationRow(Created, Base):
    """An organisation. `MAIN` is there from the start."""

    __tablename__ = "organisations"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[Name]
