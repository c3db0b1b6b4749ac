"""SCIP through OR-Tools: the general second opinion on any mixed-integer program, or on its relaxation."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, Self

from models.result import Progress, Termination, relative_gap
from optimizer.backends.ortools import mathopt
from optimizer.backends.status import Answer, Limits, ProgressHook, StopHook
from optimizer.backends.trivial import answer_by_hand
from optimizer.linear import Floats, MixedIntegerProgram

SAY_AT_LEAST_EVERY = 0.5  # seconds between two reports that bring no better plan

_NOISE = (b"SCIPcatchEvent does not support", b"gscip_event_handler.cc")


def solve(
    program: MixedIntegerProgram,
    limits: Limits,
    *,
    start: Floats | None = None,
    progress: ProgressHook | None = None,
    stop: StopHook | None = None,
) -> Answer:
    """Solve ``program`` (n columns) with SCIP on one thread; ``start`` (n) is offered as a first plan.

    The bound is SCIP's dual bound, proven up to its feasibility tolerance of 1e-6.
    """
    by_hand = answer_by_hand(program, relax=limits.relax, solver="scip", version=mathopt.VERSION)
    if by_hand is not None:
        return by_hand
    settings = mathopt.parameters(limits)
    settings.relative_gap_tolerance = limits.gap
    message = mathopt.hand_over(program, relax=limits.relax)
    with _Quiet() as quiet:
        log = _Log(progress, quiet)
        found = mathopt.run(message, mathopt.SCIP, settings, start=start, on_messages=log.read, stop=stop)
    answer = mathopt.answer(found, program, limits, solver="scip", stopped=stop is not None and stop())
    if mathopt.is_ambiguous(found):
        return replace(answer, termination=_infeasible_or_unbounded(program, limits))
    return answer


def _infeasible_or_unbounded(program: MixedIntegerProgram, limits: Limits) -> Termination:
    """Without costs nothing is unbounded: what is then infeasible was so before, anything else was unbounded."""
    free = replace(program, cost=program.cost * 0.0)
    found = mathopt.run(mathopt.hand_over(free, relax=limits.relax), mathopt.SCIP, mathopt.parameters(limits))
    answer = mathopt.answer(found, free, limits, solver="scip", stopped=False)
    return Termination.UNBOUNDED if answer.termination is Termination.GAP_REACHED else answer.termination


class _Log:
    """Reads cost and bound from the table that SCIP prints; MathOpt has no callback for SCIP."""

    def __init__(self, progress: ProgressHook | None, quiet: _Quiet) -> None:
        self._progress = progress
        self._quiet = quiet
        self._began = time.perf_counter()
        self._said = -SAY_AT_LEAST_EVERY
        self._cost: float | None = None
        self._heading: list[str] = []

    def read(self, lines: Sequence[str]) -> None:
        for line in lines:
            if line.startswith("presolving"):
                self._quiet.end()  # not before: SCIP tells of a start plan first, and complains then
            self._read_line([cell.strip() for cell in line.split("|")])

    def _read_line(self, cells: list[str]) -> None:
        if "dualbound" in cells:
            self._heading = cells
        if self._progress is None or len(cells) != len(self._heading) or cells == self._heading:
            return
        row = dict(zip(self._heading, cells, strict=True))
        cost, bound = _figure(row["primalbound"]), _figure(row["dualbound"])
        seconds = time.perf_counter() - self._began
        if cost == self._cost and seconds < self._said + SAY_AT_LEAST_EVERY:
            return
        self._cost, self._said = cost, seconds
        self._progress(Progress("search", seconds, cost, bound, relative_gap(cost, bound)))


def _figure(cell: str) -> float | None:
    try:
        figure = float(cell)
    except ValueError:  # "--" and "unknown" stand for no figure
        return None
    return figure if abs(figure) < mathopt.SOLVERS_INFINITY else None


class _Quiet:
    """Holds back this process' standard error until SCIP presolves, then passes on all but SCIP's own noise.

    MathOpt asks SCIP for an event that it does not offer and SCIP complains from C on standard error, at every
    solve that can be interrupted (the interrupt works all the same). Standard error is the command line's, so the two
    lines are taken out; whatever else was written in those milliseconds is written afterwards.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: BinaryIO | None = None
        self._real = -1

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):  # no standard error, nothing to hold back
            sys.stderr.flush()
            self._real = os.dup(2)
            self._held = tempfile.TemporaryFile()
            os.dup2(self._held.fileno(), 2)
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        with self._lock:
            if self._held is None:
                return
            os.dup2(self._real, 2)
            self._held.seek(0)
            rest = [line for line in self._held if not any(word in line for word in _NOISE)]
            self._held.close()
            self._held = None
            os.write(2, b"".join(rest))
            os.close(self._real)
