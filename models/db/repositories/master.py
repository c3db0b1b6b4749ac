"""Master data: read, compared, written, a whole table at a time.

Every statement names the organisation. Whoever writes holds the organisation's lock first, so that what was before a
change is what it was compared with, and so that nobody takes away what another one refers to.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Select,
    String,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.db import bulk
from models.db.kinds import canonical_json
from models.db.rows.master import MASTER_ROWS
from models.master import history
from models.master.references import REFERENCES, Reference
from models.master.stored import schema_of
from models.master.tables import MasterTable, master_table
from models.refusals import NotFoundError

PAGE = 100_000  # rows that are read at a time


def lock(session: Session, organisation_id: str) -> None:
    """Be the only one who changes the master data of an organisation until the transaction ends."""
    if bulk.is_postgres(session):
        spelt = canonical_json(["master", organisation_id]).encode()
        number = int.from_bytes(hashlib.sha256(spelt).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def take_time(session: Session) -> None:
    """Let the statements of this transaction take as long as they need."""
    if bulk.is_postgres(session):
        session.execute(text(bulk.NO_LIMIT))


def table_of(kept: MasterTable) -> Table:
    """The bare table, of which statements must name the organisation."""
    table: Table = MASTER_ROWS[kept.name].__table__
    return table


def every(kept: MasterTable) -> Select[Any]:
    """All rows of the organisation that the session acts for, for a page of them."""
    return select(MASTER_ROWS[kept.name])


def get(session: Session, kept: MasterTable, key: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a row of a class that is made
    """One row. Raises NotFoundError. The session acts for an organisation."""
    row_class = MASTER_ROWS[kept.name]
    conditions = [getattr(row_class, name) == value for name, value in key.items()]
    row = session.scalars(select(row_class).where(*conditions)).one_or_none()
    if row is None:
        raise NotFoundError(f"row of {kept.name}", ", ".join(str(value) for value in key.values()))
    return row


def read(session: Session, kept: MasterTable, organisation_id: str, names: Sequence[str] | None = None) -> pa.Table:
    """All rows of an organisation, some columns of them, as they are stored."""
    table = table_of(kept)
    columns = [table.c[name] for name in names or kept.declared.names]
    statement = select(*columns).where(table.c.organisation_id == organisation_id)
    return bulk.fetch(session, statement, schema_of(kept, names))


def pages(
    session: Session, kept: MasterTable, organisation_id: str, wanted: Mapping[str, Any], size: int = PAGE
) -> Iterator[pa.Table]:
    """The rows whose columns have the wanted values, in the order of their keys, so many at a time."""
    table = table_of(kept)
    statement = select(*(table.c[name] for name in kept.declared.names)).where(
        table.c.organisation_id == organisation_id, *(table.c[name] == value for name, value in wanted.items())
    )
    key = [table.c[name] for name in kept.key]
    after: list[Any] | None = None
    while True:
        page = statement if after is None else statement.where(tuple_(*key) > tuple_(*after))
        rows = pa.Table.from_pylist(
            [dict(row._mapping) for row in session.connection().execute(page.order_by(*key).limit(size))],  # noqa: SLF001 - its public name
            schema_of(kept),
        )
        if rows.num_rows:
            yield rows
        if rows.num_rows < size:
            return
        after = [rows.column(name)[-1].as_py() for name in kept.key]


def is_empty(session: Session, kept: MasterTable, organisation_id: str) -> bool:
    """Whether an organisation has no row in a table."""
    table = table_of(kept)
    statement = select(table.c.change).where(table.c.organisation_id == organisation_id).limit(1)
    return session.connection().execute(statement).first() is None


def append(session: Session, kept: MasterTable, organisation_id: str, rows: pa.Table, change: int) -> pa.Table:
    """Put rows into a table that has none of the organisation; the difference, as `models.master.history` has it."""
    bulk.copy_in(session, table_of(kept), rows, {"organisation_id": organisation_id, "change": change})
    return history.all_new(kept, rows)


def stage(session: Session, kept: MasterTable, rows: pa.Table) -> Table:
    """Put rows, or keys alone, into a temporary table beside the one they are meant for."""
    made = bulk.incoming(session, table_of(kept), rows.column_names)
    bulk.copy_in(session, made, rows, {})
    if bulk.is_postgres(session):
        session.execute(text(f'ANALYZE "{made.name}"'))
    return made


def drop(session: Session, staged: Table) -> None:
    """Drop a temporary table."""
    staged.drop(session.connection(), checkfirst=False)


def put(session: Session, kept: MasterTable, organisation_id: str, staged: Table, change: int) -> pa.Table:
    """Insert the staged rows, or put them in the place of those with their keys; the difference, which may be none."""
    table = table_of(kept)
    names = kept.declared.names
    rest = [name for name in names if name not in kept.key]
    met = and_(table.c.organisation_id == organisation_id, *bulk.same(table, staged, kept.key))
    new = table.c.organisation_id.is_(None)
    differs = or_(*(table.c[name].is_distinct_from(staged.c[name]) for name in rest))
    columns: list[Any] = [staged.c[name] for name in kept.key]
    columns.append(case((new, history.INSERT), else_=history.CHANGE).label(history.WHAT))
    columns += [staged.c[name].label(history.AFTER + name) for name in rest]
    columns += [table.c[name].label(history.BEFORE + name) for name in rest]
    compared = select(*columns).select_from(staged.outerjoin(table, met)).where(or_(new, differs))
    found = bulk.fetch(
        session, compared.order_by(*(staged.c[name] for name in kept.key)), history.difference_schema(kept)
    )
    if found.num_rows:
        _upsert(session, kept, staged, organisation_id, change)
    return found


def remove(session: Session, kept: MasterTable, organisation_id: str, staged: Table) -> pa.Table:
    """Delete the rows whose keys are staged; the difference, without the keys that no row has."""
    table = table_of(kept)
    rest = [name for name in kept.declared.names if name not in kept.key]
    met = and_(table.c.organisation_id == organisation_id, *bulk.same(table, staged, kept.key))
    columns: list[Any] = [table.c[name] for name in kept.key]
    columns.append(literal_column(f"'{history.DELETE}'").label(history.WHAT))
    columns += [table.c[name].label(history.BEFORE + name) for name in rest]
    whole = history.difference_schema(kept)
    schema = pa.schema([field for field in whole if not field.name.startswith(history.AFTER)])
    statement = select(*columns).select_from(staged.join(table, met)).order_by(*(table.c[name] for name in kept.key))
    found = bulk.fetch(session, statement, schema)
    session.connection().execute(delete(table).where(exists(select(1).select_from(staged).where(met)).correlate(table)))
    return found


def missing(session: Session, reference: Reference, organisation_id: str, staged: Table) -> set[tuple[str, ...]]:
    """The ids in staged rows that do not stand where they refer to."""
    parent = table_of(master_table(reference.parent))
    columns = [staged.c[name] for name in reference.columns]
    pairs = zip(reference.theirs, columns, strict=True)
    there = select(1).where(
        parent.c.organisation_id == organisation_id, *(parent.c[name] == column for name, column in pairs)
    )
    statement = select(*columns).distinct().where(*(column.is_not(None) for column in columns), ~exists(there))
    return {tuple(row) for row in session.connection().execute(statement)}


def left_alone(session: Session, reference: Reference, organisation_id: str, staged: Table) -> set[tuple[str, ...]]:
    """The staged ids, deleted by now, that rows of another table still refer to."""
    child, parent = table_of(master_table(reference.child)), table_of(master_table(reference.parent))
    columns = [staged.c[name] for name in reference.theirs]
    told = list(zip(reference.columns, reference.theirs, columns, strict=True))
    refers = select(1).where(child.c.organisation_id == organisation_id, *(child.c[own] == at for own, _, at in told))
    stands = select(1).where(
        parent.c.organisation_id == organisation_id, *(parent.c[theirs] == at for _, theirs, at in told)
    )
    statement = select(*columns).distinct().where(exists(refers), ~exists(stands))
    return {tuple(row) for row in session.connection().execute(statement)}


def references_of(kept: MasterTable) -> list[Reference]:
    """What rows of a table refer to."""
    return [reference for reference in REFERENCES if reference.child == kept.name]


def references_to(kept: MasterTable) -> list[Reference]:
    """Who refers to rows of a table."""
    return [reference for reference in REFERENCES if reference.parent == kept.name]


def _upsert(session: Session, kept: MasterTable, staged: Table, organisation_id: str, change: int) -> None:
    table, names, key = table_of(kept), kept.declared.names, kept.key
    dialect: Any = postgresql if bulk.is_postgres(session) else sqlite
    owner: list[Any] = [
        literal(organisation_id, String).label("organisation_id"),
        literal(change, BigInteger).label("change"),
    ]
    chosen = select(*owner, *(staged.c[name] for name in names)).where(text("1 = 1"))
    statement = dialect.insert(table).from_select(["organisation_id", "change", *names], chosen)
    rest = [name for name in names if name not in key]
    statement = statement.on_conflict_do_update(
        index_elements=["organisation_id", *key],
        set_={name: statement.excluded[name] for name in (*rest, "change")},
        where=or_(*(table.c[name].is_distinct_from(statement.excluded[name]) for name in rest)),
    )
    session.connection().execute(statement)
