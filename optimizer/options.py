"""What a planner may ask of a solve; checked when it is made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from models.faults import CallError

STRATEGIES = ("auto", "exact", "decomposed")


@dataclass(frozen=True)
class Options:
    """How to plan.

    ``strategy`` how a plan is found: the whole model in one solver (exact), item by item with prices on what items
    share (decomposed), or whichever suits the size (auto). ``gap`` relative distance at which a plan counts as
    optimal; ``time_limit`` seconds for building and searching; ``seed`` and ``threads`` of the solver (one thread
    repeats exactly); ``backend`` the solver; ``side_constraints`` a planner's own rules (Python file);
    ``write_model`` where to write the model (.lp or .mps).

    Raises CallError for a value out of range.
    """

    strategy: str = "auto"
    gap: float = 1e-6
    time_limit: float = 300.0
    seed: int = 0
    threads: int = 1
    workers: int = 1
    backend: str = "highs"
    side_constraints: Path | None = None
    write_model: Path | None = None

    def __post_init__(self) -> None:
        if self.strategy not in STRATEGIES:
            raise CallError(f"strategy {self.strategy!r} is not known; choose one of {', '.join(STRATEGIES)}")
        if not (math.isfinite(self.gap) and 0 <= self.gap < 1):
            raise CallError(f"gap is {self.gap}; expected a share from 0 up to 1, such as 0.01 for 1 %")
        if not (math.isfinite(self.time_limit) and self.time_limit > 0):
            raise CallError(f"time limit is {self.time_limit}; expected seconds above 0")
        for name in ("threads", "workers"):
            if getattr(self, name) < 1:
                raise CallError(f"{name} is {getattr(self, name)}; expected 1 or more")
        if not 0 <= self.seed < 2**31:
            raise CallError(f"seed is {self.seed}; expected a whole number from 0 to {2**31 - 1}")
