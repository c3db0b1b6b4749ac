"""What the LP and the MPS writer share: figures as text, and the columns that a file needs on top of the program's."""

from __future__ import annotations

import numpy as np

from optimizer.linear import Bools, Floats, MixedIntegerProgram


def figures(values: Floats, digits: int | None = None) -> list[str]:
    """Each value as short as it can be: exactly, or to ``digits`` digits. Equal values are spelled out once."""
    distinct, where = np.unique(values + 0.0, return_inverse=True)  # + 0.0: no minus zero
    spelled = np.array([figure(value, digits) for value in distinct.tolist()], dtype=object)
    words: list[str] = spelled[where].tolist() if distinct.size else []
    return words


def figure(value: float, digits: int | None = None) -> str:
    """One value, such as ``12``, ``0.25``, ``1e+20``, ``inf``."""
    if digits is not None:
        return f"{value:.{digits}g}"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def offset_name(taken: list[str]) -> str:
    """A name for the column that carries the objective's constant, fixed at 1: readers differ about constants."""
    name = "offset"
    while name in taken:
        name += "_"
    return name


def is_free_row(program: MixedIntegerProgram) -> Bools:
    """(m,) rows that limit nothing."""
    free: Bools = np.isneginf(program.row_lower) & np.isposinf(program.row_upper)
    return free
