"""What master data say about the documents of an organisation: its currency, and which ids it knows."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.portions import portions
from models.db.rows.master import MASTER_ROWS

CURRENCY = "currency"


def currency(session: Session) -> str | None:
    """The currency of all money of the organisation, None where its settings do not say. The session acts for it."""
    settings = MASTER_ROWS["settings"]
    found: str | None = session.scalars(select(settings.value).where(settings.key == CURRENCY)).one_or_none()
    return found or None


def unknown(session: Session, table: str, column: str, ids: Collection[str]) -> set[str]:
    """Those ids that no row of a table has in a column; none of them while the organisation has no row there at all.

    A row counts whatever the day from which it holds. The session acts for the organisation.
    """
    kept = MASTER_ROWS[table]
    at = getattr(kept, column)
    left = set(ids)
    for some in portions(sorted(ids)):
        left -= set(session.scalars(select(at).where(at.in_(some)).distinct()))
    if left and session.scalars(select(at).limit(1)).first() is None:
        return set()
    return left
