"""What a planner may ask of a solve; checked when it is made."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from models.faults import CallError

STRATEGIES = ("auto", "exact", "decomposed")

ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):(?P<port>[0-9]{1,5})")
"""What the address of a dask scheduler looks like."""


@dataclass(frozen=True)
class Options:
    """How to plan.

    ``strategy`` how a plan is found: the whole model in one solver (exact), item by item with prices on what items
    share (decomposed), or whichever suits the size (auto). ``gap`` relative distance at which a plan counts as
    optimal; ``time_limit`` seconds for building and searching; ``seed`` and ``threads`` of the solver (one thread
    repeats exactly). Who does the work on items where it is decomposed: ``workers`` processes of this machine, or the
    workers of the dask scheduler at the address ``cluster``; the plan is the same. ``backend`` the solver;
    ``side_constraints`` a planner's own rules (Python file); ``write_model`` where to write the model (.lp or .mps).

    Raises CallError for a value out of range.
    """

    strategy: str = "auto"
    gap: float = 1e-6
    time_limit: float = 300.0
    seed: int = 0
    threads: int = 1
    workers: int = 1
    cluster: str | None = None
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
        if self.cluster is not None:
            self._check_cluster(self.cluster)
        if not 0 <= self.seed < 2**31:
            raise CallError(f"seed is {self.seed}; expected a whole number from 0 to {2**31 - 1}")

    def _check_cluster(self, address: str) -> None:
        found = ADDRESS.fullmatch(address)
        if found is None or not 0 < int(found["port"]) < 2**16:
            example = "tcp://10.0.0.1:8786"
            raise CallError(f"cluster is {address!r}; expected the address of a dask scheduler, such as {example}")
        if self.workers > 1:
            raise CallError("workers are processes of this machine, a cluster has its own: give one of the two")
        if self.strategy == "exact":
            raise CallError("strategy exact hands the whole model to one solver, which no cluster can share")
