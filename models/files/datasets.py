"""Datasets: reading one from wherever a planner keeps it, writing one in any format."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from models.checks.dataset import check_dataset, new_report
from models.checks.raw import RawTable
from models.checks.report import Report
from models.checks.settings import Entry
from models.columns import Table
from models.faults import CallError, DatasetError
from models.files import settings_file
from models.files.arrow import arrow_tables
from models.files.csv_file import read_csv, write_csv
from models.files.formats import SUFFIXES, Format, known_format
from models.files.parquet_file import read_parquet, write_parquet
from models.files.staging import staged_file, staged_folder
from models.files.workbook import Sheet, read_sheets, write_workbook
from models.problem import Problem
from models.settings import Settings
from models.tables import DATASET_TABLES

SETTINGS_SHEET = "plan"
SOME = 2  # so many files of a kind are named
PLAN_MARKER = "summary.json"  # stands in the folder of a plan
WRITERS: dict[Format, Callable[[Path, pa.Table], None]] = {"csv": write_csv, "parquet": write_parquet}


def read_problem(path: str | Path) -> Problem:
    """The problem of a folder of CSV or Parquet files beside `plan.yaml`, or of an XLSX workbook.

    Raises DatasetError with every fault; nothing else, whatever the files hold.
    """
    path = Path(path)
    workbook = path.suffix.lower() == ".xlsx" and not path.is_dir()
    source = SETTINGS_SHEET if workbook else settings_file.FILE
    report = new_report(source)
    try:
        entries, raw = _read(path, workbook=workbook, report=report)
    except (OSError, ValueError) as error:  # a path that the system refuses, a folder that may not be read
        report.add("dataset", None, "", str(path), f"files that can be read ({error})")
        raise DatasetError(report.faults(), report.total) from error
    if not raw:
        raise DatasetError(report.faults(), report.total)
    return Problem.from_checked(check_dataset(source, entries, raw, report))


def _read(path: Path, *, workbook: bool, report: Report) -> tuple[list[Entry] | None, dict[str, RawTable | None]]:
    """Settings and tables as they were found; no table where there is no dataset, with a fault in the report."""
    if path.is_dir():
        raw = read_folder(path, DATASET_TABLES, report)
        refuse_two_formats([each.name for each in sorted(path.iterdir())], report)
        if raw:
            return settings_file.read_settings(path, report), raw
        book = next((each.name for each in sorted(path.iterdir()) if each.suffix.lower() == ".xlsx"), "")
        hint = f"; {book} in it is a dataset by itself" if book else ""
        report.add("dataset", None, "", str(path), f"a folder with a CSV or Parquet file for each table{hint}")
    elif workbook and path.is_file():
        return _read_workbook(path, report)
    else:
        told = "" if path.exists() else ": it does not exist"
        report.add("dataset", None, "", str(path), f"a folder of tables or an .xlsx workbook{told}")
    return None, {}


def refuse_two_formats(files: Iterable[str], report: Report) -> None:
    """Notes tables in CSV beside tables in Parquet: half of one dataset and half of another, most likely.

    A table that stands in both is a fault of its own, noted already.
    """
    known = {table.name for table in DATASET_TABLES}
    names: dict[str, list[str]] = {}
    for path in map(Path, files):
        if path.stem in known and path.suffix.lower() in SUFFIXES:
            names.setdefault(path.stem, []).append(path.name)
    alone = [Path(files[0]) for files in names.values() if len(files) == 1]
    kinds = {kind: [path.name for path in alone if SUFFIXES[path.suffix.lower()] == kind] for kind in WRITERS}
    if all(kinds.values()):
        found = " beside ".join(_some(files) for files in sorted(kinds.values(), key=len))
        report.add("dataset", None, "", found, "tables in CSV files alone or in Parquet files alone")


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SOME} more" if len(names) > SOME else ""
    return ", ".join(names[:SOME]) + more


def write_dataset(
    settings: Mapping[str, Any] | Settings,
    tables: Mapping[str, pd.DataFrame],
    path: str | Path,
    format: Format,  # noqa: A002 - the word of the command line
    *,
    force: bool = False,
) -> None:
    """Writes a dataset: whole, or not at all. `path` is a folder, for xlsx the file of the workbook.

    Tables without a row are left out unless they must be there. Raises CallError where something stands in the way.
    """
    path, kind = Path(path), known_format(format)
    arrow = arrow_tables(DATASET_TABLES, tables, skip_empty=True)
    if kind == "xlsx":
        if path.suffix.lower() != ".xlsx":
            raise CallError(f"a workbook is a file that ends in .xlsx, not {path}")
        texts = settings_file.settings_texts(settings)
        sheet = pa.table({"key": list(texts), "value": list(texts.values())})
        with staged_file(path, force=force) as stage:
            write_workbook(stage, [(SETTINGS_SHEET, sheet), *arrow])
        return
    if (path / PLAN_MARKER).exists():
        raise CallError(f"{path} holds a plan, and a dataset's tables would take the place of its own")
    ours = [f"{table.name}{suffix}" for table in DATASET_TABLES for suffix in SUFFIXES] + [settings_file.FILE]
    with staged_folder(path, ours, settings_file.FILE, force=force) as folder:
        settings_file.write_settings(folder / settings_file.FILE, settings)
        for name, table in arrow:
            WRITERS[kind](folder / f"{name}.{kind}", table)


def read_folder(folder: Path, declared: tuple[Table, ...], report: Report) -> dict[str, RawTable | None]:
    """Every table file of a folder by the name before its suffix; None for one that cannot be read.

    Hidden files and files with other suffixes are no tables. A name that nobody knows is answered with None, unread.
    """
    by_name = {table.name: table for table in declared}
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
            found.setdefault(path.stem, []).append(path)
    raw: dict[str, RawTable | None] = {}
    for name, paths in found.items():
        raw[name] = None
        if name not in by_name:
            continue
        if len(paths) > 1:
            report.add(name, None, "", " and ".join(path.name for path in paths), "one file for the table")
            continue
        try:
            raw[name] = _read_file(by_name[name], paths[0], report)
        except OSError as error:
            report.add(name, None, "", f"{paths[0].name} ({error.strerror or error})", "a file that can be read")
    return raw


def _read_file(declared: Table, path: Path, report: Report) -> RawTable | None:
    if not path.is_file():
        report.add(declared.name, None, "", f"{path.name}, which is no file", "a file")
        return None
    if SUFFIXES[path.suffix.lower()] == "csv":
        return read_csv(declared.name, path, report)
    return read_parquet(declared, path, report)


def _read_workbook(path: Path, report: Report) -> tuple[list[Entry] | None, dict[str, RawTable | None]]:
    sheets = read_sheets("dataset", path, report)
    return (None, {}) if sheets is None else workbook_tables(path.name, sheets, report)


def workbook_tables(
    name: str, sheets: Iterable[Sheet], report: Report
) -> tuple[list[Entry] | None, dict[str, RawTable | None]]:
    """Settings and tables that stand on the sheets of the workbook called `name`."""
    sheets = list(sheets)
    known = {table.name for table in DATASET_TABLES}
    raw: dict[str, RawTable | None] = {}
    entries: list[Entry] | None = None
    for sheet in sheets:
        if sheet.name == SETTINGS_SHEET:
            entries = _entries(sheet, report)
        elif sheet.header:
            raw[sheet.name] = sheet.table()
        elif sheet.name in known:
            report.add(sheet.name, None, "", "", "a header in row 1 of the sheet")
            raw[sheet.name] = None
    if not raw:
        report.add("dataset", None, "", name, "a workbook with a sheet for each table")
    elif not any(sheet.name == SETTINGS_SHEET for sheet in sheets):
        report.add(SETTINGS_SHEET, None, "", "", "a sheet plan with the columns key and value: start and periods")
    return entries, raw


def _entries(sheet: Sheet, report: Report) -> list[Entry] | None:
    """The settings of the sheet `plan`, None where it does not have its two columns."""
    if sorted(label for label in sheet.header if label) != ["key", "value"]:
        report.add(SETTINGS_SHEET, 1, "", ", ".join(sheet.header), "the columns key and value")
        return None
    keys, values = (sheet.columns[sheet.header.index(label)] for label in ("key", "value"))
    return [Entry(key or "", value, row) for key, value, row in zip(keys, values, sheet.rows, strict=True)]
