"""ZIP archives of strangers: every entry is looked at before one is unpacked.

Nothing is ever written to disk, so a path in an archive leads nowhere; one that tries is refused all the same, because
whoever made it did not make a dataset.
"""

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.checks.report import Report
from models.uploads.limits import Limits

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
ENTRY_MARK = b"PK\x01\x02"
WORKBOOK_PART = "[Content_Types].xml"
ARCHIVES = frozenset((".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".xlsx", ".xlsm", ".jar"))
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
ENCRYPTED = 0x1
FAULTS_KEPT = 100
"""Entries of an archive with faults that are told one by one."""


@dataclass(frozen=True)
class Archive:
    """An archive whose entries have been looked at: what can be unpacked, by path."""

    zip: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    @property
    def is_workbook(self) -> bool:
        """Whether it is what a spreadsheet program saves."""
        return WORKBOOK_PART in self.entries

    def read(self, path: str, report: Report) -> bytes | None:
        """The bytes of an entry, None with a fault where it is damaged; never more than the entry says."""
        try:
            return self.zip.read(self.entries[path])
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as bad:
            report.add("dataset", None, path, f"{path} ({bad})", "an entry that can be unpacked")
            return None


def open_archive(data: bytes, limits: Limits, report: Report) -> Archive | None:
    """The archive, None with every fault of its entries in the report."""
    if data.count(ENTRY_MARK) > 2 * limits.parts:  # a directory of millions is not even listed
        report.add("dataset", None, "", f"more than {limits.parts:,} entries", _most(limits.members, "files"))
        return None
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        report.add("dataset", None, "", f"an archive that is damaged ({error})", "a ZIP archive")
        return None
    before = report.total
    listed = [entry for entry in opened.infolist() if not entry.is_dir() and not LITTER.search(entry.filename)]
    workbook = any(entry.filename == WORKBOOK_PART for entry in listed)
    _check_sizes(listed, limits, report, workbook=workbook)
    for entry in listed[: limits.parts]:
        if report.total - before > FAULTS_KEPT:
            break
        _check_entry(entry, report, workbook=workbook)
    _check_namesakes(listed, report)
    if report.total > before:
        return None
    return Archive(opened, {entry.filename: entry for entry in listed})


def _check_sizes(listed: list[zipfile.ZipInfo], limits: Limits, report: Report, *, workbook: bool) -> None:
    most, what = (limits.parts, "parts of a workbook") if workbook else (limits.members, "files")
    if len(listed) > most:
        report.add("dataset", None, "", f"{len(listed):,} entries", _most(most, what))
    unpacked = sum(entry.file_size for entry in listed)
    if unpacked > limits.unpacked:
        report.add("dataset", None, "", f"{unpacked:,} bytes unpacked", _most(limits.unpacked, "bytes"))
    for entry in listed[:most]:
        if entry.file_size > limits.small and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            found = f"{entry.file_size:,} bytes packed into {entry.compress_size:,}"
            report.add("dataset", None, entry.filename, found, f"at most {limits.ratio:,.0f} times the packed size")


def _check_entry(entry: zipfile.ZipInfo, report: Report, *, workbook: bool) -> None:
    """Note what is wrong with one entry, apart from its size."""
    name = entry.filename
    complaint = _path_complaint(entry.orig_filename) or _path_complaint(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if complaint:
        report.add("dataset", None, name, name, complaint)
    elif kind not in (0, stat.S_IFREG):
        found = "a symbolic link" if stat.S_ISLNK(kind) else "an entry that is no file"
        report.add("dataset", None, name, found, "files alone")
    elif entry.flag_bits & ENCRYPTED:
        report.add("dataset", None, name, "an encrypted entry", "an archive without a password")
    elif entry.compress_type not in METHODS:
        report.add("dataset", None, name, f"packed by method {entry.compress_type}", "entries stored or deflated")
    elif not workbook and PurePosixPath(name).suffix.lower() in ARCHIVES:
        report.add("dataset", None, name, "an archive in an archive", "the tables themselves")


def _path_complaint(name: str) -> str:
    """What is expected in place of a path that leads elsewhere; "" for one that does not."""
    if not name or not name.isprintable():
        return "a path of printable characters"
    if name.startswith("/") or "\\" in name or ":" in name:
        return "a path inside the archive, with forward slashes"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "a path that leads nowhere else"
    return ""


def _check_namesakes(listed: list[zipfile.ZipInfo], report: Report) -> None:
    times = Counter(entry.filename for entry in listed)
    for name, count in times.items():
        if count > 1:
            report.add("dataset", None, name, f"{count} entries of the name", "each path once")


def _most(count: int, what: str) -> str:
    return f"at most {count:,} {what}"
