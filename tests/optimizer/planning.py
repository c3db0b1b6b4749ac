"""A problem planned without ceremony: no tables, no check, only what the model decided and what that costs.

A test of one rule needs the cost of the best plan and its orders, many times over; `plan` takes a tenth of the time of
`optimizer.solve`. Whether plans verify is asked elsewhere, on whole plans.
"""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.problem import Problem
from optimizer.backends.export import lp_text
from optimizer.formulation.build import build as model_of
from optimizer.instance import Instance, instance_of
from optimizer.linear import Floats, MixedIntegerProgram
from optimizer.options import Options
from optimizer.strategies import exact
from tests.builders import build

SECONDS = 600.0
"""Far more than any search here takes, so that no clock decides."""


@dataclass(frozen=True)
class Planned:
    """The best plan of a problem as column values; `bound` is the proven lower limit of its cost."""

    instance: Instance
    program: MixedIntegerProgram
    values: Floats
    cost: float
    bound: float

    @property
    def costs(self) -> dict[str, float]:
        """What each term costs; terms without cost are left out, thousandths rounded to nine places."""
        costs = self.program.costs_of(self.values)
        return {term: round(cost, 9) for term, cost in costs.items() if abs(cost) > 1e-9}

    def ordered(self, *by: str) -> dict[Any, float]:
        """Units ordered by period, or by the columns named: item, supplier, node, mode, period. None is left out."""
        keys = by or ("period",)
        names = ("item", "supplier", "node", "mode", "period")
        rows = [
            (*words, cases * pack)
            for (words, cases), pack in zip(self._all("q"), self.instance.ordering.case_pack.tolist(), strict=True)
        ]
        units = pd.DataFrame(rows, columns=[*names, "units"]).groupby(list(keys))["units"].sum()
        return {key: value for key, value in units.to_dict().items() if value}

    def chosen(self, name: str) -> dict[tuple[Any, ...], float]:
        """Values of the columns of one letter that are not 0, by their words; days stand as periods."""
        return {words: round(value, 9) for words, value in self._all(name) if abs(value) > 1e-9}

    def _all(self, name: str) -> list[tuple[tuple[Any, ...], float]]:
        block = next(block for block in self.program.columns if block.name == name)
        period = {day: number for number, day in enumerate(self.instance.calendar.names)}
        words = [np.asarray(label.ids, dtype=object)[label.positions].tolist() for label in block.labels]
        keys = [tuple(period.get(word, word) for word in row) for row in zip(*words, strict=True)]
        return list(zip(keys, self.values[block.indices].tolist(), strict=True))


def plan(**given: Any) -> Planned:
    """The best plan of `tests.builders.build(**given)`."""
    return plan_of(build(**given))


def plan_of(problem: Problem, options: Options | None = None) -> Planned:
    """The best plan of a problem; its cost meets its bound."""
    instance = instance_of(problem)
    program, columns = model_of(instance)
    found = exact.search(program, columns, instance, options or Options(), deadline=time.monotonic() + SECONDS)
    best = found.candidates[0]
    assert found.bound is not None
    assert best.cost - found.bound <= 1e-6 * max(1.0, abs(best.cost))
    return Planned(instance, program, best.values, best.cost, found.bound)


def cost(**given: Any) -> float:
    """What the best plan of `build(**given)` costs, to nine places."""
    return round(plan(**given).cost, 9)


def lp_of(problem: Problem) -> str:
    """The model of a problem as LP text."""
    return lp_text(model_of(instance_of(problem))[0])
