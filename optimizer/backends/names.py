"""Names that every solver's file reader takes: letters, digits, ``_`` and ``.``; unique; not too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from optimizer.linear import Block

LONGEST = 150  # HiGHS, SCIP and Gurobi take 255; CBC crashes on more than 160
_UNSAFE = re.compile(r"[^A-Za-z0-9_]")
_TAKEN = re.compile(r"(?i)e\d|e$|(inf|infinity|free|st|end|bin|bounds|binary|binaries|gen|general|generals|nan)$")


def file_names(blocks: Sequence[Block], taken: str = "") -> list[str]:
    """A name such as ``q.A.S.N.road.2024_01_01`` for every element of ``blocks``, in their order.

    Letters lose their accents, whatever else is unsafe becomes ``_``. Names that would be equal after that, or too
    long, or ``taken`` already, get their position in the program as an ending.
    """
    names: list[str] = []
    for block in blocks:
        names.extend(_block_names(block))
    names = [name if len(name) <= LONGEST else f"{name[: LONGEST - 12]}.{k}" for k, name in enumerate(names)]
    return _unique(names, taken)


def _block_names(block: Block) -> list[str]:
    head = safe(block.name)
    if _TAKEN.match(head) or not head[:1].isalpha():  # e1 would be read as a number's exponent, free as a keyword
        head = "_" + head
    if not block.labels:
        return [head] if block.size == 1 else [f"{head}.{k}" for k in range(block.size)]
    words = [np.array([safe(str(word)) for word in label.ids], dtype=object)[label.positions] for label in block.labels]
    parts = [word.tolist() for word in words]
    return [head + "." + ".".join(row) for row in zip(*parts, strict=True)]


def safe(word: str) -> str:
    """``word`` in safe letters: no accents, ``_`` for all else."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return _UNSAFE.sub("_", word)


def _unique(names: list[str], taken: str) -> list[str]:
    used = {*names, taken}
    if len(used) == len(names) + 1:
        return names
    seen = {taken}
    for k, name in enumerate(names):
        fresh = name
        while fresh in seen or (fresh != name and fresh in used):
            fresh = f"{fresh[: LONGEST - 12]}.{k}"
        names[k] = fresh
        seen.add(fresh)
    return names
