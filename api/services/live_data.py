"""What a live run plans: one consistent snapshot of an organisation's master data and open orders, as a problem."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.checks.dataset import check_dataset, new_report
from models.checks.raw import RawTable, cell_text, from_frame
from models.checks.settings import Entry
from models.db.bulk import is_postgres
from models.db.repositories import master
from models.db.repositories.master_facts import CURRENCY
from models.db.repositories.ordered import ordered_lines
from models.faults import Fault
from models.master.commitments import inbound_of, less_committed, of_known, uncountable
from models.master.stored import from_stored
from models.master.tables import MASTER_TABLES, SETTINGS_TABLE, MasterTable
from models.master.validity import holding
from models.problem import Problem
from models.refusals import InvalidError, RefusalError

CONSISTENT = frozenset({"repeatable read", "serializable"})


def live_problem(
    session: Session, organisation_id: str, *, start: dt.date, periods: int | None = None, **settings: Any,  # noqa: ANN401 - any setting
) -> Problem:  # fmt: skip
    """The problem of what is known now: terms as they hold on `start`, stock, open orders, budgets less commitments.

    Notices name the orders of what the master data do not know.

    `periods` and the other `settings` of the dataset take the place of the stored ones. The session must see one moment
    (`Database.read`, or a writer on SQLite): RuntimeError where it does not. Raises DatasetError with every fault of
    the snapshot, RefusalError where there is nothing to plan, InvalidError that names the orders in another currency
    than the organisation's which a budget would have to count.
    """
    _require_one_moment(session)
    tables = {kept.name: master.read(session, kept, organisation_id) for kept in MASTER_TABLES}
    if not tables["items"].num_rows:
        raise RefusalError("There is no master data to plan yet: load a dataset, or put items, offers and lanes.")
    ordered = ordered_lines(session, organisation_id)
    given = {"start": start, **({} if periods is None else {"periods": periods}), **settings}
    entries = _entries(tables.pop(SETTINGS_TABLE.name), given)
    held = holding(tables, start)
    _check_currency(held, ordered, entries)
    ids = {name: held[name].column(f"{name[:-1]}_id").to_pandas() for name in ("items", "nodes", "suppliers")}
    known, notices = of_known(ordered, **ids)
    raw = _raw(held, ordered, known)
    checked = check_dataset(SETTINGS_TABLE.name, entries, raw, new_report(SETTINGS_TABLE.name))
    return Problem.from_checked(replace(checked, notices=(*notices, *checked.notices)))


def _check_currency(tables: Mapping[str, pa.Table], ordered: pd.DataFrame, entries: Sequence[Entry]) -> None:
    """Raises InvalidError for orders whose money cannot be taken from a budget; without a setting all is one money."""
    ours = next((entry.value for entry in entries if entry.key == CURRENCY), "")
    if not ours or (ordered["currency"] == ours).all():
        return
    items, budgets = (_frame(_kept(name), tables[name]) for name in ("items", "budgets"))
    found = uncountable(budgets, items, ordered, ours).drop_duplicates("order")
    if len(found):
        expected = f"{ours}, the currency of the organisation: a budget counts this order; cancel it"
        told = zip(found["order"], found["currency"], strict=True)
        raise InvalidError([Fault(f"order {number}", None, CURRENCY, theirs, expected) for number, theirs in told])


def _raw(tables: Mapping[str, pa.Table], ordered: pd.DataFrame, known: pd.DataFrame) -> dict[str, RawTable | None]:
    raw: dict[str, RawTable | None] = {}
    for kept in MASTER_TABLES:
        if kept.declared is SETTINGS_TABLE or not (tables[kept.name].num_rows or kept.declared.required):
            continue
        raw[kept.name] = from_stored(kept, tables[kept.name])
    if not len(ordered):
        return raw
    items, budgets, inbound = (_frame(_kept(name), tables[name]) for name in ("items", "budgets", "inbound"))
    raw["budgets"] = from_frame("budgets", less_committed(budgets, items, ordered))
    raw["inbound"] = from_frame("inbound", pd.concat([inbound, inbound_of(known)], ignore_index=True))
    return raw


def _frame(kept: MasterTable, table: pa.Table) -> pd.DataFrame:
    found: pd.DataFrame = pa.table(dict(from_stored(kept, table).columns)).to_pandas()
    texts = [column.name for column in kept.declared.columns if column.unit == "text" and column.name in found]
    return found.fillna(dict.fromkeys(texts, ""))


def _kept(name: str) -> MasterTable:
    return next(kept for kept in MASTER_TABLES if kept.name == name)


def _entries(stored: pa.Table, given: Mapping[str, Any]) -> list[Entry]:
    """The settings: what is given, else what is stored."""
    found = {row["key"]: row["value"] for row in stored.to_pylist()}
    found |= {name: cell_text(value) for name, value in given.items()}
    return [Entry(name, value) for name, value in found.items()]


def _require_one_moment(session: Session) -> None:
    if not is_postgres(session):
        return
    level = session.connection().execute(text("SHOW transaction_isolation")).scalar_one()
    if level not in CONSISTENT:
        raise RuntimeError(f"a snapshot needs a session that sees one moment, not one at {level}")
