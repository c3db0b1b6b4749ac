"""Which index of a block of columns means what: the formulation's letters in a planner's words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from datetime import date

import numpy as np

from models.faults import CallError
from optimizer.linear import Block, Bools, Ints, MixedIntegerProgram

_STREAM = ("item", "zone", "channel")
_SHIPMENT = ("supplier", "node", "mode", "period")

INDICES: dict[str, tuple[str, ...]] = {
    "q": ("item", "supplier", "node", "mode", "period"),
    "u": ("item", "supplier", "period", "tier"),
    "x": ("item", "supplier", "period", "tier"),
    "y": ("supplier", "period"),
    "w": _SHIPMENT,
    "g": _SHIPMENT,
    "f": _SHIPMENT,
    "I": ("item", "node", "period"),
    "V": ("item", "node", "period"),
    "X": ("item", "from_node", "to_node", "period"),
    "F": (*_STREAM, "served_item", "node", "period"),
    "L": (*_STREAM, "period"),
    "B": (*_STREAM, "period"),
    "Z": ("supplier", "period"),
    "O": ("node", "period"),
    "R": ("budget",),
    "E1": ("item",),
    "E2": ("item",),
}
"""The indices of each letter of the model, in the order of its names."""

_KINDS = {"served_item": "item", "from_node": "node", "to_node": "node"}

Choice = str | date | Iterable[str | date] | Callable[[str], bool] | None
"""What a planner may say about an index: one id, several, a rule that picks ids, or nothing for all of them."""


class Words:
    """Looks columns up by the ids that a planner knows."""

    def __init__(self, program: MixedIntegerProgram) -> None:
        self._program = program

    def ids(self, kind: str) -> list[str]:
        """Every id of a ``kind`` ("item", "supplier", "node", "mode", "period", ...), in the dataset's order."""
        found: dict[str, None] = {}
        for block in self._program.columns:
            for index, label in zip(INDICES.get(block.name, ()), block.labels, strict=False):
                if _KINDS.get(index, index) == kind:
                    found.update(dict.fromkeys(map(str, label.ids)))
        return list(found)

    def columns(self, name: str, choices: dict[str, Choice]) -> Ints:
        """Columns of the blocks called ``name`` that agree with every choice; CallError for an unknown id."""
        blocks = [block for block in self._program.columns if block.name == name]
        for index, choice in choices.items():
            self._refuse_unknown(_KINDS.get(index, index), choice)
        return np.concatenate([self._of_block(block, choices) for block in blocks] or [np.empty(0, np.int64)])

    def of_columns(self, columns: Ints, choices: dict[str, Choice]) -> Bools:
        """(columns,) which of ``columns`` agree with every choice; those that lack an index asked for do not."""
        agrees = np.zeros(self._program.column_count, dtype=np.bool_)
        known = {index for block in self._program.columns for index in INDICES.get(block.name, ())}
        for index, choice in choices.items():
            if index not in known:
                msg = f"there is no index '{index}'; the indices are {', '.join(sorted(known))}"
                raise CallError(msg)
            self._refuse_unknown(_KINDS.get(index, index), choice)
        for block in self._program.columns:
            asked = {index for index, choice in choices.items() if choice is not None}
            if asked <= set(INDICES.get(block.name, ())):
                agrees[self._of_block(block, choices)] = True
        picked: Bools = agrees[columns]
        return picked

    def _of_block(self, block: Block, choices: dict[str, Choice]) -> Ints:
        kept = np.ones(block.size, dtype=np.bool_)
        for index, label in zip(INDICES.get(block.name, ()), block.labels, strict=False):
            picks = _picker(choices.get(index))
            if picks is not None:
                kept &= np.array([picks(str(word)) for word in label.ids], dtype=np.bool_)[label.positions]
        found: Ints = block.indices[kept]
        return found

    def _refuse_unknown(self, kind: str, choice: Choice) -> None:
        if choice is None or callable(choice):
            return
        known = self.ids(kind)
        for word in _several(choice):
            if known and word not in known:
                raise CallError(_unknown(kind, word, known))


def agrees(choice: Choice, word: str) -> bool:
    """Whether ``choice`` takes ``word`` in."""
    picks = _picker(choice)
    return picks is None or picks(word)


def _picker(choice: Choice) -> Callable[[str], bool] | None:
    if choice is None or callable(choice):
        return choice
    return set(_several(choice)).__contains__


def _several(choice: str | date | Iterable[str | date]) -> list[str]:
    one = isinstance(choice, str | date)
    return [str(choice)] if one else [str(word) for word in choice]  # type: ignore[union-attr]  # one is neither


def _unknown(kind: str, word: str, known: Collection[str]) -> str:
    if kind == "period":
        return f"no period begins on '{word}'; the first begin on {', '.join(list(known)[:3])}"
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"there is no {kind} '{word}'" + (f"; did you mean '{near[0]}'?" if near else "")
