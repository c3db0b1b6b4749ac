"""Who changed which master data, when, and how it was before; and who keeps which supplier."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from sqlalchemy import Select, and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session, undefer

from models.db.base import now
from models.db.portions import portions
from models.db.repositories.audit import Actor, record
from models.db.rows.master import MasterChangePartRow, MasterChangeRow, SupplierKeeperRow
from models.master.history import CHANGE, DELETE, INSERT, counted, parts_of
from models.master.tables import DATED, MasterTable

KIND = "master"
AT_ONCE = 200  # parts that are looked up at a time


def next_number(session: Session, organisation_id: str) -> int:
    """The number of the next change of an organisation, whose lock the caller holds."""
    statement = select(func.max(MasterChangeRow.number)).where(MasterChangeRow.organisation_id == organisation_id)
    return int(session.scalar(statement) or 0) + 1


def version_of(session: Session, kept: MasterTable, organisation_id: str) -> int:
    """The number of the last change of a table, 0 where there was none."""
    statement = select(func.max(MasterChangeRow.number)).where(
        MasterChangeRow.organisation_id == organisation_id, MasterChangeRow.table_name == kept.name
    )
    return int(session.scalar(statement) or 0)


def note(
    session: Session, actor: Actor, kept: MasterTable, action: str, number: int, difference: pa.Table
) -> MasterChangeRow:  # fmt: skip
    """Keep what a change did, row by row, with one entry in the audit log."""
    counts = counted(difference)
    row = MasterChangeRow(
        organisation_id=actor.organisation_id,
        number=number,
        table_name=kept.name,
        action=action,
        inserted=counts[INSERT],
        changed=counts[CHANGE],
        deleted=counts[DELETE],
        at=now(),
        user_id=actor.user_id,
        user_name=actor.name,
        request_id=actor.request_id,
        digest="",
    )
    digest = hashlib.sha256()
    for place, part in enumerate(parts_of(kept, difference), start=1):
        digest.update(part.content)
        values = {
            "organisation_id": actor.organisation_id, "number": number, "part": place, "first_key": part.first_key,
            "last_key": part.last_key, "rows": part.rows, "content": part.content,
        }  # fmt: skip
        session.execute(insert(MasterChangePartRow), [values])
    row.digest = digest.hexdigest()
    session.add(row)
    session.flush()
    told = {"table": kept.name, **counts, "digest": row.digest}
    record(session, actor, action, KIND, str(number), None, told)
    if kept.name in DATED:
        _keep(session, actor, row, difference.column("supplier_id").unique().to_pylist())
    return row


def every() -> Select[MasterChangeRow]:
    """All changes of the organisation that the session acts for, for a page of them."""
    return select(MasterChangeRow)


def parts(session: Session, number: int, first: str | None, after: int) -> list[MasterChangePartRow]:
    """The parts of a change beyond one, of those between whose keys the first column of a wanted key lies."""
    statement = select(MasterChangePartRow).where(
        MasterChangePartRow.number == number, MasterChangePartRow.part > after
    )
    if first is not None:
        statement = statement.where(MasterChangePartRow.first_key <= first, MasterChangePartRow.last_key >= first)
    return list(session.scalars(statement.order_by(MasterChangePartRow.part)))


def parts_from(
    session: Session, kept: MasterTable, start: tuple[int, int] | None, first: str | None
) -> Iterator[tuple[MasterChangeRow, MasterChangePartRow]]:
    """The parts of all changes of a table from one on, the newest change first; see `parts`."""
    part, change = MasterChangePartRow, MasterChangeRow
    statement = select(change, part).join(part, part.number == change.number).where(change.table_name == kept.name)
    if first is not None:
        statement = statement.where(part.first_key <= first, part.last_key >= first)
    while True:
        found = statement
        if start is not None:
            number, place = start
            found = found.where(or_(part.number < number, and_(part.number == number, part.part >= place)))
        rows = session.execute(found.order_by(part.number.desc(), part.part).limit(AT_ONCE)).all()
        yield from ((row[0], row[1]) for row in rows)
        if len(rows) < AT_ONCE:
            return
        start = rows[-1][1].number, rows[-1][1].part + 1


def content_of(session: Session, number: int, part: int) -> bytes:
    """The rows of a part, as a Parquet file."""
    statement = select(MasterChangePartRow).where(
        MasterChangePartRow.number == number, MasterChangePartRow.part == part
    )
    return session.scalars(statement.options(undefer(MasterChangePartRow.content))).one().content


def verify(session: Session, row: MasterChangeRow) -> bool:
    """Whether the parts of a change are as they were written."""
    digest = hashlib.sha256()
    for part in parts(session, row.number, None, 0):
        digest.update(content_of(session, row.number, part.part))
    return digest.hexdigest() == row.digest


def keepers(session: Session, supplier_id: str) -> list[str]:
    """The users who have changed the terms of a supplier: the supplier itself, its offers, price breaks, lanes."""
    statement = select(SupplierKeeperRow.user_id).where(SupplierKeeperRow.supplier_id == supplier_id)
    return list(session.scalars(statement.order_by(SupplierKeeperRow.user_id)))


def _keep(session: Session, actor: Actor, change: MasterChangeRow, suppliers: Iterable[str]) -> None:
    values: list[Mapping[str, Any]] = [
        {"organisation_id": actor.organisation_id, "supplier_id": supplier, "user_id": actor.user_id,
         "change": change.number, "at": change.at}
        for supplier in sorted(suppliers)
    ]  # fmt: skip
    table: Any = SupplierKeeperRow
    for some in portions(values):
        gone = delete(table).where(
            table.organisation_id == actor.organisation_id, table.user_id == actor.user_id,
            table.supplier_id.in_([value["supplier_id"] for value in some]),
        )  # fmt: skip
        session.execute(gone.execution_options(synchronize_session=False))
        session.execute(insert(table), some)
