"""The recipe: from raw settings and tables to checked ones, or every fault at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from models.checks import kits, lanes, offers, references, rows
from models.checks.content import content_hash
from models.checks.context import Dataset
from models.checks.defaults import fill_derived
from models.checks.keys import check_keys
from models.checks.names import did_you_mean, nearest
from models.checks.notices import notices_of
from models.checks.raw import RawTable
from models.checks.report import Report
from models.checks.settings import Entry, check_settings, salvage_of
from models.checks.table import CheckedTable, absent_table, check_table
from models.columns import Table
from models.faults import DatasetError, Notice
from models.settings import Settings
from models.tables import DATASET_TABLES

RULES: tuple[Callable[[Dataset], None], ...] = (
    references.ids_stand_where_they_refer_to,
    references.zones_are_served,
    references.channels_are_listed,
    rows.goods_move_elsewhere,
    rows.substitutes_differ,
    rows.budgets_begin_before_they_end,
    offers.max_units_can_be_ordered,
    offers.salvage_pays_for_no_purchase,
    lanes.active_suppliers_have_one,
    lanes.container_terms_have_a_container,
    lanes.blocked_days_in_order,
    kits.kits_hold_no_cycle,
    kits.kits_are_not_stocked,
)

RawTables = Mapping[str, RawTable | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A dataset without a fault; `tables` also tell which cells were left empty."""

    settings: Settings
    tables: dict[str, CheckedTable]
    notices: tuple[Notice, ...]
    sha256: str

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table by name, with every default filled in."""
        return {name: table.frame for name, table in self.tables.items()}


def new_report(source: str = "plan") -> Report:
    """An empty report that puts faults of the settings, called `source`, before those of the tables."""
    return Report([source, *(table.name for table in DATASET_TABLES)])


def check_dataset(source: str, entries: Sequence[Entry] | None, raw: RawTables, report: Report) -> Checked:
    """The checked dataset.

    `entries` is None where there are no settings to be read, a table of `raw` is None where it is there and could not
    be read: both with their fault in `report` already. Raises DatasetError with all faults, those of `report` included.
    """
    settings = None if entries is None else check_settings(source, entries, report)
    tables = _check_tables(raw, report)
    data = Dataset(salvage_of(entries or ()), tables, report)
    for rule in RULES:
        rule(data)
    if report or settings is None:
        raise DatasetError(report.faults(), report.total)
    whole = [table for table in tables.values() if table is not None]
    for table in whole:
        fill_derived(table, settings)
    sha256 = content_hash(settings, whole)
    notices = notices_of(data, settings)
    return Checked(settings, {table.name: table for table in whole}, notices, sha256)


def _check_tables(raw: RawTables, report: Report) -> dict[str, CheckedTable | None]:
    """Every declared table, read alone; None for one of which nothing can be known."""
    meant = _unknown_tables(raw, report)
    tables: dict[str, CheckedTable | None] = {}
    for declared in DATASET_TABLES:
        name = declared.name
        if name not in raw:
            if declared.required and name not in meant:
                report.add(name, None, "", "", f"a table {name}, which every dataset must have")
            tables[name] = None if declared.required or name in meant else absent_table(declared)
            continue
        found = raw[name]
        tables[name] = None if found is None else _checked(declared, found, report)
    return tables


def _checked(declared: Table, found: RawTable, report: Report) -> CheckedTable | None:
    table = check_table(declared, found, report)
    check_keys(table, report)
    empty = not len(table.rows) and not table.lost
    if empty and declared.required and declared.name != "demand":
        report.add(declared.name, None, "", "", "at least one row below the header")
        return None
    return table


def _unknown_tables(raw: RawTables, report: Report) -> set[str]:
    """Notes the tables that nobody knows; answers which known ones they were probably meant to be."""
    names = [table.name for table in DATASET_TABLES]
    meant: set[str] = set()
    for name in raw:
        if name in names:
            continue
        report.add(name, None, "", name, did_you_mean(name, names, "table"))
        close = nearest(name, names)
        if close is not None and close not in raw:
            meant.add(close)  # misspelt, not left out: one fault, one message
    return meant
