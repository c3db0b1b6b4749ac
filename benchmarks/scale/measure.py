"""One measurement: an instance planned by a tool in a process of its own, reading, verifying and writing included."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scale.rows import Row

ROOT = Path(__file__).parents[2]

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

WHOLE_MODEL = ("--strategy", "exact", "--threads", str(CORES), "--backend")

COMMANDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "caselot": ("api", ("--strategy", "decomposed")),
    "highs": ("api", (*WHOLE_MODEL, "highs")),
    "scip": ("api", (*WHOLE_MODEL, "scip")),
    "cp-sat": ("benchmarks.scale.cp_sat", (*WHOLE_MODEL, "cp-sat-in-steps")),
}
"""The module that is run, and what `plan` is told, by tool."""


@dataclass(frozen=True)
class Task:
    """What is measured: size and seed of the instance, the tool, and what it may take (seconds, GiB)."""

    items: int
    suppliers: int
    seed: int
    tool: str
    time_limit: float
    gap_asked: float
    memory_limit: float


@dataclass(frozen=True)
class Child:
    """How a process ended, and what it took.

    ``exit_code`` (minus the signal where one ended it), ``seconds`` on the clock and ``cpu_seconds`` of the processor,
    ``peak_mb`` megabytes at the peak, its standard ``output`` and its ``messages`` on standard error.
    """

    exit_code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str
    messages: str


def run_child(arguments: Sequence[str], *, at_most: float, memory_limit: float) -> Child:
    """Run Python with these arguments; killed after ``at_most`` seconds, refused more than ``memory_limit`` GiB.

    The peak is that of the largest process the child started, itself included. Linux counts the memory of whoever
    calls as the child's until the child's own program begins: so this process must be the smaller one, and imports
    nothing large.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=output, stderr=messages, cwd=ROOT, env=environment
        )
        room = int(memory_limit * 2**30)
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (room, room))
        clock = threading.Timer(at_most, os.kill, (process.pid, signal.SIGKILL))
        clock.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        finally:
            clock.cancel()
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        said = output.read().decode("utf-8", "replace"), messages.read().decode("utf-8", "replace")
    return Child(process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, *said)


def generate(task: Task, folder: Path) -> None:
    """Write the instance of ``task``; RuntimeError where that fails."""
    shape = ("--items", str(task.items), "--suppliers", str(task.suppliers), "--seed", str(task.seed))
    arguments = ("-m", "api", "generate", str(folder), *shape, "--format", "parquet", "--force")
    made = run_child(arguments, at_most=3600.0, memory_limit=task.memory_limit)
    if made.exit_code != 0:
        raise RuntimeError(f"no dataset of {task.items} items: {made.messages[-500:]}")


def measure(task: Task, dataset: Path) -> Row:
    """Plan the dataset; the row says what came of it, a failure too."""
    module, told = COMMANDS[task.tool]
    with tempfile.TemporaryDirectory(prefix="scale-") as parent:
        out = str(Path(parent) / "plan")
        limits = ("--time-limit", f"{task.time_limit:g}", "--gap", f"{task.gap_asked:g}")
        arguments = ("-m", module, "plan", str(dataset), "--out", out, *told, *limits, "--format", "parquet", "--json")
        child = run_child(arguments, at_most=2.0 * task.time_limit + 60.0, memory_limit=task.memory_limit)
    return row_of(task, child)


def row_of(task: Task, child: Child) -> Row:
    """The figures of a child's answer beside those of its process."""
    answer = _answer(child.output)
    outcome, note = _outcome(child, answer)
    spent = answer.get("seconds") or {}
    return Row(
        items=task.items, suppliers=task.suppliers, seed=task.seed, tool=task.tool, time_limit=task.time_limit,
        gap_asked=task.gap_asked, outcome=outcome, exit_code=child.exit_code, seconds=round(child.seconds, 2),
        cpu_seconds=round(child.cpu_seconds, 2), peak_mb=round(child.peak_mb, 1), cost=answer.get("objective"),
        bound=answer.get("bound"), gap=answer.get("gap"),
        searched=round(spent["build"] + spent["solve"], 2) if {"build", "solve"} <= spent.keys() else None, note=note,
    )  # fmt: skip


def not_tried(task: Task, why: str) -> Row:
    """A row without figures."""
    return Row(
        items=task.items, suppliers=task.suppliers, seed=task.seed, tool=task.tool, time_limit=task.time_limit,
        gap_asked=task.gap_asked, outcome="not tried", note=why,
    )  # fmt: skip


def _answer(output: str) -> dict[str, Any]:
    try:
        found = json.loads(output)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _outcome(child: Child, answer: dict[str, Any]) -> tuple[str, str]:
    """What came of it in a word, and why where that is not plain."""
    if child.exit_code == -signal.SIGKILL:
        return "killed", "it did not end in time, or took too much memory"
    if answer.get("objective") is not None:
        bought = (answer.get("costs") or {}).get("purchase", 0.0)
        return ("plan", "") if bought > 0 else ("orders nothing", "")
    if child.exit_code == 3:
        return "no plan", ""
    error = answer.get("error") or {}
    last = (child.messages.strip().splitlines() or [""])[-1]
    return "failed", str(error.get("message", last))[:200]
