"""The work "plan": a stored dataset, edited as a scenario asks, becomes a verified plan."""

import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.apart.child import Line
from api.apart.edits import SOURCE, edits_of
from api.apart.faults import refusal
from api.apart.messages import Message
from models.explanation_tables import PEGGING
from models.faults import CallError, DatasetError, ScenarioError
from models.files.arrow import arrow_tables
from models.plan import Plan
from models.problem import Problem
from models.result import Progress, Result
from models.tables import PLAN_TABLES
from models.uploads import read_stored
from models.uploads.stored import parquet_bytes
from optimizer.explain.pegging import pegging
from optimizer.options import Options
from optimizer.solve import UnverifiedPlanError, solve
from scenarios.edits import edited
from scenarios.form.faults import Faults

EVERY = 0.25
"""Seconds between two messages of the same phase: a search reports thousands of steps, and no one reads so fast."""

NOWHERE = Path("/nonexistent")
"""Where files named in edits are: none are read here."""


def plan(line: Line, job: Message) -> None:
    """Say "progress" now and then, a "table" for each of `KEPT_TABLES`, and "end" with how it ended.

    `job.facts`: `options` of the search by name, `edits` as JSON; `job.payload`: the dataset in its stored form.
    """
    began = time.monotonic()
    tell = Teller(line)
    tell(Progress("reading", 0.0))
    try:
        problem, notes = planned_dataset(job.payload, job.facts["edits"])
        options = Options(**job.facts["options"])
        result = solve(problem, options, progress=tell, stop=line.stopped)
    except (DatasetError, ScenarioError, CallError) as error:
        line.say("end", refusal(error))
        return
    except UnverifiedPlanError as error:
        line.say("end", {"outcome": "unverified", "sentence": str(error)})
        return
    if result.plan is not None:
        tell(Progress("storing", time.monotonic() - began, result.objective, result.bound, result.gap), always=True)
        _send_tables(line, problem, result.plan)
    line.say("end", {**_end(result, notes, time.monotonic() - began), "currency": problem.settings.currency})


def planned_dataset(stored: bytes, asked: Sequence[Any]) -> tuple[Problem, tuple[str, ...]]:
    """A stored dataset after the edits that a run asks for, as JSON, and what those had to say.

    Raises DatasetError, ScenarioError.
    """
    problem = read_stored(stored)
    edits = edits_of(asked)
    if not edits:
        return problem, ()
    faults = Faults(SOURCE)
    done = edited(problem, edits, NOWHERE, faults)
    faults.settle()
    assert done is not None  # noqa: S101 - a fault would have been raised
    return done.problem, done.notes


class Teller:
    """Passes progress on, a message when the phase changes and every so often otherwise."""

    def __init__(self, line: Line) -> None:
        self._line, self._phase, self._last = line, "", float("-inf")

    def __call__(self, progress: Progress, *, always: bool = False) -> None:
        """Hear of progress."""
        now = time.monotonic()
        if always or progress.phase != self._phase or now - self._last >= EVERY:
            self._phase, self._last = progress.phase, now
            self._line.say("progress", figures(progress))


def figures(progress: Progress) -> dict[str, Any]:
    """Progress as JSON: phase in words, seconds, money of best plan and bound, gap."""
    return {
        "phase": progress.phase,
        "seconds": progress.seconds,
        "cost": _finite(progress.cost),
        "bound": _finite(progress.bound),
        "gap": _finite(progress.gap),
    }


def _finite(value: float | None) -> float | None:
    """A search without a plan may say that its cost is infinite; JSON cannot."""
    return value if value is not None and math.isfinite(value) else None


def _send_tables(line: Line, problem: Problem, found: Plan) -> None:
    """The tables of the plan, then what each order row covers: orders that are released from it keep that."""
    for declared, frames in ((PLAN_TABLES, found.tables()), ((PEGGING,), {PEGGING.name: pegging(problem, found)})):
        for name, table in arrow_tables(declared, frames, skip_empty=False):
            line.say("table", {"name": name, "rows": table.num_rows}, parquet_bytes(table))


def _end(result: Result, notes: tuple[str, ...], seconds: float) -> Mapping[str, Any]:
    summary = {**result.summary, "notes": list(notes)}
    summary["seconds"] = {**summary.get("seconds", {}), "total": seconds}
    return {
        "outcome": "planned" if result.plan is not None else "no_plan",
        "status": str(result.status),
        "termination": str(result.termination),
        "reasons": list(result.reasons),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "summary": summary,
    }
