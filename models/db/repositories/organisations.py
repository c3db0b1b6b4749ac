"""Organisations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.repositories.audit import BEGINNING
from models.db.rows.audit import AuditHeadRow
from models.db.rows.organisations import OrganisationRow


def all_ids(session: Session) -> list[str]:
    """The ids of all organisations, sorted."""
    return list(session.scalars(select(OrganisationRow.id).order_by(OrganisationRow.id)))


def ensure(session: Session, id_: str, by: str) -> bool:
    """Make the organisation, with an empty audit log, where there is none; whether it was made."""
    if session.get(OrganisationRow, id_) is not None:
        return False
    session.add(OrganisationRow(id=id_, name=id_, created_by=by))
    session.flush()
    session.add(AuditHeadRow(organisation_id=id_, number=0, digest=BEGINNING))
    session.flush()
    return True
