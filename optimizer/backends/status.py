"""What every backend takes and gives: limits in, a termination, values and a bound out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.result import Progress, Termination
from optimizer.linear import Floats, MixedIntegerProgram

ProgressHook = Callable[[Progress], None]
StopHook = Callable[[], bool]


@dataclass(frozen=True)
class Limits:
    """How far a backend may go: seconds, relative gap, seed, threads; ``relax`` drops the whole-number rule.

    ``tolerance`` is how far a row or a whole number may be missed, where a backend can be told.
    """

    time_limit: float
    gap: float = 1e-6
    seed: int = 0
    threads: int = 1
    relax: bool = False
    tolerance: float = 1e-6


@dataclass(frozen=True)
class Answer:
    """What a backend found: column values (n) or None, a proven lower bound (money) or None, and why it ended."""

    termination: Termination
    values: Floats | None
    bound: float | None
    seconds: float
    solver: str
    version: str
    row_duals: Floats | None = None


Backend = Callable[..., Answer]
"""``solve(program, limits, *, start=None, progress=None, stop=None) -> Answer``, one module each in this folder."""

__all__ = ["Answer", "Backend", "Limits", "MixedIntegerProgram", "ProgressHook", "StopHook"]
