"""One search for a plan: what it was asked for, how much of its time is gone, and who listens."""

from __future__ import annotations

import time
from dataclasses import dataclass

from models.problem import Problem
from models.result import Progress, Termination, relative_gap
from optimizer.backends.status import ProgressHook, StopHook
from optimizer.options import Options

MOST_KEPT_BACK = 0.4
"""Share of the time that is kept back at most."""


@dataclass(frozen=True)
class Call:
    """``began`` and ``deadline`` are moments of ``time.monotonic``.

    ``back``: seconds, and seconds an item, kept back for putting the plan together, checking and writing it.
    """

    problem: Problem
    options: Options
    progress: ProgressHook | None
    stop: StopHook | None
    began: float
    deadline: float
    back: tuple[float, float]

    def before(self, share: float) -> bool:
        """Whether less than this share of the time is used up, and nobody has asked to stop."""
        return time.monotonic() < self.began + self.seconds(share) and not self.stopped()

    def seconds(self, share: float) -> float:
        """How long this share of the time is."""
        whole = self.deadline - self.began
        back = min(self.back[0] + self.back[1] * len(self.problem.items), MOST_KEPT_BACK * whole)
        return share * (whole - back)

    def go_on(self) -> bool:
        """Whether there is time, and nobody has asked to stop."""
        return self.before(1.0)

    def stopped(self) -> bool:
        """Whether somebody has asked to stop."""
        return self.stop is not None and self.stop()

    def report(self, phase: str, cost: float | None, bound: float | None) -> None:
        """Tell whoever listens."""
        if self.progress is not None:
            seconds = time.monotonic() - self.began
            self.progress(Progress(phase, seconds, cost, bound, relative_gap(cost, bound)))

    def ended(self, cost: float | None, bound: float | None) -> Termination:
        """Why the search ended."""
        if self.stopped():
            return Termination.CANCELLED
        gap = relative_gap(cost, bound)
        if gap is not None and gap <= self.options.gap:
            return Termination.GAP_REACHED
        return Termination.MOVES_TRIED if self.go_on() else Termination.TIME_LIMIT
