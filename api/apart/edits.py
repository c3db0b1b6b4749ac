"""Edits of a scenario as JSON: the same verbs and keys as in scenario files, with the edit's place for the line."""

import datetime as dt
import json
import math
import re
from collections.abc import Sequence
from typing import Any

from scenarios.edits import Edit
from scenarios.form.faults import Faults
from scenarios.form.source import Node
from scenarios.schema import AnyEdit

SOURCE = "edits"
MOST_EDITS = 100
MOST_BYTES = 1_000_000
MOST_DEEP = 20
LARGEST = 10**15
SURROGATE = re.compile("[\ud800-\udfff]")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def edits_of(given: Sequence[Any]) -> tuple[Edit, ...]:
    """The edits that a run asks for; the place of each, counted from 1, stands where a file has a line.

    Raises ScenarioError with every fault. Files named in edits are refused: rows come with the call.
    """
    faults = Faults(SOURCE)
    size = len(json.dumps(given))
    if len(given) > MOST_EDITS:
        faults.add(None, "", f"{len(given):,} edits", f"at most {MOST_EDITS}")
    elif size > MOST_BYTES:
        faults.add(None, "", f"{size:,} bytes", f"at most {MOST_BYTES:,}; send another dataset")
    faults.settle()
    taken = [_taken(place, each, faults) for place, each in enumerate(given, start=1)]
    faults.settle()
    return tuple(edit for edit in taken if edit is not None)


def _taken(place: int, given: Any, faults: Faults) -> Edit | None:  # noqa: ANN401 - whatever the call holds
    if isinstance(given, dict) and "insert" in given and "file" in given:
        faults.add(place, "file", str(given["file"]), "rows in the edit itself: no file is read here")
        return None
    before = len(faults)
    node = _node(place, given, faults)
    return AnyEdit().take(node, "", faults) if len(faults) == before else None


def _node(place: int, value: Any, faults: Faults, depth: int = 0) -> Node:  # noqa: ANN401 - any JSON
    if depth > MOST_DEEP:
        faults.add(place, "", "lists or objects too deep in each other", f"at most {MOST_DEEP} levels")
        return Node(place, None, "")
    if isinstance(value, dict):
        for key in value:
            _check_text(place, key, faults)
        return Node(place, {key: _node(place, each, faults, depth + 1) for key, each in value.items()})
    if isinstance(value, list):
        return Node(place, [_node(place, each, faults, depth + 1) for each in value])
    if isinstance(value, str):
        _check_text(place, value, faults)
        return Node(place, _day(value) or value, value)
    if value is None or isinstance(value, bool):
        return Node(place, value, {None: "", True: "true", False: "false"}[value])
    if isinstance(value, float) and not math.isfinite(value):
        faults.add(place, "", repr(value), "a finite number")
    if isinstance(value, int) and abs(value) > LARGEST:
        faults.add(place, "", "a whole number of more than 15 digits", "a number that a dataset can hold")
        return Node(place, 0, "0")
    return Node(place, value, repr(value))


def _check_text(place: int, text: str, faults: Faults) -> None:
    if "\0" in text:
        faults.add(place, "", text, "text without the character NUL")
    if SURROGATE.search(text):
        faults.add(place, "", text, "text of whole characters")


def _day(text: str) -> dt.date | None:
    """A day where the text is one: JSON has no days, and scenario files write them so."""
    if not DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
