"""The table of measurements: a CSV file to which rows are added as they are measured."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Key = tuple[int, int, int, str, float, float]


@dataclass(frozen=True)
class Row:
    """A measurement.

    ``outcome``: plan, orders nothing, no plan, failed, killed, not tried. ``seconds`` of the whole process,
    ``searched`` those of building and searching, ``cpu_seconds`` of all its threads; ``peak_mb``; ``cost``, ``bound``
    (money) and ``gap`` (a share) are None where there is none.
    """

    items: int
    suppliers: int
    seed: int
    tool: str
    time_limit: float
    gap_asked: float
    outcome: str
    exit_code: int | None = None
    seconds: float | None = None
    cpu_seconds: float | None = None
    peak_mb: float | None = None
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    searched: float | None = None
    note: str = ""

    @property
    def key(self) -> Key:
        """What was measured: two rows of one key are the same measurement."""
        return self.items, self.suppliers, self.seed, self.tool, self.time_limit, self.gap_asked

    @property
    def on_the_clock(self) -> bool:
        """Whether the time limit ended it: its seconds then tell of the limit."""
        return self.searched is None or self.searched >= 0.9 * self.time_limit


NAMES = tuple(field.name for field in dataclasses.fields(Row))
WHOLE = frozenset({"items", "suppliers", "seed", "exit_code"})
WORDS = frozenset({"tool", "outcome", "note"})


def read_rows(file: Path) -> list[Row]:
    """The rows of a file that ``write_rows`` wrote; none where there is no file.

    Raises ValueError where its columns are others.
    """
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != NAMES:
            raise ValueError(f"{file} has other columns than {', '.join(NAMES)}: move it away, or leave out --append")
        return [Row(**{name: _figure(name, text) for name, text in each.items()}) for each in reader]


def _figure(name: str, text: str) -> Any:  # noqa: ANN401 - of the type of its column
    if name in WORDS:
        return text
    if not text:
        return None
    return int(text) if name in WHOLE else float(text)


def write_rows(file: Path, rows: Sequence[Row]) -> None:
    """Write all rows under a temporary name and move them into place."""
    stage = file.with_name(f".{file.name}.tmp")
    with stage.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(NAMES)
        writer.writerows([_text(value) for value in dataclasses.astuple(row)] for row in rows)
    stage.replace(file)


def _text(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def put(rows: Sequence[Row], row: Row) -> list[Row]:
    """The rows with this one, in the place of an earlier one of its key; by size, then tool as it came."""
    kept = [each for each in rows if each.key != row.key]
    return sorted([*kept, row], key=lambda each: each.items)
