"""What can be said of the rows of one table by themselves: cells, keys, rules within a row, exact amounts."""

from collections.abc import Callable

import numpy as np

from models.checks import lanes, offers, rows
from models.checks.context import Dataset
from models.checks.keys import check_keys
from models.checks.raw import RawTable
from models.checks.report import Report
from models.checks.settings import Entry, check_settings
from models.checks.table import CheckedTable, check_table
from models.columns import Table
from models.master.exact import too_fine
from models.master.tables import SETTINGS_TABLE, MasterTable
from models.tables import DATASET_TABLES

RULES: dict[str, Callable[[Dataset], None]] = {
    "offers": offers.max_units_can_be_ordered,
    "lanes": lanes.container_terms_have_a_container,
    "transfers": rows.goods_move_elsewhere,
    "substitutes": rows.substitutes_differ,
    "budgets": rows.budgets_begin_before_they_end,
}
"""The rules of the dataset that look at one row; those between rows and tables are asked when a problem is made."""
NEEDED = {"start": "2000-01-01", "periods": "1"}
"""Stand in for settings that must be there before a problem is made, but not in every body."""


def check_rows(kept: MasterTable, raw: RawTable, report: Report) -> CheckedTable:
    """The rows read by the declaration of their table; every fault goes into the report."""
    table = check_table(kept.declared, raw, report)
    check_keys(table, report)
    check_exact(kept, table, report)
    if kept.name in RULES:
        tables: dict[str, CheckedTable | None] = {declared.name: None for declared in DATASET_TABLES}
        RULES[kept.name](Dataset(0.0, {**tables, kept.name: table}, report))
    if kept.declared is SETTINGS_TABLE:
        _check_settings(table, report)
    return table


def check_keys_alone(kept: MasterTable, raw: RawTable, report: Report) -> CheckedTable:
    """Keys of rows, without anything else of the rows; every fault goes into the report."""
    columns = tuple(kept.declared.column(name) for name in kept.key)
    declared = Table(kept.name, kept.declared.meaning, columns, kept.key)
    table = check_table(declared, raw, report)
    check_keys(table, report)
    return table


def check_exact(kept: MasterTable, table: CheckedTable, report: Report) -> None:
    """Amounts that are paid and quantities that are counted have at most six decimals."""
    for name in sorted(kept.exact):
        values = table.cells[name].array.astype(np.float64)
        expected = f"{kept.declared.column(name).expected}, with at most six decimals"
        table.note(report, too_fine(np.where(table.good(name), values, 0.0)), (name,), expected)


def _check_settings(table: CheckedTable, report: Report) -> None:
    values = table.frame["value"]
    given = [
        Entry(key, value or None, row)
        for key, value, row in zip(table.frame["key"], values, table.rows.tolist(), strict=True)
        if key
    ]
    keys = {entry.key for entry in given}
    added = [Entry(key, value) for key, value in NEEDED.items() if key not in keys]
    check_settings(SETTINGS_TABLE.name, [*given, *added], report)
