"""Edits in their order, then the same checks as for any dataset; a fault is told with the line of its edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.faults import DatasetError, Fault
from models.problem import Problem
from scenarios.edits.kind import Edit
from scenarios.edits.kinds import BY_VERB
from scenarios.edits.state import State
from scenarios.form.faults import EditFault, Faults


@dataclass(frozen=True)
class Edited:
    """The dataset of a scenario, and what its edits and new warnings had to say."""

    problem: Problem
    notes: tuple[str, ...]


def edited(
    problem: Problem,
    edits: Sequence[Edit],
    folder: Path,
    faults: Faults,
    *,
    also: Callable[[State], None] | None = None,
) -> Edited | None:
    """The dataset after all edits, then ``also``; None with faults where an edit cannot be done or spoils the data.

    ``folder`` is where files named in edits are looked for.
    """
    state = _after(problem, edits, folder, faults)
    if state is None:
        return None
    if also is not None:
        also(state)
    try:
        done = state.problem()
    except DatasetError as error:
        _blame(problem, edits, folder, faults, error)
        return None
    known = {str(notice) for notice in problem.notices}
    notes = [*state.notes, *(str(notice) for notice in done.notices if str(notice) not in known)]
    return Edited(done, tuple(notes))


def _after(problem: Problem, edits: Sequence[Edit], folder: Path, faults: Faults) -> State | None:
    state = State.of(problem, folder)
    for edit in edits:
        try:
            BY_VERB[edit.verb].apply(state, edit.record)
        except EditFault as fault:
            faults.add(fault.line or edit.record.line, fault.key, fault.found, fault.expected)
            return None
    return state


def _blame(problem: Problem, edits: Sequence[Edit], folder: Path, faults: Faults, error: DatasetError) -> None:
    """Note each fault of the dataset at the first edit from which on it is there."""
    before = [_faults_of(problem, edits[:count], folder) for count in range(1, len(edits))]
    for fault in error.faults:
        guilty = len(edits) - 1
        while guilty > 0 and _words(fault) in before[guilty - 1]:
            guilty -= 1
        line = edits[guilty].record.line if edits else None
        faults.add(line, edits[guilty].verb if edits else "", fault.value, f"{fault.expected} ({_place(fault)})")


def _faults_of(problem: Problem, edits: Sequence[Edit], folder: Path) -> set[tuple[str, str, str, str]]:
    state = _after(problem, edits, folder, Faults(""))
    try:
        if state is not None:
            state.problem()
    except DatasetError as error:
        return {_words(fault) for fault in error.faults}
    return set()


def _words(fault: Fault) -> tuple[str, str, str, str]:
    return fault.table, fault.column, fault.value, fault.expected


def _place(fault: Fault) -> str:
    row = "" if fault.row is None else f" row {fault.row}"
    return f"{fault.table}{row}{f', {fault.column}' if fault.column else ''}"
