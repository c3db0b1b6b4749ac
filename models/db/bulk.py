"""Many rows at once, as arrow tables: COPY on PostgreSQL, batches of tuples on SQLite.

What goes through here was checked before, whole tables at a time: the types of columns see none of these values.
Statements are on bare tables, so they must name the organisation themselves.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.csv
from sqlalchemy import Column, FromClause, MetaData, Select, Table, insert
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

BATCH = 50_000  # rows that are Python objects at a time, on SQLite
SMALL = 5_000  # the same, where each is a dictionary
PIECE = 500_000  # rows that are text at a time, on PostgreSQL
NO_LIMIT = "SET LOCAL statement_timeout = 0"
"""A load may take minutes; a request gives up after its own time."""


def is_postgres(session: Session) -> bool:
    """Whether the database is a PostgreSQL server."""
    return session.get_bind().dialect.name == "postgresql"


def copy_in(session: Session, table: Table, rows: pa.Table, constants: Mapping[str, str | int]) -> None:
    """Append rows to a table; `constants` are columns that are the same in all of them."""
    names = [*constants, *rows.column_names]
    if is_postgres(session):
        _copy_in(session, table, rows, names, constants)
        return
    marks = ", ".join("?" for _ in names)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of declared columns
    cursor = _driver(session).cursor()
    for begin in range(0, rows.num_rows, BATCH):
        cursor.executemany(statement, _tuples(rows.slice(begin, BATCH), list(constants.values())))
    cursor.close()


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append rows, which name all their columns, each value checked by its column's type as any other is.

    Raises what SQLAlchemy raises for a statement of its own, so that a conflict or a deadlock is known as one.
    """
    if rows and is_postgres(session):
        _copy_rows(session, table, rows)
        return
    for begin in range(0, len(rows), SMALL):
        session.execute(insert(table), rows[begin : begin + SMALL])


def _copy_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    dialect = session.get_bind().dialect
    bound = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in rows[0]}
    columns = ", ".join(f'"{name}"' for name in bound)
    statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
    try:
        with _driver(session).cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[name] if bind is None else bind(row[name]) for name, bind in bound.items()])
    except ValueError as error:  # of the column's type
        raise StatementError(str(error), statement, None, error) from error
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(statement, None, error, dialect.loaded_dbapi.Error, dialect=dialect) from error


def fetch(session: Session, statement: Select[Any], schema: pa.Schema) -> pa.Table:
    """What a statement finds, as one table with the columns of the schema."""
    compiled = statement.compile(dialect=session.get_bind().dialect)
    if is_postgres(session):
        return _copy_out(session, str(compiled), dict(compiled.params), schema)
    cursor = _driver(session).cursor()
    order = compiled.positiontup or ()
    cursor.execute(str(compiled), [compiled.params[name] for name in order])
    batches = [_batch(rows, schema) for rows in iter(lambda: cursor.fetchmany(BATCH), [])]
    cursor.close()
    return pa.Table.from_batches(batches, schema)


def incoming(session: Session, table: Table, names: list[str]) -> Table:
    """A temporary table with some columns of another, for rows that are to be compared with it.

    It goes with the transaction; whoever makes two for one table in a transaction drops the first.
    """
    columns = [Column(name, table.c[name].type, nullable=True) for name in names]
    made = Table(f"incoming_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    made.create(session.connection(), checkfirst=False)
    return made


def same(left: FromClause, right: FromClause, names: tuple[str, ...]) -> list[Any]:
    """The conditions under which rows of two tables have the same key."""
    return [left.c[name] == right.c[name] for name in names]


def _driver(session: Session) -> Any:  # noqa: ANN401 - the connection of sqlite3 or psycopg
    return session.connection().connection.driver_connection


def _copy_in(
    session: Session, table: Table, rows: pa.Table, names: list[str], constants: Mapping[str, str | int]
) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    with (
        _driver(session).cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT csv)') as copy,
    ):
        for begin in range(0, rows.num_rows, PIECE):
            piece = rows.slice(begin, PIECE)
            for place, (name, value) in enumerate(constants.items()):
                piece = piece.add_column(place, name, pa.repeat(value, piece.num_rows))
            buffer = io.BytesIO()
            pyarrow.csv.write_csv(piece, buffer, options)
            copy.write(buffer.getbuffer())


def _copy_out(session: Session, statement: str, params: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    buffer = io.BytesIO()
    with _driver(session).cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)", params) as copy:
        for data in copy:
            buffer.write(data)
    if not buffer.tell():
        return schema.empty_table()
    buffer.seek(0)
    return pyarrow.csv.read_csv(
        buffer,
        pyarrow.csv.ReadOptions(column_names=schema.names, block_size=16 << 20),
        pyarrow.csv.ParseOptions(newlines_in_values=True),
        pyarrow.csv.ConvertOptions(
            column_types=schema, null_values=[""], true_values=["t"], false_values=["f"], strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )  # fmt: skip


def _tuples(rows: pa.Table, constants: list[str | int]) -> Iterator[tuple[Any, ...]]:
    columns = []
    for array in rows.columns:
        plain = array.cast(pa.string()) if pa.types.is_date(array.type) else array
        plain = plain.cast(pa.int8()) if pa.types.is_boolean(plain.type) else plain
        columns.append(plain.to_pylist())
    return zip(*([value] * rows.num_rows for value in constants), *columns, strict=True)


def _batch(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    arrays = []
    for cells, field in zip(zip(*rows, strict=True), schema, strict=True):
        if pa.types.is_date(field.type):
            arrays.append(pa.array(cells, pa.string()).cast(field.type))
        elif pa.types.is_boolean(field.type):
            arrays.append(pa.array(cells, pa.int8()).cast(field.type))
        else:
            arrays.append(pa.array(cells, field.type))
    return pa.record_batch(arrays, schema)
