"""Master data: rows put, deleted, loaded; all of a body or nothing of it."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy.orm import Session

from api.auth.caller import Caller
from models.checks.dataset import Checked
from models.checks.keys import check_keys
from models.checks.raw import RawTable, cell_text, from_frame
from models.checks.report import Report
from models.checks.table import CheckedTable, check_table
from models.db.repositories import master, master_history
from models.db.rows.master import MasterChangeRow
from models.faults import DatasetError
from models.master.bodies import read_csv_rows, read_json_rows
from models.master.check import check_exact, check_keys_alone, check_rows
from models.master.stored import to_stored
from models.master.tables import MASTER_TABLES, SETTINGS_TABLE, MasterTable
from models.refusals import NotFoundError, StaleVersionError

Readers = Mapping[str, Callable[..., RawTable | None]]
READERS: Readers = {"application/json": read_json_rows, "text/csv": read_csv_rows}
"""What a body may be, by its media type."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A body of rows or keys: its bytes, its media type (one of READERS), the version of the table it is based on."""

    body: bytes
    media_type: str
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did; `change` is its number, None where everything was so already."""

    change: int | None
    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0


def put_rows(session: Session, caller: Caller, kept: MasterTable, sent: Sent) -> Effect:
    """Insert rows, or put them in the place of the rows with their keys.

    Raises DatasetError with every fault of the body, references to nothing included; StaleVersionError.
    """
    report = Report([kept.name])
    checked = _checked(kept, sent, report, check_rows)
    master.lock(session, caller.organisation_id)
    _require(session, caller, kept, sent)
    rows = to_stored(kept, checked)
    if not rows.num_rows:
        return Effect(None)
    staged = master.stage(session, kept, rows)
    for reference in master.references_of(kept):
        found = master.missing(session, reference, caller.organisation_id, staged)
        _complain(checked, reference.columns, found, reference.expected, report)
    _raise(report)
    number = master_history.next_number(session, caller.organisation_id)
    difference = master.put(session, kept, caller.organisation_id, staged, number)
    master.drop(session, staged)
    return _noted(session, caller, kept, "put", number, difference, rows.num_rows)


def delete_rows(session: Session, caller: Caller, kept: MasterTable, sent: Sent) -> Effect:
    """Delete rows by their keys.

    Raises DatasetError for keys that no row has and rows that others refer to; StaleVersionError.
    """
    report = Report([kept.name])
    checked = _checked(kept, sent, report, check_keys_alone)
    master.lock(session, caller.organisation_id)
    _require(session, caller, kept, sent)
    return _delete(session, caller, kept, checked, report)


def delete_row(
    session: Session, caller: Caller, kept: MasterTable, checked: CheckedTable, expected: int | None
) -> Effect:
    """Delete the one row of a key that was checked. Raises NotFoundError, DatasetError, StaleVersionError."""
    master.lock(session, caller.organisation_id)
    _require(session, caller, kept, Sent(b"", "", expected))
    try:
        return _delete(session, caller, kept, checked, Report([kept.name]))
    except _AbsentError as error:
        raise NotFoundError(f"row of {kept.name}", checked.shown(0, *kept.key)) from error


def load(
    session: Session, caller: Caller, checked: Checked, tell: Callable[[str, Effect], None] | None = None
) -> dict[str, Effect]:
    """Put all tables of a checked dataset, and its settings; `tell` hears of each table when it is done.

    Raises DatasetError with all amounts that have more than six decimals, and all texts with NUL.
    """
    report = Report([kept.name for kept in MASTER_TABLES])
    for kept in MASTER_TABLES:
        if kept.declared is not SETTINGS_TABLE:
            check_exact(kept, checked.tables[kept.name], report)
            _refuse_nul(checked.tables[kept.name], report)
    _raise(report)
    master.lock(session, caller.organisation_id)
    master.take_time(session)
    effects = {}
    for kept in MASTER_TABLES:
        table = _settings(checked) if kept.declared is SETTINGS_TABLE else checked.tables[kept.name]
        effects[kept.name] = _load(session, caller, kept, to_stored(kept, table))
        if tell is not None:
            tell(kept.name, effects[kept.name])
    return effects


class _AbsentError(DatasetError):
    """Keys that no row has, and nothing else that is wrong."""


def _load(session: Session, caller: Caller, kept: MasterTable, rows: pa.Table) -> Effect:
    if not rows.num_rows:
        return Effect(None)
    owner = caller.organisation_id
    number = master_history.next_number(session, owner)
    if master.is_empty(session, kept, owner):
        difference = master.append(session, kept, owner, rows, number)
    else:
        staged = master.stage(session, kept, rows)
        difference = master.put(session, kept, owner, staged, number)
        master.drop(session, staged)
    return _noted(session, caller, kept, "load", number, difference, rows.num_rows)


def _delete(session: Session, caller: Caller, kept: MasterTable, checked: CheckedTable, report: Report) -> Effect:
    keys = to_stored(kept, checked)
    if not keys.num_rows:
        return Effect(None)
    number = master_history.next_number(session, caller.organisation_id)
    staged = master.stage(session, kept, keys)
    difference = master.remove(session, kept, caller.organisation_id, staged)
    _complain_of_absent(kept, checked, keys, difference, report)
    absent = bool(report)
    for reference in master.references_to(kept):
        found = master.left_alone(session, reference, caller.organisation_id, staged)
        expected = f"a row that no other refers to: {reference.child} has it in {' and '.join(reference.columns)}"
        _complain(checked, reference.theirs, found, expected, report)
        absent &= not found
    if absent:
        raise _AbsentError(report.faults(), report.total)
    _raise(report)
    master.drop(session, staged)
    return _noted(session, caller, kept, "delete", number, difference, keys.num_rows)


def _noted(  # noqa: PLR0917 - a change and its facts
    session: Session, caller: Caller, kept: MasterTable, action: str, number: int, difference: pa.Table, rows: int
) -> Effect:  # fmt: skip
    if not difference.num_rows:
        return Effect(None, unchanged=rows)
    row: MasterChangeRow = master_history.note(session, caller.actor, kept, action, number, difference)
    return Effect(number, row.inserted, row.changed, row.deleted, rows - difference.num_rows)


def _checked(
    kept: MasterTable, sent: Sent, report: Report, check: Callable[[MasterTable, RawTable, Report], CheckedTable]
) -> CheckedTable:
    raw = READERS[sent.media_type](kept.declared, sent.body, report)
    if raw is None:
        raise DatasetError(report.faults(), report.total)
    checked = check(kept, raw, report)
    _raise(report)
    return checked


def _require(session: Session, caller: Caller, kept: MasterTable, sent: Sent) -> None:
    current = master_history.version_of(session, kept, caller.organisation_id)
    if sent.expected is not None and sent.expected != current:
        raise StaleVersionError("table", kept.name, expected=sent.expected, current=current)


def _complain(
    checked: CheckedTable, columns: tuple[str, ...], found: set[tuple[str, ...]], expected: str, report: Report
) -> None:
    """Notes a fault in each row that has one of the found ids in its columns."""
    if found:
        cells = zip(*(checked.frame[name] for name in columns), strict=True)
        wrong = np.fromiter((ids in found for ids in cells), dtype=bool, count=len(checked.rows))
        checked.note(report, wrong, columns, expected)


def _complain_of_absent(
    kept: MasterTable, checked: CheckedTable, keys: pa.Table, difference: pa.Table, report: Report
) -> None:
    """Notes a fault in each row whose key no row had."""
    if keys.num_rows == difference.num_rows:
        return
    order = range(keys.num_rows) if checked.order is None else checked.order
    absent = keys.append_column("place", pa.array(order, pa.int64())).join(
        difference.select(kept.key), keys=list(kept.key), join_type="left anti"
    )
    wrong = np.zeros(keys.num_rows, dtype=bool)
    wrong[absent.column("place").to_numpy()] = True
    checked.note(report, wrong, kept.key, "the key of a row that is there")


def _settings(checked: Checked) -> CheckedTable:
    """The settings of a dataset as rows of their table."""
    told = {name: cell_text(value) for name, value in dataclasses.asdict(checked.settings).items()}
    frame = pd.DataFrame({"key": list(told), "value": list(told.values())})
    report = Report([SETTINGS_TABLE.name])
    table = check_table(SETTINGS_TABLE, from_frame(SETTINGS_TABLE.name, frame), report)
    check_keys(table, report)
    return table


def _refuse_nul(table: CheckedTable, report: Report) -> None:
    for name, cells in table.cells.items():
        if cells.words is not None:
            bad = [word for word in cells.words.tolist() if "\0" in word]
            table.note(report, table.among(name, bad), (name,), "text without NUL")


def _raise(report: Report) -> None:
    if report:
        raise DatasetError(report.faults(), report.total)
