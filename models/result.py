"""Why a solve stopped, apart from what it found; no sentinel numbers stand for "nothing"."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.plan import Plan

COMPILING = "compiling, once"
"""The phase before a search whose kernels are not compiled yet; no clock of a search runs meanwhile."""


class Termination(StrEnum):
    """Why the work ended."""

    GAP_REACHED = "gap_reached"
    """A plan and a bound no further apart than the gap asked for."""
    TIME_LIMIT = "time_limit"
    """The time allowed was used up."""
    MOVES_TRIED = "moves_tried"
    """Every move was tried and none made the plan better; the gap asked for is not reached."""
    POLICY_FOLLOWED = "policy_followed"
    """A replenishment policy was followed to the end of the horizon; nothing is claimed about better plans."""
    CANCELLED = "cancelled"
    """Somebody asked to stop."""
    INFEASIBLE = "infeasible"
    """No plan can exist; the reasons say why."""
    UNBOUNDED = "unbounded"
    """The cost has no lower limit: a fault of the data or of the model."""
    ERROR = "error"
    """The solver failed; what was found before that is kept."""


class Status(StrEnum):
    """What the planner has in hand, as ``summary.json`` says it."""

    OPTIMAL = "optimal"
    """A verified plan whose gap is no larger than the one asked for."""
    FEASIBLE = "feasible"
    """A verified plan, with or without a bound."""
    INFEASIBLE = "infeasible"
    """No plan can exist."""
    NO_PLAN_IN_TIME = "no_plan_in_time"
    """Stopped before any plan was found."""
    CANCELLED = "cancelled"
    """Stopped by hand; the best plan so far is kept."""


@dataclass(frozen=True)
class Progress:
    """How far the work is: phase in words, seconds since the start, money of the best plan and of the bound."""

    phase: str
    seconds: float
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None


@dataclass(frozen=True)
class Result:
    """The end of a solve: why it stopped, and (separately) what it found.

    ``bound`` is a proven lower limit of every plan's cost (money) or None; ``objective`` the verified cost of
    ``plan``; ``gap`` their distance relative to the objective; ``reasons`` say why no plan can exist; ``summary`` is
    what ``summary.json`` says, with or without a plan.
    """

    termination: Termination
    plan: Plan | None = None
    objective: float | None = None
    bound: float | None = None
    gap_asked: float = 0.0
    reasons: tuple[str, ...] = ()
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """(objective - bound) / max(|objective|, 1e-9), None where no bound is proven or no plan is found."""
        return relative_gap(self.objective, self.bound)

    @property
    def status(self) -> Status:
        """The planner's word for this end."""
        if self.termination is Termination.INFEASIBLE:
            return Status.INFEASIBLE
        if self.termination is Termination.CANCELLED:
            return Status.CANCELLED
        if self.objective is None:
            return Status.NO_PLAN_IN_TIME
        gap = self.gap
        return Status.OPTIMAL if gap is not None and gap <= self.gap_asked else Status.FEASIBLE


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """A plan's cost (money) less a proven bound, as a share of the cost; None where either is missing."""
    if objective is None or bound is None:
        return None
    return max(0.0, objective - bound) / max(abs(objective), 1e-9)
