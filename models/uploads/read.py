"""The recipe: from the bytes of a dataset, whatever they hold, to a problem or every fault."""

import io
import re
from pathlib import PurePosixPath

from models.checks.dataset import check_dataset, new_report
from models.checks.raw import RawTable
from models.checks.report import Report
from models.checks.settings import Entry
from models.columns import Table
from models.faults import DatasetError
from models.files.csv_file import parse_csv
from models.files.datasets import refuse_two_formats, workbook_tables
from models.files.formats import SUFFIXES
from models.files.parquet_file import parse_parquet
from models.files.settings_file import FILE, parse_settings
from models.files.workbook import parse_sheets
from models.problem import Problem
from models.tables import DATASET_TABLES
from models.uploads.archive import ZIP_MARKS, Archive, open_archive
from models.uploads.guards import Room, csv_fits, parquet_fits, refuse_nul
from models.uploads.json_tables import read_json
from models.uploads.limits import Limits

Found = tuple[list[Entry] | None, dict[str, RawTable | None]]
FORMS = "a ZIP of CSV or Parquet files with plan.yaml, an XLSX workbook, or JSON with settings and tables"
DECLARED = {table.name: table for table in DATASET_TABLES}
DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_upload(data: bytes, limits: Limits | None = None) -> Problem:
    """The problem of a dataset that was sent: the form is told by the bytes, not by what the sender calls them.

    Raises DatasetError with every fault; nothing else, whatever the bytes are, but for want of memory.
    """
    room = Room(limits or Limits())
    report = new_report(FILE)
    entries, raw = _found(data, room, report)
    if not raw:
        raise DatasetError(report.faults(), report.total)
    for table in raw.values():
        if table is not None:
            refuse_nul(table, report)
    return Problem.from_checked(check_dataset(FILE, entries, raw, report))


def _found(data: bytes, room: Room, report: Report) -> Found:
    """Settings and tables as they were found; no table where there is no dataset, with a fault in the report."""
    if len(data) > room.limits.packed:
        report.add("dataset", None, "", f"{len(data):,} bytes", f"at most {room.limits.packed:,}")
    elif data.startswith(ZIP_MARKS):
        archive = open_archive(data, room.limits, report)
        if archive is not None:
            with archive.zip:
                return _workbook(archive, data, report) if archive.is_workbook else _files(archive, room, report)
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return read_json(data, room, report)
    else:
        found = f"{len(data):,} bytes that begin with {data[:8]!r}" if data else "no byte"
        report.add("dataset", None, "", found, FORMS)
    return None, {}


def _files(archive: Archive, room: Room, report: Report) -> Found:
    """The tables of an archive; they may all lie in one folder, as they do where a folder was packed."""
    parents = {str(PurePosixPath(path).parent) for path in archive.entries}
    if len(parents) > 1:
        report.add("dataset", None, "", ", ".join(sorted(parents)[:3]), "all files in one folder")
        return None, {}
    paths = {PurePosixPath(path).name: path for path in sorted(archive.entries)}
    raw: dict[str, RawTable | None] = {}
    stems: dict[str, list[str]] = {}
    for name in paths:
        if PurePosixPath(name).suffix.lower() in SUFFIXES:
            stems.setdefault(PurePosixPath(name).stem, []).append(name)
        elif name != FILE:
            report.add("dataset", None, name, name, f"{FILE}, and a .csv or .parquet file for each table")
    for stem, names in stems.items():
        raw[stem] = None
        if len(names) > 1:
            report.add(stem, None, "", " and ".join(names), "one file for the table")
        elif stem in DECLARED:
            raw[stem] = _table(DECLARED[stem], names[0], archive, paths[names[0]], room, report)
    refuse_two_formats(paths, report)
    if not raw:
        report.add("dataset", None, "", ", ".join(list(paths)[:3]), FORMS)
        return None, {}
    return _settings(archive, paths, report), raw


def _settings(archive: Archive, paths: dict[str, str], report: Report) -> list[Entry] | None:
    if FILE not in paths:
        other = next((name for name in paths if name.lower() in ("plan.yml", FILE)), "")
        report.add(FILE, None, "", other, f"a file {FILE} beside the tables, with start and periods")
        return None
    data = archive.read(paths[FILE], report)
    if data is not None and len(data) > SETTINGS_BYTES:
        report.add(FILE, None, "", f"{len(data):,} bytes", f"at most {SETTINGS_BYTES:,}")
        return None
    return None if data is None else parse_settings(data, report)


SETTINGS_BYTES = 100_000
"""A plan.yaml of more is something else."""


def _table(declared: Table, name: str, archive: Archive, path: str, room: Room, report: Report) -> RawTable | None:
    data = archive.read(path, report)
    if data is None:
        return None
    if SUFFIXES[PurePosixPath(name).suffix.lower()] == "csv":
        return parse_csv(declared.name, name, data, report) if csv_fits(declared, data, room, report) else None
    return parse_parquet(declared, name, data, report) if parquet_fits(declared, data, room, report) else None


def _workbook(archive: Archive, data: bytes, report: Report) -> Found:
    for path in archive.entries:
        part = archive.read(path, report) if path.lower().endswith((".xml", ".rels", ".vml")) else b""
        if part and DOCTYPE.search(part):
            report.add(
                "dataset", None, path, "a document type or entities", "a workbook as spreadsheet programs save it"
            )
    if report:
        return None, {}
    sheets = parse_sheets("dataset", "the workbook", io.BytesIO(data), report)
    return (None, {}) if sheets is None else workbook_tables("the workbook", sheets, report)
