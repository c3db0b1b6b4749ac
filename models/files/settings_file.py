"""The settings as a file `plan.yaml`."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from models.checks.raw import cell_text
from models.checks.report import Report
from models.checks.settings import Entry
from models.faults import CallError
from models.settings import Settings
from models.tables import SETTINGS

FILE = "plan.yaml"
NOTHING = ("", "~", "null", "Null", "NULL")
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines
EXPECTED = "lines of the form `key: value`"


def read_settings(folder: Path, report: Report) -> list[Entry] | None:
    """The settings of a folder as texts, None where there are none to be read (with a fault in the report)."""
    path = folder / FILE
    if not path.is_file():
        other = next((name for name in ("plan.yml", "Plan.yaml", "plan.YAML") if (folder / name).is_file()), "")
        report.add(FILE, None, "", other, f"a file {FILE} beside the tables, with start and periods")
        return None
    return parse_settings(path.read_bytes(), report)


def parse_settings(data: bytes, report: Report) -> list[Entry] | None:
    """The same of the bytes of the file.

    It is taken apart without YAML's guesses at types, by which 013 would be 11 and 1:30 would be 90.
    """
    text = data.decode("utf-8-sig", errors="replace")
    try:
        node = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} at offset {error.start} of {FILE}"
        report.add(FILE, None, "", found, "text encoded as UTF-8")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        report.add(FILE, None, "", _offending_line(text, error), f"YAML: {EXPECTED}")
        return None
    if not data:
        report.add(FILE, None, "", f"no byte in {FILE} (it ends at byte 0)", EXPECTED)
        return None
    if not isinstance(node, yaml.MappingNode):
        report.add(FILE, None, "", "" if node is None else _shown(text, node), EXPECTED)
        return None
    return [entry for key, value in node.value if (entry := _entry(key, value, report)) is not None]


def _offending_line(text: str, error: Exception) -> str:
    """The line that YAML stumbled over; at the end of the text, the one where the unfinished thing began."""
    if isinstance(error, yaml.MarkedYAMLError):
        marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark is not None]
        return next((told for at in marks if (told := _line(text, at))), "")
    if isinstance(error, yaml.reader.ReaderError):
        return _line(text, len(LINE_END.findall(text[: error.position])))
    return "lists or mappings too deep in each other"


def _shown(text: str, node: yaml.Node) -> str:
    """Settings that are no mapping, as they stand in the file."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return f"a list ({_line(text, node.start_mark.line)})"


def _line(text: str, at: int) -> str:
    """A line (counted from 0) with its number (from 1), "" where nothing stands in it."""
    lines = LINE_END.split(text)
    found = lines[at].strip() if at < len(lines) else ""
    return f"line {at + 1}: {found}" if found else ""


def _entry(key: yaml.Node, value: yaml.Node, report: Report) -> Entry | None:
    if not isinstance(key, yaml.ScalarNode):
        report.add(FILE, None, "", f"line {key.start_mark.line + 1}", EXPECTED)
        return None
    if not isinstance(value, yaml.ScalarNode):
        return Entry(str(key.value), "a list or a mapping")
    return Entry(str(key.value), None if value.value in NOTHING else str(value.value))


def settings_texts(settings: Mapping[str, Any] | Settings) -> dict[str, str]:
    """Each given setting as text, in the order of the reference page. Raises CallError for an unknown key."""
    given = dataclasses.asdict(settings) if isinstance(settings, Settings) else dict(settings)
    names = [column.name for column in SETTINGS]
    unknown = [key for key in given if key not in names]
    if unknown:
        raise CallError(f"no setting is called {unknown[0]!r}")
    texts = {name: cell_text(given[name]) for name in names if name in given}
    return {name: text for name, text in texts.items() if text is not None}


def write_settings(path: Path, settings: Mapping[str, Any] | Settings) -> None:
    """Writes the settings; YAML's own writer quotes what would not be read back as it is."""
    path.write_text(settings_yaml(settings), encoding="utf-8")


def settings_yaml(settings: Mapping[str, Any] | Settings) -> str:
    """The text of the file. Raises CallError for an unknown key."""
    texts = settings_texts(settings)
    return "".join(f"{name}: {text if _is_plain(text) else _quoted(text)}\n" for name, text in texts.items())


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', width=10**6).strip()


def _is_plain(text: str) -> bool:
    return text.replace("-", "").replace(".", "").replace("_", "").replace("+", "").isalnum() and text.isascii()
