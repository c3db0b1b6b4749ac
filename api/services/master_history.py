"""The history of a table, row by row, the newest change first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.db.repositories import master_history
from models.db.rows.master import MasterChangeRow
from models.master.history import Entry, entries
from models.master.tables import MasterTable


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a history one is: so many entries into a part of a change."""

    number: int
    part: int
    offset: int


def page(
    session: Session, kept: MasterTable, wanted: Mapping[str, Any], begin: Place | None, limit: int
) -> tuple[list[tuple[MasterChangeRow, Entry]], Place | None]:  # fmt: skip
    """At most `limit` entries whose keys have the wanted values, from a place on, and the place of the next ones."""
    found: list[tuple[MasterChangeRow, Entry]] = []
    first = wanted.get(kept.key[0])
    start = None if begin is None else (begin.number, begin.part)
    for change, part in master_history.parts_from(session, kept, start, first):
        offset = begin.offset if begin is not None and (change.number, part.part) == start else 0
        content = master_history.content_of(session, change.number, part.part)
        some = entries(kept, content, wanted, offset, limit - len(found) + 1)
        if len(found) + len(some) > limit:
            kept_of = limit - len(found)
            found += [(change, entry) for entry in some[:kept_of]]
            return found, Place(change.number, part.part, offset + kept_of)
        found += [(change, entry) for entry in some]
    return found, None
