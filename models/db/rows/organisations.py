"""Organisations: each sees itself alone."""

from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Created
from models.db.kinds import Id, Name


class OrganisationRow(Created, Base):
    """An organisation. `MAIN` is there from the start."""

    __tablename__ = "organisations"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[Name]


MAIN = "main"
