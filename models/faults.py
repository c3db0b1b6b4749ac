"""What can be wrong: faults of an input, notices about it, and the errors that carry them to whoever called."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 160  # characters of a value that a sentence shows
PRINTED = 50  # so many faults are worth reading at once; the rest are counted


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong at one place of an input.

    `row` is the number a spreadsheet shows (the header is row 1), None where the fault is of a whole table or of
    `plan.yaml`. `column` is "" where the fault is of a whole row or table, `value` is "" where nothing was found.
    """

    table: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = self.table
        if self.row is not None:
            place += f" row {self.row}"
        if self.column:
            place += f", {self.column}"
        return f"{place}: found {shown(self.value)}, expected {self.expected}"


@dataclass(frozen=True, slots=True)
class LineFault(Fault):
    """A fault of a file of lines: `table` is the file's name, `row` the line, `column` the key that stands there."""

    def __str__(self) -> str:
        place = self.table if self.row is None else f"{self.table} line {self.row}"
        return (
            f"{place}{f', {self.column}' if self.column else ''}: found {shown(self.value)}, expected {self.expected}"
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning that hinders nothing: what it is about, how often it holds, and its worst examples.

    `rule` is a stable name for machines, such as "demand-outside-horizon".
    """

    rule: str
    sentence: str
    count: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.examples:
            return self.sentence
        more = ", ..." if self.count > len(self.examples) else ""
        return f"{self.sentence} ({'; '.join(self.examples)}{more})"


def shown(value: str) -> str:
    """A value as a sentence shows it: quoted, control characters escaped, cut where it is long."""
    if not value:
        return "nothing"
    text = value if len(value) <= LONGEST else value[: LONGEST - 3] + "..."
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text) + "'"


class CaselotError(Exception):
    """What this project raises for its caller; its text is a sentence for a planner."""


class _FaultyInputError(CaselotError):
    """An input with faults; `faults` lists them in the order of tables and rows, `total` counts the unlisted too."""

    def __init__(self, faults: Sequence[Fault], total: int | None = None) -> None:
        self.faults = tuple(faults)
        self.total = len(self.faults) if total is None else total
        super().__init__(self.faults, self.total)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:PRINTED]]
        if self.total > len(lines):
            lines.append(f"... and {self.total - len(lines):,} more faults")
        return "\n".join(lines)


class DatasetError(_FaultyInputError):
    """The dataset cannot be planned as it is: every fault of it, collected before this is raised."""


class PlanError(_FaultyInputError):
    """The files of a plan cannot be read as one."""


class ScenarioError(_FaultyInputError):
    """A scenario file cannot be run as it is: every fault of it, each with its line."""


class SettingsError(_FaultyInputError):
    """The environment sets something of the service wrongly; every such variable, without the value of a secret."""


class InfeasibleError(CaselotError):
    """No plan exists; `reasons` says why, each in a sentence that names item, suppliers and figures."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(self.reasons)

    def __str__(self) -> str:
        return "\n".join(self.reasons)


class CallError(CaselotError):
    """The call is at fault, not the data: an unknown option, an output that exists already."""
