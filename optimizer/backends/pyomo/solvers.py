"""What the solvers that Pyomo reaches call a time limit, a gap, a seed and threads, and whose bound can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from optimizer.backends.status import Limits


@dataclass(frozen=True)
class Dialect:
    """Option names of a solver, "" where it has none; ``proves_bound``: the bound that Pyomo reports is the solver's.

    Pyomo reports the objective as the bound of CBC and GLPK whatever the gap; theirs is worked out from the gap.
    """

    time_limit: str
    gap: str
    seed: str = ""
    threads: str = ""
    whole_seconds: bool = False
    proves_bound: bool = False

    def options(self, limits: Limits) -> dict[str, float | int]:
        """``limits`` in the solver's words."""
        found: dict[str, float | int] = {self.gap: limits.gap}
        if math.isfinite(limits.time_limit):
            seconds = max(limits.time_limit, 0.01)
            found[self.time_limit] = max(1, math.ceil(seconds)) if self.whole_seconds else seconds
        if self.seed:
            found[self.seed] = limits.seed
        if self.threads:
            found[self.threads] = limits.threads
        return found


# HiGHS fails where a process asks for another number of threads than it did the first time: it keeps its own.
_HIGHS = Dialect("time_limit", "mip_rel_gap", "random_seed", proves_bound=True)
_GUROBI = Dialect("TimeLimit", "MIPGap", "Seed", "Threads", proves_bound=True)
_CPLEX = Dialect("timelimit", "mip_tolerances_mipgap", "randomseed", "threads", proves_bound=True)
_SCIP = Dialect("limits/time", "limits/gap", "randomization/randomseedshift", proves_bound=True)

DIALECTS: dict[str, Dialect] = {
    "appsi_highs": _HIGHS,
    "highs": _HIGHS,
    "scip": _SCIP,
    "scip_direct": _SCIP,
    "cbc": Dialect("sec", "ratio", "randomCbcSeed"),
    "glpk": Dialect("tmlim", "mipgap", whole_seconds=True),
    "gurobi": _GUROBI,
    "gurobi_direct": _GUROBI,
    "gurobi_persistent": _GUROBI,
    "appsi_gurobi": _GUROBI,
    "cplex": _CPLEX,
    "cplex_direct": _CPLEX,
    "cplex_persistent": _CPLEX,
}
"""Solvers by the name that Pyomo gives them. Another one is used too, but with its own limits and without a bound."""
