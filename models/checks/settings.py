"""The settings: each key read like a cell of a table, then the rules between them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.checks.cells import read_column
from models.checks.names import did_you_mean, nearest
from models.checks.raw import text_array
from models.checks.report import Report
from models.columns import Column, Kind
from models.settings import Settings
from models.tables import SETTINGS

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)  # a start outside is a slip of the pen


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting as it was found: its value as text, None where it was left empty, and its row on a sheet."""

    key: str
    value: str | None
    row: int | None = None


def check_settings(source: str, entries: Sequence[Entry], report: Report) -> Settings | None:
    """The settings with every default filled in, None where one of them has a fault; `source` is their table's name."""
    before = report.total
    given: dict[str, Entry] = {}
    spelt = _misspelt(source, entries, report)
    for entry in entries:
        if entry.key in given:
            other = given[entry.key].row
            where = f"; row {other} has it too" if other else ""
            report.add(source, entry.row, entry.key, entry.key, f"each setting once{where}")
        elif entry.key not in spelt:
            given[entry.key] = entry
    meant = set(spelt.values())
    values: dict[str, Any] = {}
    for column in SETTINGS:
        entry = given.get(column.name, Entry(column.name, None))
        value, bad = _value(column, entry.value)
        if bad and column.name not in meant:
            report.add(source, entry.row, column.name, entry.value or "", _expected(column))
        if not bad and column.name not in meant:
            values[column.name] = value
    _check_rules(source, values, given, report)
    return Settings(**values) if report.total == before else None


def salvage_of(entries: Sequence[Entry]) -> float:
    """The `salvage_value`, whatever else is wrong with the settings; 0 where none can be read."""
    column = next(column for column in SETTINGS if column.name == "salvage_value")
    told = [entry.value for entry in entries if entry.key == column.name]
    value, bad = _value(column, told[0] if len(told) == 1 else None)
    return 0.0 if bad else float(value)


def _misspelt(source: str, entries: Sequence[Entry], report: Report) -> dict[str, str]:
    """Unknown keys, each with the known one that it was probably meant to be, "" where none was left out."""
    names = [column.name for column in SETTINGS]
    found = {entry.key for entry in entries}
    unknown: dict[str, str] = {}
    for entry in entries:
        if entry.key not in names:
            report.add(source, entry.row, entry.key, entry.key, did_you_mean(entry.key, names, "setting"))
            meant = nearest(entry.key, names)
            unknown[entry.key] = meant if meant is not None and meant not in found else ""
    return unknown


def _value(column: Column, text: str | None) -> tuple[Any, bool]:
    """The typed value of a setting, and whether it has a fault."""
    cells = read_column(column, text_array([text]))
    bad = bool(cells.bad[0])
    if cells.words is not None:
        word = str(cells.words[0])
        wrong = column.name == "currency" and not (
            len(word) == 3 and word.isascii() and word.isalpha() and word.isupper()
        )
        return word, bad or wrong
    if column.kind is Kind.DAY:
        if bad:
            return None, True
        day = cells.array[0].astype("datetime64[D]").item()
        return day, not EARLIEST <= day <= LATEST
    return cells.array[0].item() if isinstance(cells.array[0], np.generic) else cells.array[0], bad


def _expected(column: Column) -> str:
    if column.name == "currency":
        return "three capital letters of ISO 4217"
    return f"{column.expected} from {EARLIEST} to {LATEST}" if column.kind is Kind.DAY else column.expected


def _check_rules(source: str, values: Mapping[str, Any], given: Mapping[str, Entry], report: Report) -> None:
    """Note what is wrong between settings; `values` holds those that are right by themselves."""
    salvage, terminal = (values.get(name) for name in ("salvage_value", "terminal_value"))
    if salvage is not None and terminal is not None and salvage > terminal:
        row = given["salvage_value"].row
        report.add(source, row, "salvage_value", f"{salvage:g}", f"at most terminal_value, which is {terminal:g}")
