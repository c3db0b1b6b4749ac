"""What went wrong, in words and as an exit code: the one table from exceptions to answers."""

import os
import traceback
from enum import IntEnum
from typing import Any

import typer

from models.faults import (
    CallError,
    CaselotError,
    DatasetError,
    Fault,
    InfeasibleError,
    PlanError,
    ScenarioError,
    SettingsError,
)
from models.refusals import RefusalError
from optimizer.solve import UnverifiedPlanError


class ExitCode(IntEnum):
    """How a command ended, for the shell."""

    DONE = 0
    """What was asked for is done; the answer is yes."""
    NO = 1
    """The answer is no: violations found, no plan exists."""
    FAULT = 2
    """The input or the call is at fault."""
    NO_PLAN = 3
    """Stopped before any plan was found."""
    INTERRUPTED = 130
    """Stopped by hand; the best plan so far is kept."""


KINDS: tuple[tuple[type[BaseException], str, ExitCode], ...] = (
    (DatasetError, "dataset", ExitCode.FAULT),
    (PlanError, "plan", ExitCode.FAULT),
    (ScenarioError, "scenarios", ExitCode.FAULT),
    (SettingsError, "settings", ExitCode.FAULT),
    (InfeasibleError, "infeasible", ExitCode.NO),
    (CallError, "call", ExitCode.FAULT),
    (RefusalError, "refused", ExitCode.FAULT),
    (UnverifiedPlanError, "unverified", ExitCode.NO_PLAN),
    (typer.TyperException, "call", ExitCode.FAULT),
    (typer.Abort, "interrupted", ExitCode.INTERRUPTED),
    (KeyboardInterrupt, "interrupted", ExitCode.INTERRUPTED),
    (OSError, "files", ExitCode.FAULT),
    (MemoryError, "memory", ExitCode.FAULT),
    (BaseException, "unexpected", ExitCode.FAULT),
)
"""Every way to fail, a stable word for whoever reads JSON, and the exit code."""


def exit_code(error: BaseException) -> ExitCode:
    """The exit code of a command that ended with this exception."""
    return next(code for cause, _, code in KINDS if isinstance(error, cause))


def kind(error: BaseException) -> str:
    """A stable word for this sort of failure."""
    return next(word for cause, word, _ in KINDS if isinstance(error, cause))


def sentences(error: BaseException) -> list[str]:
    """The failure in words, one line for each fault or reason."""
    if isinstance(error, DatasetError | PlanError | ScenarioError | SettingsError) and error.faults:
        more = error.total - len(error.faults)
        return [*map(str, error.faults), *([f"... and {more:,} more faults"] if more else [])]
    if isinstance(error, InfeasibleError):
        return list(error.reasons)
    if isinstance(error, typer.TyperException):
        return error.format_message().splitlines()
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return ["Interrupted."]
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return [f"{where}{error.strerror or error}"]
    if isinstance(error, MemoryError):
        return ["The memory of this machine does not suffice."]
    if isinstance(error, CaselotError):
        return str(error).splitlines()
    text = " ".join(str(error).split()) or "no message"
    return [f"Unexpected {type(error).__name__}: {text} (CASELOT_DEBUG=1 shows where)"]


def answer(error: BaseException) -> dict[str, Any]:
    """The failure as JSON: its kind, a message, and every fault and reason it has."""
    faults = error.faults if isinstance(error, DatasetError | PlanError | ScenarioError | SettingsError) else ()
    reasons = error.reasons if isinstance(error, InfeasibleError) else ()
    lines = sentences(error)
    return {
        "error": {
            "kind": kind(error),
            "exit_code": int(exit_code(error)),
            "message": lines[0] if len(lines) == 1 else f"{len(lines)} {'reasons' if reasons else 'faults'}",
            "faults": [fault_row(fault) for fault in faults],
            "reasons": list(reasons),
        }
    }


def fault_row(fault: Fault) -> dict[str, Any]:
    """One fault as JSON: where it is, what was found, what was expected, and the sentence that says so."""
    return {
        "table": fault.table,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "expected": fault.expected,
        "sentence": str(fault),
    }


def trace(error: BaseException) -> str:
    """The traceback where CASELOT_DEBUG asks for it, else nothing."""
    if os.environ.get("CASELOT_DEBUG", "0") in ("", "0"):
        return ""
    return "".join(traceback.format_exception(error))
