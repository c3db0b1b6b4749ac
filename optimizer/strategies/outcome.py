"""What a strategy brings home: drafts of plans, a bound, and why it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.multipliers import Multipliers
from models.plan import Plan
from models.result import Termination


@dataclass(frozen=True)
class Draft:
    """A plan before its check: tables with an empty summary, costs by term (discounted money), service figures."""

    plan: Plan
    costs: dict[str, float]
    service: dict[str, Any]

    @property
    def cost(self) -> float:
        """The objective."""
        return sum(self.costs.values())


@dataclass(frozen=True)
class Outcome:
    """``drafts``, the best first; a proven ``bound`` or None; the ``solver`` by name and version.

    ``built``: seconds that went into indexing and building before the search.
    """

    drafts: Iterable[Draft]
    bound: float | None
    termination: Termination
    solver: dict[str, str]
    built: float
    contradiction: str = ""
    """Why nothing was found where only the planner's own rules can forbid every plan."""
    multipliers: Multipliers | None = None
    """What the search has learnt, for a later one of changed data."""
