"""Plans: writing one in any format, reading one back, hand-edited ones too."""

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from models.checks.names import nearest
from models.checks.raw import RawTable
from models.checks.report import Report
from models.checks.table import absent_table, check_table
from models.faults import CallError, PlanError
from models.files.arrow import arrow_tables
from models.files.datasets import PLAN_MARKER, WRITERS, read_folder
from models.files.formats import SUFFIXES, Format, known_format
from models.files.multipliers import FILE as MULTIPLIERS
from models.files.multipliers import write_multipliers
from models.files.settings_file import FILE as SETTINGS_FILE
from models.files.staging import staged_folder
from models.files.workbook import read_sheets, write_workbook
from models.plan import Plan
from models.tables import PLAN_TABLES

SUMMARY = PLAN_MARKER
WORKBOOK = "plan.xlsx"
OURS = (*(f"{table.name}{suffix}" for table in PLAN_TABLES for suffix in SUFFIXES), WORKBOOK, MULTIPLIERS, SUMMARY)


def write_plan(plan: Plan, path: str | Path, format: Format, *, force: bool = False) -> None:  # noqa: A002 - as above
    """Writes the tables of a plan and `summary.json` into the folder `path`: whole, or not at all.

    The tables are files of their own, or for xlsx the sheets of `plan.xlsx`. A summary whose objective is null is of no
    plan: it is written alone. Multipliers go into a file of their own, in any format. Raises CallError where something
    stands in the way.
    """
    folder, kind = Path(path), known_format(format)
    if (folder / SETTINGS_FILE).exists():
        raise CallError(f"{folder} holds a dataset, and a plan's tables would take the place of its own")
    no_plan = "objective" in plan.summary and plan.summary["objective"] is None
    arrow = iter(()) if no_plan else arrow_tables(PLAN_TABLES, plan.tables(), skip_empty=False)
    summary = json.dumps(plan.summary, indent=2, ensure_ascii=False, allow_nan=False, default=_plain) + "\n"
    with staged_folder(folder, OURS, SUMMARY, force=force) as stage:
        (stage / SUMMARY).write_text(summary, encoding="utf-8")
        if plan.multipliers is not None and not no_plan:
            write_multipliers(plan.multipliers, stage / MULTIPLIERS)
        if kind == "xlsx":
            if not no_plan:
                write_workbook(stage / WORKBOOK, chain(arrow, [("summary", _summary_sheet(plan.summary))]))
            return
        for name, table in arrow:
            WRITERS[kind](stage / f"{name}.{kind}", table)


def read_plan(path: str | Path) -> Plan:
    """The plan of a folder in any format, or of a workbook.

    Tables, columns that may be empty and the summary may be left out, further columns and sheets are ignored: whether
    the plan is a good one is not asked here. Multipliers beside it are left there (`read_multipliers`). Raises
    PlanError with every fault; nothing else, whatever the files hold.
    """
    path = Path(path)
    report = Report(table.name for table in PLAN_TABLES)
    try:
        raw, summary = _read(path, report)
    except (OSError, ValueError) as error:
        report.add("plan", None, "", str(path), f"files that can be read ({error})")
        raise PlanError(report.faults(), report.total) from error
    tables: dict[str, Any] = {}
    for declared in PLAN_TABLES:
        found = raw.get(declared.name)
        if found is None:
            tables[declared.name] = absent_table(declared).frame
        else:
            tables[declared.name] = check_table(declared, found, report, extra_allowed=True).frame
    if report:
        raise PlanError(report.faults(), report.total)
    return Plan(**tables, summary=summary)


def _read(path: Path, report: Report) -> tuple[dict[str, RawTable | None], dict[str, Any]]:
    folder = path if path.is_dir() else path.parent
    books = [path] if path.suffix.lower() == ".xlsx" and path.is_file() else []
    raw: dict[str, RawTable | None] = {}
    if path.is_dir():
        if (path / SETTINGS_FILE).exists():
            report.add(
                "plan", None, "", str(path), f"the tables of a plan: with {SETTINGS_FILE} in it, this is a dataset"
            )
            return {}, {}
        raw = read_folder(path, PLAN_TABLES, report)
        books = [path / WORKBOOK] if (path / WORKBOOK).is_file() else []
    if books:
        _add_sheets(books[0], raw, report)
    summary = _read_summary(folder / SUMMARY, report) if path.is_dir() or books else None
    _refuse_misspelt(raw, report)
    if summary is None and not any(table.name in raw for table in PLAN_TABLES) and not report:
        told = "" if path.exists() else ": it does not exist"
        report.add("plan", None, "", str(path), f"a folder with orders and the other tables, or plan.xlsx{told}")
    return raw, summary or {}


def _add_sheets(book: Path, raw: dict[str, RawTable | None], report: Report) -> None:
    known = {table.name for table in PLAN_TABLES}
    for sheet in read_sheets("plan", book, report) or []:
        if sheet.name in raw:
            report.add(sheet.name, None, "", f"a sheet of {book.name} and a file of its own", "one of them")
        elif sheet.name in known and sheet.header:
            raw[sheet.name] = sheet.table()


def _refuse_misspelt(raw: dict[str, RawTable | None], report: Report) -> None:
    absent = [table.name for table in PLAN_TABLES if table.name not in raw]
    known = {table.name for table in PLAN_TABLES}
    for name in raw:
        close = nearest(name, absent, cutoff=0.8)
        if name not in known and close:
            report.add(name, None, "", name, f"a known table: did you mean {close}?")


def _read_summary(path: Path, report: Report) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        report.add(SUMMARY, None, "", str(error), "a JSON object")
        return None
    if not isinstance(found, dict):
        report.add(SUMMARY, None, "", type(found).__name__, "a JSON object")
        return None
    return found


def _refuse_constant(word: str) -> float:
    message = f"{word} is no finite number"
    raise ValueError(message)


def _plain(value: object) -> object:
    """What a computed summary may hold beside Python's own values."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a summary holds numbers and texts, not {type(value).__name__}")


def _summary_sheet(summary: Mapping[str, Any]) -> pa.Table:
    """The figures of the summary for people to read; reading a plan takes them from summary.json."""
    flat = dict(_flat("", summary))
    return pa.table({"key": list(flat), "value": [str(value) for value in flat.values()]})


def _flat(prefix: str, value: object) -> list[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [cell for key, each in value.items() for cell in _flat(f"{prefix}.{key}" if prefix else str(key), each)]
    return [(prefix, "" if value is None else value)]
