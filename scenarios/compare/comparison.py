"""Plans of one dataset compared with the first of them: money, service, spend, orders, suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.faults import CallError
from models.plan import Plan
from models.problem import Problem
from optimizer.verdict import Verdict
from optimizer.verify import verify
from scenarios.compare import figures
from scenarios.compare.changes import counted
from scenarios.compare.figures import Side

LEAST = 2
"""Fewer plans than this cannot be compared."""


@dataclass(frozen=True)
class Comparison:
    """``plans`` by name, the first being what the others are compared with, and what verification finds of each.

    The tables are those of ``compare.figures``.
    """

    problem: Problem
    plans: Mapping[str, Plan]
    verdicts: Mapping[str, Verdict]

    @property
    def names(self) -> list[str]:
        """The plans' names, the first first."""
        return list(self.plans)

    @cached_property
    def _sides(self) -> list[Side]:
        return [
            Side(name, self.problem, self.plans[name], verdict.costs, verdict.service)
            for name, verdict in self.verdicts.items()
        ]

    @cached_property
    def costs(self) -> pd.DataFrame:
        """`figures.costs`, and the difference as a `share` of the first plan's total."""
        table = figures.costs(self._sides)
        base = abs(self.verdicts[self.names[0]].objective)
        return table.assign(share=table["difference"] / base if base > 0 else np.full(len(table), np.nan))

    @cached_property
    def service(self) -> pd.DataFrame:
        """`figures.service`."""
        return figures.service(self._sides)

    @cached_property
    def spend(self) -> pd.DataFrame:
        """`figures.spend`."""
        return figures.spend(self._sides)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """`figures.changes`."""
        return figures.changes(self._sides)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many order lines are the same, resized, moved, dropped, added in every plan but the first."""
        return {name: counted(self.changes[self.changes["plan"] == name]) for name in self.names[1:]}

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """`figures.suppliers`."""
        return figures.suppliers(self._sides)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name."""
        return {name: getattr(self, name) for name in TABLES}


TABLES = ("costs", "service", "spend", "changes", "suppliers")


def compare(problem: Problem, plans: Mapping[str, Plan]) -> Comparison:
    """Verify every plan and compare all with the first.

    Raises CallError where fewer than two are given, or one says that it was made for another dataset.
    """
    if len(plans) < LEAST:
        raise CallError(f"{len(plans)} plan given; expected {LEAST} or more to compare")
    for name, plan in plans.items():
        told = plan.summary.get("dataset_sha256")
        if told is not None and told != problem.sha256:
            raise CallError(f"plan {name} was made for another version of the dataset; plan it again to compare it")
    return Comparison(problem, dict(plans), {name: verify(problem, plan) for name, plan in plans.items()})
